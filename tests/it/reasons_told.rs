//! Reasons by worked example: what one match lacks, who competes, which home is nearly open.

use placewell::compatibility::graph;
use placewell::domain::{
    ChildId, Companions, LevelId, Place, Plan, Proposal, ProvisionKind, Scenario, Sector, Suitability,
};
use placewell::explain::{ChildReasons, Match, Reasons, Want, explain};

use crate::support::{Town, child, placement, proposal};

fn explained(scenario: &Scenario, placed: &[(&str, &str)]) -> (Proposal, Reasons) {
    let proposal = proposal(scenario, placed);
    let reasons = explain(scenario, &graph(scenario), &proposal);
    (proposal, reasons)
}

fn of(scenario: &Scenario, reasons: &Reasons, name: &str) -> ChildReasons {
    let id = child(scenario, name);
    reasons.children.iter().find(|each| each.child == id).expect("the child is in scope").clone()
}

fn ids(scenario: &Scenario, names: &[&str]) -> Vec<ChildId> {
    names.iter().map(|name| child(scenario, name)).collect()
}

/// How C1 is matched with H1, with those who live there.
fn matched(town: Town) -> Match {
    let scenario = town.build();
    let (_, reasons) = explained(&scenario, &[("C1", "H1")]);
    of(&scenario, &reasons, "C1").here.expect("C1 is placed")
}

fn town() -> Town {
    Town::new().child("C1", |_| ()).home("H1", |_| ())
}

/// What the match needs: the id and what is lacking.
fn lacks(town: Town) -> Vec<(&'static str, String)> {
    let here = matched(town);
    assert!(here.support.iter().all(|each| !each.support.is_empty() && !each.source.is_empty()));
    here.support.into_iter().map(|each| (each.about, each.lacking)).collect()
}

fn lack(about: &'static str, lacking: &str) -> Vec<(&'static str, String)> {
    vec![(about, lacking.to_owned())]
}

#[test]
fn a_match_that_lacks_nothing_needs_nothing() {
    let here = matched(town());
    assert_eq!(here.support, []);
    assert_eq!((here.points, here.lifted, here.bedroom.as_deref()), (vec![], vec![], Some("room 1")));
}

#[test]
fn identity_asks_for_support_and_excludes_nobody() {
    let town = town()
        .child("C1", |c| c.ethnicity = Some("Black".into()))
        .home("H1", |h| h.ethnicity = Some("White".into()))
        .child("C1", |c| c.language = Some("Urdu".into()))
        .home("H1", |h| h.languages = ["English".to_owned()].into());
    let about: Vec<&str> = lacks(town.clone()).into_iter().map(|each| each.0).collect();
    assert_eq!(about, ["ethnicity", "language"]);
    assert_eq!(matched(town.clone()).points.iter().map(|each| each.1).sum::<i64>(), 3 + 5);
    assert_eq!(lacks(town.off("ethnicity").off("language")), [], "nobody asks for what is switched off");
}

#[test]
fn a_long_way_from_home_is_said_once() {
    let far = town().locality("FAR", Some((40_000, 0)), Some("Here")).put("H1", "FAR").set(|settings| {
        settings.policy.max_miles = placewell::domain::Tenths(300);
    });
    let wide = |town: Town| town.child("C1", |c| c.max_miles = placewell::domain::Tenths(300));
    assert_eq!(lacks(wide(far.clone())), lack("distance", "24.9 miles from home, more than 20.0"));
    let lifted = far.lift("C1", "H1", "distance");
    assert_eq!(lacks(lifted), lack("distance", "24.9 miles from home, at most 20.0 (overridden: a test)"));
}

#[test]
fn another_area_needs_approval() {
    let there = |authority| town().locality("THERE", Some((0, 0)), authority).put("H1", "THERE");
    assert_eq!(lacks(there(Some("There"))), lack("out-of-area", "in the area of There; the child's is Here"));
    assert_eq!(lacks(there(None)), lack("out-of-area", "the area it is in is not known; the child's is Here"));
    let stays = there(Some("There")).child("C1", |c| c.may_move = true).lives("C1", "H1");
    assert_eq!(lacks(stays), [], "approved when the child moved in");
}

