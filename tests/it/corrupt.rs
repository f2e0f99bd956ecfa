//! A good proposal, broken one way at a time: each corruption is caught by the rule it breaks and by nothing else.

use std::collections::BTreeSet;

use placewell::domain::{
    Companions, ExclusionPlan, LevelId, Pets, Place, PlacementType, Plan, Proposal, ProvisionId, ProvisionKind,
    Scenario, Sector, Sexes, Status, Suitability,
};
use placewell::policy::{limits, provision, rules};
use placewell::verify::{self, Claim, Verdict, verify, verify_claims};

use crate::support::{Town, child, placement, proposal};

/// A town with a child and a home for every rule and limit. `H…` homes are plain but for what their name says.
fn town() -> Scenario {
    let mut town = Town::new();
    for name in ["Age", "Any", "Far", "Forbidden", "Never", "Number1", "Number2", "Pinned", "Sex", "Stranger", "Type"] {
        town = town.child(name, |_| ());
    }
    for name in ["Usual1", "Usual2", "Usual3", "Usual4", "Bed1", "Bed2", "Apart1", "Apart2", "Full", "Crowd"] {
        town = town.child(name, |_| ());
    }
    for name in ["Stay", "StayR", "StayS", "Over1", "Over2", "Sib1", "Sib2", "Sib3", "Must1", "Must2", "MustX"] {
        town = town.child(name, |_| ());
    }
    town.child("Needs", |c| c.needs = BTreeSet::from(["disability".to_owned()]))
        .child("Near", |c| c.out_of_area_ok = false)
        .child("Home", |c| {
            c.foster_care = Suitability::Unsuitable;
            c.residential_care = Suitability::Suitable;
        })
        .child("Chest", |c| c.respiratory_condition = true)
        .child("Solo", |c| c.companions = Companions::Solo)
        .child("Alone", |c| c.companions = Companions::Solo)
        .child("NoPets", |c| c.pets = Pets::No)
        .child("Older", |c| c.companions = Companions::OnlyOlder)
        .child("Young", |c| c.age = 5)
        .child("Teen", |c| {
            c.age = 15;
            c.supported_accommodation = Suitability::Suitable;
        })
        .home("HPlain", |_| ())
        .home("HAge", |h| h.age_min = 10)
        .home("HSex", |h| h.sexes = Sexes::M)
        .home("HType", |h| h.placement_types = BTreeSet::from([PlacementType::Emergency]))
        .home("HHold", |h| h.status = Status::OnHold)
        .home("HFar", |_| ())
        .home("HThere", |_| ())
        .home("HSmoke", |h| h.smoker = true)
        .home("HKin", |h| h.sector = Sector::Kinship)
        .home("HResident", |h| h.resident_ages = vec![12])
        .home("HPets", |h| h.pets = true)
        .home("HNumber", |h| h.places = 1)
        .home("HUsual", |h| {
            h.places = 4;
            h.bedrooms = vec![1; 4];
        })
        .home("HBeds", |h| h.bedrooms = vec![1])
        .home("HApart", |_| ())
        .home("HSolo", |_| ())
        .home("HOlder", |_| ())
        .home("HMust", |h| h.bedrooms = vec![2, 1])
        .home("HPin", |_| ())
        .home("HStay", |_| ())
        .home("HOver", |h| h.places = 1)
        .provision("P", |p| {
            p.skills.insert("disability".to_owned());
            p.max_siblings = 2;
        })
        .provision("PFull", |p| p.capacity = Some(1))
        .provision("PYoung", |p| p.age_max = 7)
        .provision("PFar", |_| ())
        .provision("PBare", |_| ())
        .provision("R", |p| p.kind = ProvisionKind::Residential)
        .provision("S", |p| p.kind = ProvisionKind::Supported)
        .locality("FAR", Some((80_000, 0)), Some("Here"))
        .locality("NEXT", Some((8_000, 0)), Some("There"))
        .put("HFar", "FAR")
        .put("PFar", "FAR")
        .put("HThere", "NEXT")
        .siblings(&["Must1", "Must2", "MustX"])
        .siblings(&["Sib1", "Sib2", "Sib3"])
        .siblings(&["Apart1", "Apart2"])
        .siblings(&["StayR", "Crowd"])
        .siblings(&["Alone", "Any"])
        .plan("Must1", "Must2", Plan::MustTogether)
        .plan("Apart1", "Apart2", Plan::MustApart)
        .exclude("Never", "HNever", ExclusionPlan::Never)
        .home("HNever", |_| ())
        .forbid("Forbidden", "HPlain")
        .pin("Pinned", "HPin")
        .lives("Stay", "HStay")
        .lives("StayR", "P")
        .lives("StayS", "P")
        .lives("Over1", "HOver")
        .lives("Over2", "HOver")
        .score("Number1", "HNumber", -2)
        .build()
}

