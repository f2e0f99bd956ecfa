//! Verdicts on small towns, one question each: what is lifted, listed or bound, and what the levels count.

use std::path::Path;

use placewell::domain::{ExclusionPlan, Placement, Plan, ProvisionKind, Sexes, Suitability, Urgency};
use placewell::solve::{BackendName, Watch};
use placewell::verify::{verify, verify_files};
use placewell::{Request, propose, report};

use crate::corrupt::ids;
use crate::support::{Town, proposal};

#[test]
fn what_is_lifted_is_listed_and_no_fault() {
    let town = Town::new()
        .child("Lifted", |_| ())
        .child("Held", |c| c.may_move = true)
        .child("Harmed", |c| c.may_move = true)
        .child("Stays", |_| ())
        .home("HSex", |h| (h.sexes, h.places, h.bedrooms) = (Sexes::M, 3, vec![1; 3]))
        .home("HOther", |h| h.sexes = Sexes::M)
        .lift("Lifted", "HSex", "sex")
        .lives("Held", "HSex")
        .lives("Harmed", "HOther")
        .lives("Stays", "HSex")
        .exclude("Harmed", "HOther", ExclusionPlan::Never)
        .build();
    let there = [("Lifted", "HSex"), ("Held", "HSex"), ("Harmed", "HOther")];
    let verdict = verify(&town, &proposal(&town, &there));
    assert_eq!(ids(&verdict), ["never"], "nothing lifts `never`");
    let listed: Vec<(&str, &str)> =
        verdict.listed.iter().map(|each| (each.id.as_str(), each.concerns[0].as_str())).collect();
    assert_eq!(listed, [("sex", "Harmed"), ("sex", "Held"), ("sex", "Lifted"), ("sex", "Stays")]);
    // An override opens one home by one rule for one child.
    let verdict = verify(&town, &proposal(&town, &[("Lifted", "HOther"), ("Held", "HOther")]));
    assert_eq!(ids(&verdict), ["sex"]);
    assert_eq!(verdict.faults.len(), 2);
}

#[test]
fn a_provision_that_is_full_of_those_who_stay_is_listed_and_takes_nobody() {
    let town = Town::new()
        .child("Stay1", |_| ())
        .child("Stay2", |_| ())
        .child("New", |_| ())
        .provision("P", |p| p.capacity = Some(1))
        .lives("Stay1", "P")
        .lives("Stay2", "P")
        .build();
    let verdict = verify(&town, &proposal(&town, &[]));
    assert_eq!(verdict.faults, []);
    assert_eq!(verdict.listed[0].id, "capacity");
    assert_eq!(ids(&verify(&town, &proposal(&town, &[("New", "P#9")]))), ["capacity"]);
}

/// A child who may move is bound by the limits of its present home, by `never` and by nothing else.
#[test]
fn a_child_who_may_move_is_not_forgotten_among_the_children_of_its_home() {
    let town = Town::new()
        .child("Stay", |_| ())
        .child("Held", |c| c.may_move = true)
        .child("New", |_| ())
        .home("H", |h| h.places = 2)
        .lives("Stay", "H")
        .lives("Held", "H")
        .build();
    assert_eq!(ids(&verify(&town, &proposal(&town, &[("Held", "H")]))), [""; 0]);
    assert_eq!(ids(&verify(&town, &proposal(&town, &[("New", "H")]))), [""; 0], "instead of the child who may move");
    assert_eq!(ids(&verify(&town, &proposal(&town, &[("Held", "H"), ("New", "H")]))), ["approved-number"]);
    let over = Town::new().child("Held", |c| c.may_move = true).home("H", |h| h.places = 0).lives("Held", "H").build();
    assert_eq!(ids(&verify(&over, &proposal(&over, &[("Held", "H")]))), ["approved-number"]);
}

