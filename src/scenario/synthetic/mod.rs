//! Invented scenarios of any size, for benchmarks, tests and a first try.
//!
//! *Takes* a [`Recipe`]. *Gives* a lawful, complete [`Scenario`] whose ages, sibling groups, homes and lengths of stay
//! follow published figures (`figures`). *Never* holds a real child, and never draws anything but whole numbers from
//! one seeded stream: the same recipe is the same scenario on every machine.
//!
//! Shares without a publication (pets, smoking, who can live alongside whom, ...) are assumed and stand where they are
//! drawn.

mod ahead;
mod beds;
mod blank;
mod catalogue;
mod children;
mod decisions;
mod drawn;
pub(in crate::scenario) mod figures;
mod homes;
mod links;
mod outlook;
mod placed;
mod recipe;
mod tiny;
mod wide;

pub use drawn::Drawn;
pub use outlook::tiny_planning;
pub use recipe::{Ground, Recipe, SIZES};
pub use tiny::tiny;

use crate::domain::{Dice, Locality, LocalityId, Scenario, Settings};

/// Invents a scenario.
pub fn scenario(recipe: &Recipe) -> Scenario {
    let mut dice = Dice::of(recipe.seed);
    let mut scenario = Scenario::empty(Settings::plain(recipe.name.clone(), blank::PLANNING_DATE));
    scenario.settings.note =
        Some("The children, carers and homes are invented: drawn at random by `placewell generate`.".to_owned());
    if let Some(ground) = recipe.ground {
        wide::draw(recipe, ground, &mut scenario, &mut dice);
        return scenario;
    }
    scenario.localities = localities(recipe, &mut dice);
    scenario.households = homes::draw(recipe, &scenario, &mut dice);
    if recipe.with_provision {
        scenario.provisions = homes::provisions(recipe, recipe.children + recipe.placed.unwrap_or(0));
    }
    children::draw_those_in_scope(recipe, &mut scenario, &mut dice);
    match recipe.placed {
        None => children::draw_those_who_stay(recipe, &mut scenario, &mut dice),
        Some(placed) => {
            placed::draw(recipe, placed, &mut scenario, &mut dice);
            scenario.kinds = catalogue::kinds(&scenario.localities[..recipe.localities]);
            ahead::draw(recipe, &mut scenario);
        }
    }
    links::draw_kin(&mut scenario, &mut dice);
    if recipe.with_relations {
        links::draw_plans(&mut scenario, &mut dice);
    }
    scenario
}

/// The council's localities within about ten miles of its centre, and as many neighbours' within about thirty.
fn localities(recipe: &Recipe, dice: &mut Dice) -> Vec<Locality> {
    let inside = recipe.localities;
    (0..2 * inside)
        .map(|i| {
            let home = i < inside;
            let (reach, authority) = match (home, i % 2) {
                (true, _) => (14_000, "Ours"),
                (false, 0) => (34_000, "East"),
                (false, _) => (34_000, "West"),
            };
            let grid = (400_000 + dice.between(-reach, reach), 300_000 + dice.between(-reach, reach));
            Locality {
                reference: reference('L', i, 2 * inside),
                name: format!("{authority} {}", i + 1),
                grid: Some(grid),
                authority: Some(authority.to_owned()),
            }
        })
        .collect()
}

/// A locality of the council's own area in `percent` of a hundred draws, else of a neighbour's.
fn locality(recipe: &Recipe, percent: i64, dice: &mut Dice) -> LocalityId {
    let inside = recipe.localities;
    LocalityId::at(if dice.chance(percent) { dice.below(inside) } else { inside + dice.below(inside) })
}