/// A lawful proposal for the town.
fn good(town: &Scenario) -> Proposal {
    let in_homes = [
        ("Number1", "HNumber"),
        ("Usual1", "HUsual"),
        ("Usual2", "HUsual"),
        ("Usual3", "HUsual"),
        ("Bed1", "HBeds"),
        ("Apart1", "HApart"),
        ("Solo", "HSolo"),
        ("Older", "HOlder"),
        ("Must1", "HMust"),
        ("Must2", "HMust"),
        ("Pinned", "HPin"),
        ("Full", "PFull"),
        ("Home", "R"),
        ("Sib1", "P#50"),
        ("Sib2", "P#50"),
    ];
    let mut good = proposal(town, &in_homes);
    // Everybody else in a unit of one, except one who stays unplaced.
    for each in town.in_scope().filter(|each| each.reference != "MustX") {
        let unit = 100 + u32::try_from(each.id.index()).expect("small");
        let alone = || placement(town, &format!("P#{unit}"));
        good.placements[each.id.index()].get_or_insert_with(alone);
    }
    good
}

/// One way to break it: who is put where (`-` = nowhere), and the faults that must be found, exactly.
type Corruption = (&'static [(&'static str, &'static str)], &'static [&'static str]);

const CORRUPTIONS: &[Corruption] = &[
    // Pair rules.
    (&[("Age", "HAge")], &["age-range"]),
    (&[("Sex", "HSex")], &["sex"]),
    (&[("Type", "HType")], &["placement-type"]),
    (&[("Needs", "HPlain")], &["needs"]),
    (&[("Any", "HHold")], &["available"]),
    (&[("Far", "HFar")], &["distance"]),
    (&[("Near", "HThere")], &["area"]),
    (&[("Home", "HPlain")], &["foster-care"]),
    (&[("Chest", "HSmoke")], &["smoke-free"]),
    (&[("Stranger", "HKin")], &["kinship-named"]),
    (&[("Never", "HNever")], &["never"]),
    (&[("Solo", "HResident")], &["resident-ages"]),
    (&[("NoPets", "HPets")], &["pets"]),
    // Limits in homes.
    (&[("Number2", "HNumber")], &["approved-number"]),
    (&[("Usual4", "HUsual")], &["usual-fostering-limit"]),
    (&[("Bed2", "HBeds")], &["bedrooms"]),
    (&[("Apart2", "HApart")], &["must-apart"]),
    (&[("Any", "HSolo")], &["solo"]),
    (&[("Young", "HOlder")], &["companions"]),
    // Torn apart between two homes, a home and a unit, two units, a home and nowhere.
    (&[("Must2", "HPlain")], &["must-together"]),
    (&[("Must2", "P#7")], &["must-together"]),
    (&[("Must1", "P#7"), ("Must2", "P#8")], &["must-together"]),
    (&[("Must2", "-")], &["must-together"]),
    // Those who stay break the limit, so nobody may join them: here by number only.
    (&[("Any", "HOver")], &["approved-number"]),
    // Provision.
    (&[("Age", "PYoung")], &["age-range"]),
    (&[("Needs", "PBare")], &["needs"]),
    (&[("Far", "PFar")], &["distance"]),
    (&[("Home", "P#7")], &["foster-care"]),
    (&[("Any", "R#1")], &["residential-care"]),
    (&[("Any", "S")], &["supported-accommodation"]),
    (&[("Any", "PFull#1")], &["capacity"]),
    (&[("Any", "P#7"), ("Age", "P#7")], &["unit-siblings"]),
    (&[("Sib3", "P#50")], &["max-siblings"]),
    (&[("Apart1", "P#7"), ("Apart2", "P#7")], &["must-apart"]),
    (&[("Alone", "P#7"), ("Any", "P#7")], &["solo"]),
    // A child who stays in provision is a unit of one.
    (&[("Crowd", "P#1")], &["unit"]),
    (&[("Any", "P#1")], &["unit"]),
    (&[("StayS", "P#1")], &["unit"]),
    // Decisions.
    (&[("Pinned", "HPlain")], &["pin"]),
    (&[("Pinned", "P#7")], &["pin"]),
    (&[("Pinned", "-")], &["pin"]),
    (&[("Forbidden", "HPlain")], &["forbid"]),
    // Who stays is where it was.
    (&[("Stay", "HPlain")], &["stays"]),
    (&[("Stay", "P#7")], &["stays"]),
    (&[("Stay", "-")], &["stays"]),
    (&[("StayR", "HPlain")], &["stays"]),
];

fn corrupted(town: &Scenario, moves: &[(&str, &str)]) -> Proposal {
    let mut proposal = good(town);
    for (name, place) in moves {
        proposal.placements[child(town, name).index()] = (*place != "-").then(|| placement(town, place));
    }
    proposal
}

pub(crate) fn ids(verdict: &Verdict) -> Vec<&str> {
    let mut ids: Vec<&str> = verdict.faults.iter().map(|fault| fault.id.as_str()).collect();
    ids.dedup();
    ids
}

#[test]
fn the_good_proposal_stands() {
    let town = town();
    let verdict = verify(&town, &good(&town));
    assert_eq!(verdict.faults, []);
    let listed: Vec<&str> = verdict.listed.iter().map(|each| each.id.as_str()).collect();
    assert_eq!(listed, ["approved-number"], "the two who stay in HOver");
    assert_eq!(verdict.level(LevelId::Unplaced), 1);
}

#[test]
fn each_corruption_is_caught_by_what_it_breaks_and_by_nothing_else() {
    let town = town();
    for (moves, expected) in CORRUPTIONS {
        let verdict = verify(&town, &corrupted(&town, moves));
        assert_eq!(ids(&verdict), *expected, "{moves:?}: {:#?}", verdict.faults);
        let names =
            |fault: &verify::Fault| moves.iter().any(|(child, _)| fault.concerns.iter().any(|each| each == child));
        let of_the_other = |fault: &verify::Fault| fault.id == "must-together";
        assert!(
            verdict.faults.iter().all(|fault| names(fault) || of_the_other(fault)),
            "{moves:?}: {:#?}",
            verdict.faults
        );
    }
}

/// Everything that some corruption of a proposal in memory is caught by.
pub(crate) fn caught_ids() -> BTreeSet<&'static str> {
    CORRUPTIONS.iter().flat_map(|(_, ids)| *ids).copied().collect()
}

#[test]
fn every_rule_limit_and_provision_condition_has_a_corruption() {
    let corrupted = caught_ids();
    let rules = rules::ALL.iter().map(|rule| rule.about().id);
    let limits = limits::ALL.iter().map(|limit| limit.about().id);
    let provision = [
        provision::RESIDENTIAL_CARE,
        provision::SUPPORTED_ACCOMMODATION,
        provision::UNIT_SIBLINGS,
        provision::MAX_SIBLINGS,
    ];
    for id in rules.chain(limits).chain(provision) {
        assert!(corrupted.contains(id), "no corruption of `{id}`: add one to CORRUPTIONS in {}", file!());
    }
}

/// What is switched off is not asked: the same corruption passes, but for limits that only units of provision obey.
#[test]
fn what_is_switched_off_is_not_checked() {
    let on = town();
    for (moves, expected) in CORRUPTIONS {
        let [id] = expected else { continue };
        let in_catalogue = rules::ALL.iter().any(|rule| rule.about().id == *id)
            || limits::ALL.iter().any(|limit| limit.about().id == *id);
        if in_catalogue {
            let mut off = on.clone();
            off.settings.switched_off.insert((*id).to_owned(), "a test".to_owned());
            assert_eq!(verify(&off, &corrupted(&on, moves)).faults, [], "{moves:?}");
        }
    }
}

#[test]
fn a_proposal_of_the_wrong_shape_is_no_proposal() {
    let town = town();
    let caught = |change: &dyn Fn(&mut Proposal)| {
        let mut proposal = good(&town);
        change(&mut proposal);
        ids(&verify(&town, &proposal)).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let young = child(&town, "Young").index();
    assert_eq!(caught(&|p| p.placements.truncate(young)), ["missing-child"], "the last in the alphabet");
    assert_eq!(caught(&|p| p.placements.push(None)), ["unknown-id"]);
    let nowhere = ProvisionId::at(town.provisions.len());
    let unknown = placewell::domain::Placement { place: Place::Provision(nowhere), unit: 0 };
    assert_eq!(caught(&|p| p.placements[young] = Some(unknown)), ["unknown-id"]);
    // A home has no units: splitting one would hide the children from each other. Nobody is overlooked for it.
    let mut split = placement(&town, "HNumber");
    split.unit = 1;
    assert_eq!(caught(&|p| p.placements[young] = Some(split)), ["approved-number", "unit"]);
}

#[test]
fn each_forged_level_is_caught() {
    let town = town();
    let proposal = good(&town);
    let honest: Vec<Claim> = verify(&town, &proposal)
        .levels
        .iter()
        .map(|(level, value)| Claim { level: *level, value: *value, bound: Some(*value), proven: Some(true) })
        .collect();
    let caught = |claims: &[Claim]| -> Vec<String> {
        verify_claims(&town, &proposal, claims).into_iter().map(|fault| fault.id).collect()
    };
    assert!(caught(&honest).is_empty());
    assert_eq!(honest.len(), LevelId::ALL.len());
    for i in 0..honest.len() {
        let id = honest[i].level.word();
        let forged = |change: &dyn Fn(&mut Claim)| {
            let mut claims = honest.clone();
            change(&mut claims[i]);
            caught(&claims)
        };
        for step in [-1, 1] {
            assert_eq!(
                forged(&|c| (c.value, c.bound) = (c.value + step, None)),
                [id, "proven"],
                "{id}: nothing proves it"
            );
            assert_eq!(forged(&|c| (c.value, c.bound, c.proven) = (c.value + step, None, None)), [id]);
        }
        assert_eq!(forged(&|c| c.bound = Some(c.value + 1)), ["bound"]);
        assert_eq!(forged(&|c| c.bound = Some(c.value - 1)), ["proven"]);
        assert_eq!(forged(&|c| c.bound = None), ["proven"]);
        let without: Vec<Claim> = honest.iter().copied().filter(|claim| claim.level != honest[i].level).collect();
        assert_eq!(caught(&without), [id]);
    }
}