/// All three of a chain are bound, whoever of them is told apart.
#[test]
fn a_chain_of_must_together_binds_its_ends() {
    let town = Town::new()
        .child("A", |_| ())
        .child("B", |_| ())
        .child("C", |_| ())
        .siblings(&["A", "B", "C"])
        .plan("A", "B", Plan::MustTogether)
        .plan("B", "C", Plan::MustTogether)
        .home("H1", |_| ())
        .home("H2", |_| ())
        .provision("P", |p| p.max_siblings = 3)
        .build();
    let caught = |placed: &[(&str, &str)]| {
        let verdict = verify(&town, &proposal(&town, placed));
        ids(&verdict).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(caught(&[]), [""; 0]);
    assert_eq!(caught(&[("A", "H1"), ("B", "H1"), ("C", "H1")]), [""; 0]);
    assert_eq!(caught(&[("A", "P#1"), ("B", "P#1"), ("C", "P#1")]), [""; 0]);
    for torn in [
        &[("A", "H1"), ("B", "H1")][..],
        &[("B", "H1"), ("C", "H1")],
        &[("A", "H1"), ("C", "H1")],
        &[("A", "H1")],
        &[("A", "H1"), ("B", "H1"), ("C", "H2")],
        &[("A", "H1"), ("B", "H1"), ("C", "P#1")],
        &[("A", "P#1"), ("B", "P#1"), ("C", "P#2")],
        &[("A", "P#1"), ("B", "P#2"), ("C", "P#3")],
    ] {
        assert_eq!(caught(torn), ["must-together"], "{torn:?}");
    }
}

/// Every level once more by hand: the verdict's numbers are those of the contract.
#[test]
fn levels_are_what_a_person_counts() {
    let town = Town::new()
        .child("A1", |c| c.urgency = Urgency::Today)
        .child("A2", |_| ())
        .child("A3", |c| c.residential_care = Suitability::Suitable)
        .child("B1", |c| c.may_move = true)
        .child("B2", |c| c.urgency = Urgency::Within5Days)
        .siblings(&["A1", "A2", "A3"])
        .plan("A1", "B1", Plan::ShouldApart)
        .locality("NEXT", Some((8_047, 0)), None)
        .home("H1", |_| ())
        .home("H2", |_| ())
        .put("H1", "NEXT")
        .school("A1", "NEXT")
        .school("B1", "NEXT")
        .lives("B1", "H2")
        .provision("R", |p| p.kind = ProvisionKind::Residential)
        .score("A1", "H1", 11)
        .set(|settings| settings.weights = [("distance".to_owned(), 3)].into())
        .build();
    let verdict = verify(&town, &proposal(&town, &[("A1", "H1"), ("B1", "H1"), ("A3", "R")]));
    assert_eq!(verdict.faults, []);
    let values: Vec<i64> = verdict.levels.iter().map(|(_, value)| *value).collect();
    // A2 and B2 unplaced: 1 + 2. A3 not in a family. Three sibling pairs apart, and two who should be apart are not. A3
    // external. B1 moved. Two children 5.0 miles away at 3 a mile, and a score of 11. Two homes and a residential place.
    assert_eq!(values, [3, 1, 3 + 1, 1, 1, 2 * 5 * 3 + 11, 2 * 45_000 + 100_000]);
}

/// The solver's own proposal, from its files, and then with any one child anywhere else: either a fault is found, or
/// the levels are no better than those that were proved.
#[test]
fn no_child_moved_by_hand_gives_a_lawful_proposal_better_than_the_proven_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first-look");
    let request = Request { backend: BackendName::Highs, ..Request::default() };
    let findings = propose(&folder, &request, &Watch::default()).expect("a scenario that is read");
    assert!(findings.outcome.is_proven());
    let scenario = &findings.reading.scenario;
    let files = report::files(&findings).expect("written in memory");
    let text = |name: &str| {
        let (_, bytes) = files.iter().find(|(file, _)| *file == name).expect("is among the files");
        std::str::from_utf8(bytes).expect("UTF-8")
    };
    assert_eq!(verify_files(scenario, text("proposal.csv"), Some(text("result.json"))).faults, []);

    let values = |verdict: &placewell::verify::Verdict| -> Vec<i64> {
        scenario.settings.priorities.iter().map(|level| verdict.level(*level)).collect()
    };
    let proven = values(&findings.verdict);
    let homes = scenario.households.iter().map(|home| Placement::home(home.id));
    let units = scenario.provisions.iter().flat_map(|each| [0, 1, 99].map(|unit| Placement::provision(each.id, unit)));
    let elsewhere: Vec<Option<Placement>> = homes.chain(units).map(Some).chain([None]).collect();
    let (mut refused, mut lawful) = (0, 0);
    for child in &scenario.children {
        for there in elsewhere.iter().filter(|there| **there != findings.outcome.proposal.of(child.id)) {
            let mut moved = findings.outcome.proposal.clone();
            moved.placements[child.id.index()] = *there;
            let verdict = verify(scenario, &moved);
            if verdict.stands() {
                lawful += 1;
                assert!(values(&verdict) >= proven, "{} in {there:?}", child.reference);
            } else {
                refused += 1;
            }
        }
    }
    assert!(refused > 20 && lawful > 5, "{refused} refused, {lawful} lawful");
}