#[test]
fn lifted_rules_say_what_has_to_be_agreed() {
    let young = town().home("H1", |h| h.age_min = 10);
    let overridden = lack("age-range", "aged 8, approved for 10 to 18 (overridden: a test)");
    assert_eq!(lacks(young.clone().lift("C1", "H1", "age-range")), overridden);
    let here_now = young.clone().child("C1", |c| c.may_move = true).lives("C1", "H1");
    assert_eq!(lacks(here_now.clone()), lack("age-range", "aged 8, approved for 10 to 18 (the child lives there now)"));
    assert_eq!(lacks(young.off("age-range")), lack("age-range", "aged 8, approved for 10 to 18 (rule switched off)"));
    let held = town().child("C1", |c| c.may_move = true).lives("C1", "H1").home("H1", |h| {
        h.status = placewell::domain::Status::OnHold;
    });
    assert_eq!(lacks(held), [], "a home held for the child lacks nothing");
}

#[test]
fn more_than_three_need_the_exemption_that_names_them() {
    let four =
        |town: Town| ["S1", "S2", "S3"].iter().fold(town, |town, name| town.child(name, |_| ()).lives(name, "H1"));
    let full = four(town()).home("H1", |h| h.places = 4).home("H1", |h| h.bedrooms = vec![1, 1, 1, 1]);
    assert_eq!(lacks(full.clone().named("H1", "C1")), lack("exemption", "4 children fostered there, usual limit 3"),);
    let off = lacks(full.off("usual-fostering-limit"));
    assert_eq!(off.iter().map(|each| each.0).collect::<Vec<_>>(), ["usual-fostering-limit"]);
}

#[test]
fn a_shared_bedroom_is_to_be_agreed_over_three() {
    let shared = |age| {
        town()
            .child("C1", |c| c.age = age)
            .child("C2", |c| c.age = age)
            .siblings(&["C1", "C2"])
            .lives("C2", "H1")
            .home("H1", |h| h.bedrooms = vec![2])
    };
    assert_eq!(lacks(shared(8)), lack("bedroom-sharing", "shares a bedroom with C2"));
    assert_eq!(matched(shared(8)).bedroom.as_deref(), Some("room 1, shared with C2"));
    assert_eq!(lacks(shared(1)), []);
    let baby = town().child("C1", |c| c.age = 0).home("H1", |h| (h.bedrooms, h.carers_room_cot) = (vec![], true));
    assert_eq!(lacks(baby.clone()), lack("carers-room", "sleeps in the carers' room"));
    assert_eq!(matched(baby).bedroom.as_deref(), Some("carers' room"));
}

#[test]
fn company_that_is_lacking_or_risky_is_named() {
    let pair = town().child("C2", |_| ()).siblings(&["C1", "C2"]).home("H2", |_| ());
    assert_eq!(lacks(pair.clone().lives("C2", "H2")), lack("separated", "not with siblings C2"));
    let apart = pair.plan("C1", "C2", Plan::ShouldApart).lives("C2", "H1");
    assert_eq!(lacks(apart), lack("should-apart", "with C2, planned to be apart"));
    let risk = town().child("C1", |c| c.harm_to_others = true).home("H1", |h| h.resident_ages = vec![3, 5]);
    assert_eq!(lacks(risk), lack("harm-to-others", "a known risk to other children; 2 live there"));
}

#[test]
fn the_kind_of_place_says_who_has_to_agree() {
    let of_sector = |sector| lacks(town().named("H1", "C1").home("H1", |h| h.sector = sector)).remove(0).0;
    assert_eq!(of_sector(Sector::Kinship), "kinship");
    assert_eq!(of_sector(Sector::Ifa), "external");
    assert_eq!(of_sector(Sector::OtherLa), "external");
    let in_home = |foster_care| {
        let scenario = Town::new()
            .child("C1", |c| (c.foster_care, c.residential_care) = (foster_care, Suitability::Suitable))
            .provision("P1", |p| p.kind = ProvisionKind::Residential)
            .build();
        let (_, reasons) = explained(&scenario, &[("C1", "P1")]);
        let c1 = of(&scenario, &reasons, "C1");
        let about: Vec<&str> = c1.here.expect("C1 is placed").support.iter().map(|each| each.about).collect();
        (about, c1.unmet.map(|unmet| unmet.wants))
    };
    let wants = Some(vec![Want::Family, Want::InHouse]);
    assert_eq!(in_home(Suitability::Suitable), (vec!["not_in_family", "location"], wants));
    assert_eq!(in_home(Suitability::Unsuitable), (vec!["residential", "location"], None));
}

