//! The graph against its definition: every rule asked of every child and every home, in the plain reading.

use placewell::compatibility::{self, Graph};
use placewell::domain::{
    Child, ChildId, Companions, Decision, DecisionKind, Dice, Exclusion, ExclusionPlan, Household, HouseholdId, Pets,
    Place, PlacementType, Scenario, Sector, Sex, Sexes, Status, Suitability, Tenths, Urgency,
};
use placewell::policy::{Pairs, provision, rules};
use placewell::scenario::synthetic::{self, Recipe};

/// Every open pair, by asking for all that closes it.
fn by_definition(scenario: &Scenario) -> Vec<Vec<Place>> {
    let pairs = Pairs::of(scenario);
    let open = |child: &Child| {
        let homes = scenario.households.iter().filter(|home| pairs.bars(child, home).is_empty());
        let provisions = scenario
            .provisions
            .iter()
            .filter(|each| !pairs.is_pinned(child.id) && provision::objections(scenario, child, each).is_empty());
        homes.map(|home| Place::Home(home.id)).chain(provisions.map(|each| Place::Provision(each.id))).collect()
    };
    scenario.children.iter().map(|child| if child.in_scope() { open(child) } else { Vec::new() }).collect()
}

fn assert_is(graph: &Graph, scenario: &Scenario, expected: &[Vec<Place>], what: &str) {
    let got: Vec<Vec<Place>> = scenario.children.iter().map(|child| graph.places_of(child.id)).collect();
    assert_eq!(got, expected, "{what}");
    assert_eq!(graph.pairs(), expected.iter().map(Vec::len).sum::<usize>(), "{what}");
    for place in graph.places() {
        let children: Vec<ChildId> =
            scenario.children.iter().map(|child| child.id).filter(|id| expected[id.index()].contains(&place)).collect();
        assert_eq!(graph.children_of(place), children, "{what}, {place:?}");
        for child in &scenario.children {
            assert_eq!(graph.is_open(child.id, place), children.contains(&child.id), "{what}, {place:?}");
        }
    }
}

/// Makes everything that the sieve of the graph reads arbitrary, and what lifts rules too.
fn twist(scenario: &mut Scenario, dice: &mut Dice) {
    for rule in rules::ALL {
        if dice.chance(10) {
            scenario.settings.switched_off.insert(rule.about().id.to_owned(), "for the test".to_owned());
        }
    }
    for locality in &mut scenario.localities {
        let reach = *dice.pick(&[0, 3_000, 30_000, 500_000]);
        let near = Some((400_000 + dice.between(-reach, reach), 300_000 + dice.between(-reach, reach)));
        locality.grid = *dice.pick(&[
            near,
            near,
            near,
            near,
            None,
            Some((-7_000_000_000, 5_000_000_000)),
            Some((0, 1_000_000_001)),
        ]);
    }
    let localities = scenario.localities.len();
    let homes = scenario.households.len();
    for child in &mut scenario.children {
        twist_child(child, dice, homes);
    }
    for home in &mut scenario.households {
        twist_home(home, dice);
    }
    // Two places at the very edge of a child's reach.
    if localities > 2 {
        let (child, farthest) = (scenario.children[0].locality, scenario.children[0].max_miles.0);
        let metres = (2 * farthest.clamp(0, 10_000) + 1) * 16_093 / 200;
        scenario.localities[child.index()].grid = Some((0, 0));
        scenario.localities[(child.index() + 1) % localities].grid = Some((metres, 0));
        scenario.localities[(child.index() + 2) % localities].grid = Some((0, -metres - 1));
    }
    name_pairs(scenario, dice);
    decide(scenario, dice);
}

fn twist_child(child: &mut Child, dice: &mut Dice, homes: usize) {
    child.max_miles = Tenths(*dice.pick(&[-1, 0, 15, 50, 200, 3_000, i64::MAX]));
    child.age = dice.between(0, 17);
    child.age_end = child.age + dice.between(0, 2);
    child.sex = *dice.pick(Sex::ALL);
    child.out_of_area_ok |= dice.chance(70);
    if dice.chance(30) {
        child.placement_type = *dice.pick(PlacementType::ALL);
    }
    if dice.chance(40) {
        child.needs.insert(format!("need {}", dice.below(90)));
    }
    if dice.chance(10) {
        child.foster_care = Suitability::Unsuitable;
    }
    child.urgency = *dice.pick(Urgency::ALL);
    child.companions = *dice.pick(Companions::ALL);
    child.pets = *dice.pick(Pets::ALL);
    child.harm_to_animals = dice.chance(15);
    child.respiratory_condition = dice.chance(15);
    if dice.chance(20) {
        child.current = Some(Place::Home(HouseholdId::at(dice.below(homes))));
        child.may_move = true;
    }
}

