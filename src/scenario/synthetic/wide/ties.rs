//! Ties between children of one council, and between them and its homes.

use super::super::links;
use super::families::Lone;
use super::map::Map;
use crate::domain::{ChildId, Dice, Plan, Scenario};

/// Gives each kinship home for nobody yet a family of its council that has no home, to name.
pub(super) fn draw_kin(map: &Map, families: &[Lone], scenario: &mut Scenario, dice: &mut Dice) {
    let mut waiting: Vec<Vec<&Lone>> = vec![Vec::new(); map.councils.len()];
    for family in families {
        if family.children.iter().all(|child| scenario.child(*child).current.is_none()) {
            waiting[family.council].push(family);
        }
    }
    for (council, waiting) in map.councils.iter().zip(&waiting) {
        for home in &council.its_kin {
            let there = &mut scenario.households[home.index()];
            if there.named_children.is_empty() && !waiting.is_empty() {
                there.named_children.extend(&dice.pick(waiting).children);
            }
        }
    }
}

/// Children who must or should not live together, and homes that a child must not live in: as many as in a council, all
/// of them between people of one council.
pub(super) fn draw_risks(map: &Map, families: &[Lone], scenario: &mut Scenario, dice: &mut Dice) {
    let mut children: Vec<Vec<ChildId>> = vec![Vec::new(); map.councils.len()];
    for family in families {
        children[family.council].extend(&family.children);
    }
    for (council, children) in map.councils.iter().zip(&children) {
        links::draw_risks(children, &council.its_homes, scenario, dice);
    }
}

/// Nobody lives now with whom they must not.
pub(super) fn let_live(scenario: &mut Scenario) {
    let current = |child: ChildId| scenario.children[child.index()].current;
    scenario
        .relations
        .retain(|(a, b), each| each.plan != Plan::MustApart || current(*a).is_none() || current(*a) != current(*b));
}