#[test]
fn options_rank_what_a_move_would_change() {
    let scenario = town()
        .child("C2", |_| ())
        .siblings(&["C1", "C2"])
        .home("H2", |h| h.sector = Sector::Ifa)
        .home("H3", |h| h.places = 1)
        .home("H4", |_| ())
        .child("C3", |c| c.companions = Companions::Solo)
        .build();
    let (_, reasons) = explained(&scenario, &[("C1", "H1"), ("C2", "H1"), ("C3", "H4")]);
    let c1 = of(&scenario, &reasons, "C1");
    let told: Vec<(&str, bool, Vec<&str>, i64)> = c1
        .options
        .iter()
        .map(|option| {
            let blocked = option.blocked_by.iter().map(|each| each.id).collect();
            let separated = option.direct.iter().find(|(level, _)| *level == LevelId::Separated).expect("a level").1;
            (scenario.place_name(option.place), option.whole_unit, blocked, separated)
        })
        .collect();
    assert_eq!(
        told,
        [("H1", true, vec![], 0), ("H4", true, vec!["solo"], 0), ("H2", true, vec![], 0), ("H3", false, vec![], 1),]
    );
    assert_eq!(c1.here.expect("C1 is placed").equally_good, []);
}

#[test]
fn a_split_pair_is_told_which_homes_could_take_both() {
    let scenario = town()
        .child("C2", |c| c.may_move = false)
        .siblings(&["C1", "C2"])
        .lives("C2", "H2")
        .home("H2", |h| h.places = 1)
        .home("H3", |h| h.places = 1)
        .build();
    let (_, reasons) = explained(&scenario, &[("C1", "H1")]);
    let unmet = of(&scenario, &reasons, "C1").unmet.expect("C1 is split from C2");
    assert_eq!((unmet.wants, unmet.about), (vec![Want::Siblings], ids(&scenario, &["C1", "C2"])));
    assert_eq!((unmet.homes, unmet.open_homes), (3, 0));
    let near: Vec<(&str, &str)> = unmet
        .near_misses
        .iter()
        .map(|miss| (scenario.household(miss.home).reference.as_str(), miss.objection.found.as_str()))
        .collect();
    assert_eq!(near, [("H1", "C2 stays in H2"), ("H2", "2 children, approved for 1")]);
    assert_eq!(unmet.closed_by, [("approved-number", 2), ("stays", 2)]);
    assert_eq!(unmet.contention, None);
}

#[test]
fn a_child_with_a_free_alternative_is_no_rival() {
    // C1 and C2 could live in H1 only, and not together; C3 lives there as well, and could live in H2.
    let scenario = ["C1", "C2", "C3"].iter().fold(Town::new(), |town, name| town.child(name, |_| ()));
    let scenario = scenario
        .home("H1", |_| ())
        .home("H2", |_| ())
        .plan("C1", "C2", Plan::MustApart)
        .forbid("C1", "H2")
        .forbid("C2", "H2")
        .build();
    let (_, reasons) = explained(&scenario, &[("C2", "H1"), ("C3", "H1")]);
    let unmet = of(&scenario, &reasons, "C1").unmet.expect("C1 is unplaced");
    assert_eq!(unmet.wants, [Want::Placement]);
    assert_eq!((unmet.homes, unmet.open_homes), (2, 1));
    assert_eq!(unmet.closed_by, [("forbid", 1)]);
    let contention = unmet.contention.expect("H1 is open");
    assert_eq!(contention.children, ids(&scenario, &["C1", "C2"]));
    assert_eq!(contention.places, [placement(&scenario, "H1").place]);
    assert!(of(&scenario, &reasons, "C2").unmet.is_none());
}

#[test]
fn a_pinned_or_forbidden_child_is_told_so() {
    let scenario = Town::new()
        .child("C1", |_| ())
        .child("C2", |_| ())
        .home("H1", |h| h.places = 1)
        .home("H2", |_| ())
        .pin("C2", "H1")
        .forbid("C1", "H2")
        .build();
    let (_, reasons) = explained(&scenario, &[("C2", "H1")]);
    let unmet = of(&scenario, &reasons, "C1").unmet.expect("C1 is unplaced");
    assert_eq!(unmet.near_misses.len(), 1);
    assert_eq!(unmet.near_misses[0].objection.id, "forbid");
    assert_eq!(unmet.near_misses[0].objection.found, "forbidden by decision: a test");
    let contention = unmet.contention.expect("H1 is open");
    assert_eq!(contention.places, [placement(&scenario, "H1").place]);
    let c2 = of(&scenario, &reasons, "C2");
    assert_eq!(c2.options.iter().map(|option| option.place).collect::<Vec<Place>>(), contention.places);
}
