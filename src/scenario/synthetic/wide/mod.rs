//! Several councils on one ground: a regional care cooperative, or all of England.
//!
//! *Takes* a recipe with a [`super::Ground`]. *Gives* a scenario in which every placement is thought anew: as many
//! places are filled, held and vacant as published, children live as far from home as published, and ages, places and
//! group sizes are drawn to the published counts. *Never* looks at all homes for one child: whoever is near is found by
//! council.

mod families;
mod homes;
mod map;
mod residents;
mod ties;

use super::{Recipe, links};
use crate::domain::{Dice, Scenario};

/// Fills an empty scenario.
pub(super) fn draw(recipe: &Recipe, ground: super::Ground, scenario: &mut Scenario, dice: &mut Dice) {
    let mut map = map::draw(recipe, ground, dice);
    scenario.localities = map::localities(recipe, &map, dice);
    homes::draw(recipe, &mut map, scenario, dice);
    if recipe.with_provision {
        scenario.provisions = homes::provisions(recipe, &map);
    }
    let families = families::draw(recipe, &map, scenario, dice);
    residents::draw(recipe, &map, &families, scenario, dice);
    homes::close(recipe, scenario, dice);
    ties::draw_kin(&map, &families, scenario, dice);
    if recipe.with_relations {
        links::draw_sibling_plans(scenario, dice);
        ties::draw_risks(&map, &families, scenario, dice);
        ties::let_live(scenario);
    }
}