/// A pseudonym whose alphabetical order is the order of the table: all of `of` are as long.
fn reference(letter: char, position: usize, of: usize) -> String {
    format!("{letter}{:0width$}", position + 1, width = of.to_string().len().max(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Child, Place, Sector, Status};

    fn named(name: &str, seed: u64) -> Scenario {
        scenario(&Recipe::named(name, seed).expect("a known size"))
    }

    /// Known places that are open and in which nobody stays.
    fn vacancies(scenario: &Scenario) -> usize {
        let open = scenario.households.iter().filter(|home| home.status == Status::Available);
        open.map(|home| usize::try_from(home.places).expect("small").saturating_sub(scenario.staying_in(home.id).len()))
            .sum()
    }

    #[test]
    fn a_recipe_is_one_scenario_and_another_seed_another() {
        assert_eq!(named("daily", 1), named("daily", 1));
        assert_ne!(named("daily", 1).children, named("daily", 2).children);
        assert_eq!(tiny(5), tiny(5));
        assert_eq!(Recipe::named("village", 1), None);
    }

    #[test]
    fn sizes_are_as_named_and_tables_in_the_order_of_their_ids() {
        for (name, children, households) in SIZES.into_iter().filter(|(name, ..)| *name != "nation") {
            let scenario = named(name, 3);
            assert_eq!(scenario.in_scope().count(), children, "{name}");
            assert_eq!(scenario.households.len(), households, "{name}");
            assert!(scenario.children.is_sorted_by(|a, b| a.reference < b.reference), "{name}");
            assert!(scenario.households.is_sorted_by(|a, b| a.reference < b.reference), "{name}");
            assert!(scenario.localities.is_sorted_by(|a, b| a.reference < b.reference), "{name}");
            assert!(scenario.groups.is_sorted_by(|a, b| a.reference < b.reference), "{name}");
            assert!(scenario.children.iter().enumerate().all(|(i, child)| child.id.index() == i), "{name}");
        }
    }

    #[test]
    fn a_month_and_a_council_are_short_of_homes_and_a_day_is_not() {
        for seed in 0..5 {
            assert!(vacancies(&named("daily", seed)) > 30, "a duty desk's list");
            assert!(vacancies(&named("month", seed)) < 150, "fewer vacancies than children");
            assert!(vacancies(&named("council", seed)) < 800, "fewer vacancies than children");
        }
    }

    #[test]
    fn children_stay_children_and_those_who_stay_are_within_approval() {
        let scenario = named("month", 9);
        let is_child = |child: &Child| (0..18).contains(&child.age) && child.age <= child.age_end && child.age_end < 18;
        assert!(scenario.children.iter().all(is_child));
        for child in scenario.children.iter().filter(|child| !child.in_scope()) {
            let Some(Place::Home(id)) = child.current else { panic!("stays in a home") };
            let home = scenario.household(id);
            assert!((home.age_min..=home.age_max).contains(&child.age), "{}", child.reference);
        }
        for home in &scenario.households {
            assert!(scenario.staying_in(home.id).len() <= home.bedrooms.len(), "{}", home.reference);
        }
    }

    #[test]
    fn a_council_as_it_stands_is_spread_over_places_as_published() {
        let s = named("planning", 2);
        assert_eq!((s.children.len(), s.kinds.len()), (800, 72));
        let lives = |sector: Sector| {
            let there =
                |child: &&Child| matches!(child.current, Some(Place::Home(id)) if s.household(id).sector == sector);
            s.children.iter().filter(there).count()
        };
        let elsewhere = s.children.iter().filter(|child| matches!(child.current, Some(Place::Provision(_)))).count();
        assert!((240..=275).contains(&lives(Sector::InHouse)), "{} in-house", lives(Sector::InHouse));
        assert!((110..=130).contains(&lives(Sector::Kinship)), "{} with kin", lives(Sector::Kinship));
        assert!(lives(Sector::Ifa) > 150 && elsewhere > 130, "{} and {elsewhere}", lives(Sector::Ifa));
        let own = || s.households.iter().filter(|home| home.sector == Sector::InHouse);
        let places: i64 = own().map(|home| home.places).sum();
        let held: i64 = own().filter(|home| home.status != Status::Available).map(|home| home.places).sum();
        let filled = i64::try_from(lives(Sector::InHouse)).expect("few");
        assert!((60..=72).contains(&(100 * filled / places)), "{filled} of {places} places filled");
        assert!(held > places / 7, "{held} of {places} places in homes that take nobody");
        let mut larger = Recipe::named("planning", 2).expect("a known size");
        larger.resize(1_600);
        assert_eq!((larger.children, larger.placed), (120, Some(1_480)));
    }

    #[test]
    fn about_half_of_the_children_in_scope_come_with_siblings() {
        let scenario = named("council", 4);
        let with = scenario.in_scope().filter(|child| child.group.is_some()).count();
        assert!((320..=480).contains(&with), "{with} of 800");
        let groups = scenario.groups.len();
        assert!((20..=30).contains(&(with * 10 / groups)), "{with} children in {groups} groups");
    }

    #[test]
    fn tiny_ones_are_tiny_and_show_every_feature_often() {
        let all: Vec<Scenario> = (0..500).map(tiny).collect();
        for each in &all {
            assert!(each.in_scope().count() <= 6 && each.households.len() + each.provisions.len() <= 5);
        }
        let often = |what: &str, percent: usize, has: &dyn Fn(&Scenario) -> bool| {
            let count = all.iter().filter(|each| has(each)).count();
            assert!(count * 100 >= percent * all.len(), "{what}: only {count} of {}", all.len());
        };
        often("children who stay", 40, &|s| s.children.iter().any(|child| !child.in_scope()));
        often("children who may move", 40, &|s| s.children.iter().any(|child| child.may_move));
        often("sibling groups", 60, &|s| !s.groups.is_empty());
        often("larger groups", 15, &|s| s.groups.iter().any(|group| group.members.len() > 2));
        often("siblings who stay", 10, &|s| s.groups.iter().any(|g| g.members.iter().any(|c| !s.child(*c).in_scope())));
        often("provision", 40, &|s| !s.provisions.is_empty());
        often("children in a provision now", 3, &|s| {
            s.children.iter().any(|child| matches!(child.current, Some(Place::Provision(_))))
        });
        often("levels left out", 20, &|s| s.settings.priorities.len() < 7);
        often("rules switched off", 25, &|s| !s.settings.switched_off.is_empty());
        for plan in crate::domain::Plan::ALL {
            let percent = if *plan == crate::domain::Plan::PreferTogether { 0 } else { 10 };
            often(plan.word(), percent, &|s| s.relations.values().any(|relation| relation.plan == *plan));
        }
        for kind in crate::domain::DecisionKind::ALL {
            often(kind.word(), 10, &|s| s.decisions.iter().any(|decision| decision.kind == *kind));
        }
    }
}