fn twist_home(home: &mut Household, dice: &mut Dice) {
    home.age_min = dice.between(0, 6);
    home.age_max = dice.between(8, 18);
    home.sexes = *dice.pick(&[Sexes::Any, Sexes::Any, Sexes::Any, Sexes::M, Sexes::F]);
    home.skills.extend((0..90).filter(|_| dice.chance(80)).map(|at| format!("need {at}")));
    home.placement_types.extend(PlacementType::ALL.iter().filter(|_| dice.chance(70)));
    home.status = *dice.pick(&[Status::Available, Status::Available, Status::Available, Status::OnHold]);
    home.resident_ages = (0..dice.below(3)).map(|_| dice.between(0, 17)).collect();
    home.smoker = dice.chance(30);
    home.pets = dice.chance(40);
    home.authority = dice
        .pick(&[None, Some("Ours"), Some(" ours"), Some("OURS"), Some("Elsewhere"), Some("Straße")])
        .map(str::to_owned);
    home.sector = *dice.pick(&[home.sector, home.sector, home.sector, Sector::Kinship]);
}

/// Who is kin to whom, and who must never live where.
fn name_pairs(scenario: &mut Scenario, dice: &mut Dice) {
    for _ in 0..dice.below(12) {
        let child = ChildId::at(dice.below(scenario.children.len()));
        let home = HouseholdId::at(dice.below(scenario.households.len()));
        if dice.chance(40) {
            scenario.households[home.index()].named_children.insert(child);
        } else {
            let row = Exclusion { plan: *dice.pick(ExclusionPlan::ALL), reason: None };
            scenario.exclusions.entry((child, home)).or_default().insert(row);
        }
    }
}

/// Overrides of any rule, forbids and pins, for any pair.
fn decide(scenario: &mut Scenario, dice: &mut Dice) {
    let mut pinned = Vec::new();
    for _ in 0..dice.below(12) {
        let child = ChildId::at(dice.below(scenario.children.len()));
        let household = HouseholdId::at(dice.below(scenario.households.len()));
        let kind = dice.weighted(&[(DecisionKind::Override, 70), (DecisionKind::Forbid, 20), (DecisionKind::Pin, 10)]);
        if kind == DecisionKind::Pin && (pinned.contains(&child) || scenario.pin(child).is_some()) {
            continue;
        }
        pinned.extend((kind == DecisionKind::Pin).then_some(child));
        let rule = (kind == DecisionKind::Override).then(|| dice.pick(rules::ALL).about().id.to_owned());
        let nobody = Decision { child, household, kind, rule, reason: None, decided_by: None, decided_on: None };
        scenario.decisions.push(nobody);
    }
}

/// The list of homes that are near leaves out none that is open.
fn assert_near(scenario: &Scenario, expected: &[Vec<Place>], seed: u64) {
    let pairs = Pairs::of(scenario);
    let shortlist = pairs.shortlist();
    for child in &scenario.children {
        let near = shortlist.near_homes(child);
        assert!(near.is_sorted_by(|a, b| a < b), "seed {seed}");
        let is_near = |place: &Place| matches!(place, Place::Home(home) if near.binary_search(home).is_ok());
        let homes = expected[child.id.index()].iter().filter(|place| matches!(place, Place::Home(_)));
        assert!(homes.into_iter().all(is_near), "seed {seed}, {}", child.reference);
    }
}

#[test]
fn the_graph_is_what_asking_every_rule_of_every_pair_gives() {
    let (mut open, mut lifted) = (0, 0);
    for seed in 0..160 {
        let mut dice = Dice::of_replicate(seed, 1);
        let mut scenario = if seed % 8 == 0 {
            synthetic::scenario(&Recipe::named("daily", seed).expect("a size"))
        } else {
            synthetic::tiny(seed)
        };
        assert_is(
            &compatibility::graph(&scenario),
            &scenario,
            &by_definition(&scenario),
            &format!("seed {seed}, as drawn"),
        );
        twist(&mut scenario, &mut dice);
        let expected = by_definition(&scenario);
        assert_is(&compatibility::graph(&scenario), &scenario, &expected, &format!("seed {seed}, twisted"));
        assert_near(&scenario, &expected, seed);
        open += expected.iter().map(Vec::len).sum::<usize>();
        let pairs = Pairs::of(&scenario);
        lifted += expected.iter().zip(&scenario.children).map(|(places, child)| {
            places.iter().filter(|place| matches!(place, Place::Home(home) if !pairs.lifted(child, scenario.household(*home)).is_empty())).count()
        }).sum::<usize>();
    }
    assert!(open > 2_000 && lifted > 200, "a test of nothing: {open} open pairs, {lifted} of them against a rule");
}

#[test]
fn a_child_pinned_in_the_graph_has_that_place_alone() {
    for seed in 0..60 {
        let scenario = synthetic::tiny(seed);
        let mut expected = by_definition(&scenario);
        let graph = compatibility::graph(&scenario);
        let mut pinned = graph.clone();
        for child in scenario.in_scope() {
            let Some(place) = expected[child.id.index()].last().copied() else { continue };
            pinned = pinned.pinned(child.id, place);
            expected[child.id.index()] = vec![place];
            assert!(pinned.must_place(child.id));
            assert_is(&pinned, &scenario, &expected, &format!("seed {seed}, {} pinned", child.reference));
        }
        assert_is(&graph, &scenario, &by_definition(&scenario), "the graph that others were made of");
    }
}
