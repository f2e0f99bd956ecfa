//! The position against a count by brute force, and its margins.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use placewell::domain::{
    ChildId, Dimension, Household, LocalityId, Place, Placement, Proposal, ProvisionKind, Scenario, Sector, Status,
    Suitability,
};
use placewell::policy::{Pairs, limits, rules};
use placewell::scenario::synthetic::tiny;
use placewell::solve::{self, BackendName, Watch};
use placewell::sufficiency::{Band, HomeFact, Position, Tally, position, tabulate, total};
use placewell::{compatibility, scenario, verify};

use crate::support::{Town, proposal};

const SCENARIOS: u64 = 300;

/// What a home's places do, by the words of [`HomeFact`] and by every subset.
#[derive(Debug, PartialEq, Eq)]
struct Counted {
    filled: i64,
    above: i64,
    usable: i64,
    mismatched: i64,
    held: i64,
    closed_by: Option<(String, usize)>,
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).expect("a few")
}

fn is_short(scenario: &Scenario, proposal: &Proposal, child: ChildId) -> bool {
    let who = scenario.child(child);
    let at_home = match proposal.of(child).map(|there| there.place) {
        Some(Place::Home(id)) => matches!(scenario.household(id).sector, Sector::InHouse | Sector::Kinship),
        _ => false,
    };
    (who.current.is_none() || who.may_move) && who.foster_care != Suitability::Unsuitable && !at_home
}

/// The limits that these children together would break in the home.
fn broken(scenario: &Scenario, home: &Household, there: &[ChildId], more: &[ChildId]) -> Vec<&'static str> {
    let everyone: BTreeSet<ChildId> = there.iter().chain(more).copied().collect();
    let everyone: Vec<ChildId> = everyone.into_iter().collect();
    let on = limits::ALL.iter().filter(|limit| !scenario.settings.switched_off.contains_key(limit.about().id));
    on.filter(|limit| limit.breach(scenario, home, &everyone).is_some()).map(|limit| limit.about().id).collect()
}

/// Every subset, the largest first and those with the first ids first among as many.
fn subsets(of: &[ChildId], most: usize) -> Vec<Vec<ChildId>> {
    let mut all: Vec<Vec<ChildId>> = (0..1_u32 << of.len())
        .map(|mask| (0..of.len()).filter(|bit| mask >> bit & 1 == 1).map(|bit| of[bit]).collect())
        .filter(|subset: &Vec<ChildId>| subset.len() <= most)
        .collect();
    all.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    all
}

fn counted(scenario: &Scenario, proposal: &Proposal, home: &Household) -> Counted {
    let pairs = Pairs::of(scenario);
    let all: Vec<ChildId> = scenario.children.iter().map(|child| child.id).collect();
    let there: Vec<ChildId> =
        all.iter().copied().filter(|child| proposal.of(*child) == Some(Placement::home(home.id))).collect();
    let filled = whole(there.len());
    let free = 0.max(home.places - filled);
    let above = 0.max(filled - home.places);
    let latest = scenario.settings.policy.needed_within_days.values().max().copied().unwrap_or(0);
    let last_day = scenario.settings.date.saturating_add(jiff::Span::new().days(latest));
    let too_late = home.available_from.is_some_and(|from| from > last_day);
    let is_asked = !scenario.settings.switched_off.contains_key("available");
    if is_asked && (home.status != Status::Available || too_late) {
        return Counted { filled, above, usable: 0, mismatched: 0, held: free, closed_by: None };
    }
    let elsewhere: Vec<ChildId> = all.into_iter().filter(|child| !there.contains(child)).collect();
    let short: Vec<ChildId> = elsewhere.iter().copied().filter(|child| is_short(scenario, proposal, *child)).collect();
    let lawful = |subset: &Vec<ChildId>| {
        subset.is_empty()
            || subset.iter().all(|child| pairs.is_open(scenario.child(*child), home))
                && broken(scenario, home, &there, subset).is_empty()
    };
    let most = usize::try_from(free).expect("a few");
    let best = subsets(&short, most).into_iter().find(lawful).expect("nobody can always be added");
    let all_usable = Counted { filled, above, usable: free, mismatched: 0, held: 0, closed_by: None };
    if best.len() == most {
        return all_usable;
    }
    let against = |child: &ChildId, skip: &str| -> Vec<String> {
        let bars: Vec<String> =
            pairs.bars(scenario.child(*child), home).iter().map(|bar| bar.id().to_owned()).collect();
        if !bars.is_empty() {
            return bars;
        }
        let more: Vec<ChildId> = best.iter().chain([child]).copied().collect();
        let limits = broken(scenario, home, &there, &more).into_iter().filter(|id| *id != skip);
        limits.map(str::to_owned).collect()
    };
    let left = |among: &[ChildId]| among.iter().copied().filter(|child| !best.contains(child)).collect::<Vec<_>>();
    let kept_out: Vec<Vec<String>> = if best.len() < short.len() {
        left(&short).iter().map(|child| against(child, "")).collect()
    } else {
        let in_need: Vec<ChildId> = elsewhere.into_iter().filter(|child| scenario.child(*child).in_scope()).collect();
        let kept_out: Vec<Vec<String>> = left(&in_need).iter().map(|child| against(child, "must-together")).collect();
        if kept_out.iter().any(Vec::is_empty) || kept_out.is_empty() {
            return all_usable;
        }
        kept_out
    };
    let catalogue: Vec<&str> = rules::ALL
        .iter()
        .map(|rule| rule.about().id)
        .chain(["forbid", "pin"])
        .chain(limits::ALL.iter().map(|limit| limit.about().id))
        .collect();
    let mut closed_by = None;
    for id in catalogue {
        let children = kept_out.iter().filter(|against| against.iter().any(|each| each == id)).count();
        if children > closed_by.as_ref().map_or(0, |(_, most)| *most) {
            closed_by = Some((id.to_owned(), children));
        }
    }
    let usable = whole(best.len());
    Counted { filled, above, usable, mismatched: free - usable, held: 0, closed_by }
}

fn told(fact: &HomeFact) -> Counted {
    Counted {
        filled: fact.filled,
        above: fact.above,
        usable: fact.usable,
        mismatched: fact.mismatched,
        held: fact.held,
        closed_by: fact.mismatch.as_ref().map(|mismatch| (mismatch.id.to_owned(), mismatch.children)),
    }
}

/// Every child counted again, in the order of the columns of children.
fn of_children(scenario: &Scenario, proposal: &Proposal) -> [i64; 10] {
    let mut counts = [0; 10];
    for child in &scenario.children {
        let place = proposal.of(child.id).map(|there| there.place);
        let at = match place {
            _ if child.current.is_some() && !child.may_move => 1,
            Some(Place::Home(id)) => match scenario.household(id).sector {
                Sector::InHouse => 3,
                Sector::Kinship => 4,
                Sector::Ifa | Sector::OtherLa => 5,
            },
            Some(Place::Provision(id)) => match scenario.provision(id).kind {
                ProvisionKind::IfaFramework | ProvisionKind::IfaSpot => 5,
                ProvisionKind::Residential | ProvisionKind::Supported => 6,
            },
            None => 7,
        };
        counts[0] += 1;
        counts[at] += 1;
        counts[2] += i64::from(at != 1);
        counts[8] += i64::from(is_short(scenario, proposal, child.id));
        let apart = scenario
            .children
            .iter()
            .any(|other| scenario.are_siblings(child.id, other.id) && proposal.splits(scenario, child.id, other.id));
        counts[9] += i64::from(apart);
    }
    counts
}

fn subsets_of_dimensions() -> Vec<Vec<Dimension>> {
    let mut all = vec![Vec::new()];
    for dimension in Dimension::ALL {
        let with: Vec<Vec<Dimension>> = all
            .iter()
            .flat_map(|by: &Vec<Dimension>| {
                (0..=by.len()).map(|at| {
                    let mut by = by.clone();
                    by.insert(at, *dimension);
                    by
                })
            })
            .collect();
        all.extend(with);
    }
    all
}

/// Each cell by all four dimensions, counted again by looking for those who belong there.
fn cells_hold(scenario: &Scenario, position: &Position) {
    let fits = |bands: &[Band], ages: (i64, i64), words: &BTreeSet<String>, place: LocalityId, siblings: i64| {
        let [Band::Ages(first, last), Band::Specialism(needs), Band::Locality(there), Band::Siblings(size)] = bands
        else {
            panic!("age, specialism, locality, siblings: {bands:?}");
        };
        let is_in = |age: i64, from: i64, to: i64| (from..=to).contains(&age);
        is_in(ages.0, first.from, first.to)
            && is_in(ages.1, last.from, last.to)
            && needs == words
            && *there == place
            && size.from <= siblings
            && size.to.is_none_or(|to| siblings <= to)
    };
    for (bands, tally) in tabulate(position, Dimension::ALL) {
        let children = scenario.children.iter().filter(|child| {
            let siblings = scenario.children.iter().filter(|other| scenario.are_siblings(child.id, other.id)).count();
            fits(&bands, (child.age, child.age), &child.needs, child.locality, 1 + whole(siblings))
        });
        let homes = scenario.households.iter().filter(|home| {
            let most = home.places.max(home.places_for_siblings);
            fits(&bands, (home.age_min, home.age_max), &home.skills, home.locality, most)
        });
        assert_eq!(tally.children, whole(children.count()), "{bands:?}");
        assert_eq!(tally.places, homes.clone().map(|home| home.places).sum::<i64>(), "{bands:?}");
        assert_eq!(tally.homes, whole(homes.count()), "{bands:?}");
    }
}

/// Sums over any margin are those of the whole; each table is that of the other orders.
fn margins_hold(scenario: &Scenario, position: &Position) {
    let whole_of = total(position);
    assert_eq!(whole_of.children, whole(scenario.children.len()));
    assert_eq!(whole_of.homes, whole(scenario.households.len()));
    assert_eq!(whole_of.places, scenario.households.iter().map(|home| home.places).sum::<i64>());
    for by in subsets_of_dimensions() {
        let table = tabulate(position, &by);
        let mut sum = [0; 17];
        for (bands, tally) in &table {
            assert_eq!(bands.len(), by.len());
            adds_up(tally);
            for (sum, (_, count)) in sum.iter_mut().zip(tally.columns()) {
                *sum += count;
            }
        }
        assert_eq!(sum, whole_of.columns().map(|(_, count)| count), "{by:?}");
        if let Some((_, shorter)) = by.split_last() {
            assert_eq!(summed(&table, shorter.len()), columns_of(&tabulate(position, shorter)), "{by:?}");
        }
    }
}

fn columns_of(table: &[(Vec<Band>, Tally)]) -> BTreeMap<Vec<Band>, Vec<i64>> {
    table.iter().map(|(bands, tally)| (bands.clone(), tally.columns().map(|(_, count)| count).to_vec())).collect()
}

/// The table summed over all but its first dimensions.
fn summed(table: &[(Vec<Band>, Tally)], keep: usize) -> BTreeMap<Vec<Band>, Vec<i64>> {
    let mut sums: BTreeMap<Vec<Band>, Vec<i64>> = BTreeMap::new();
    for (bands, tally) in table {
        let sum = sums.entry(bands[..keep].to_vec()).or_insert_with(|| vec![0; 17]);
        for (sum, (_, count)) in sum.iter_mut().zip(tally.columns()) {
            *sum += count;
        }
    }
    sums
}

fn adds_up(tally: &Tally) {
    let t = tally;
    assert_eq!(t.children, t.children_staying + t.children_in_need);
    let in_care = t.children_in_house + t.children_kinship + t.children_agency + t.children_residential;
    assert_eq!(t.children_in_need, in_care + t.children_unplaced);
    let places = t.places_filled + t.places_usable + t.places_mismatched + t.places_held;
    assert_eq!(t.places + t.places_above, places);
    assert!(t.columns().iter().all(|(_, count)| *count >= 0));
}

#[test]
fn every_place_and_every_child_is_as_counted_by_brute_force() {
    let (mut usable, mut mismatched, mut held, mut limits, mut spare, mut solved) = (0, 0, 0, 0, 0, 0);
    for seed in 0..SCENARIOS {
        let scenario = tiny(seed);
        let graph = compatibility::graph(&scenario);
        let by_hand = solve::by_hand(&scenario, &graph);
        let mut proposals = vec![Proposal::of_those_who_stay(&scenario), by_hand.clone()];
        if let Ok(outcome) = solve::propose(&scenario, &graph, &by_hand, BackendName::best(), 1, &Watch::default()) {
            assert!(verify::verify(&scenario, &outcome.proposal).stands(), "seed {seed}");
            proposals.push(outcome.proposal);
            solved += 1;
        }
        for proposal in proposals {
            let position = position(&scenario, &graph, &proposal);
            assert_eq!(position.homes.len(), scenario.households.len());
            for (fact, home) in position.homes.iter().zip(&scenario.households) {
                let counted = counted(&scenario, &proposal, home);
                assert_eq!(told(fact), counted, "seed {seed}, home {}", home.reference);
                usable += fact.usable;
                mismatched += fact.mismatched;
                held += fact.held;
                let closed_by = fact.mismatch.as_ref().map(|mismatch| mismatch.id);
                let by_limit = closed_by.is_some_and(|id| limits::ALL.iter().any(|limit| limit.about().id == id));
                limits += i64::from(by_limit);
                let nobody_short = scenario.in_scope().all(|child| !is_short(&scenario, &proposal, child.id));
                spare += if nobody_short { fact.usable } else { 0 };
            }
            let columns = total(&position).columns().map(|(_, count)| count);
            assert_eq!(columns[..10], of_children(&scenario, &proposal), "seed {seed}");
            cells_hold(&scenario, &position);
            if seed < 40 {
                margins_hold(&scenario, &position);
            }
        }
    }
    assert!(solved >= SCENARIOS * 9 / 10, "only {solved} were solved");
    let seen = [usable, mismatched, held, limits, spare];
    assert!(seen.iter().all(|count| *count >= 30), "usable, mismatched, held, by a limit, spare: {seen:?}");
}

#[test]
fn the_tables_of_every_shipped_scenario_add_up() {
    for name in ["first-look", "large-siblings", "leeds-2011", "middlesbrough-2008", "wolverhampton-2014"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
        let scenario = scenario::read(&folder).expect("sound").scenario;
        let graph = compatibility::graph(&scenario);
        let proposal = solve::by_hand(&scenario, &graph);
        assert!(verify::verify(&scenario, &proposal).stands(), "{name}");
        let position = position(&scenario, &graph, &proposal);
        margins_hold(&scenario, &position);
        cells_hold(&scenario, &position);
    }
}

/// What the places of the first home do under a proposal.
fn first_home(town: Town, placed: &[(&str, &str)]) -> Counted {
    let scenario = town.build();
    let proposal = proposal(&scenario, placed);
    let position = position(&scenario, &compatibility::graph(&scenario), &proposal);
    told(&position.homes[0])
}

#[test]
fn by_hand_places_are_usable_for_as_many_as_could_come_together() {
    let town = || Town::new().home("H1", |h| h.places = 3).child("C1", |_| ()).child("C2", |_| ());
    let counted = |usable, mismatched, closed_by: Option<(&str, usize)>| {
        let closed_by = closed_by.map(|(id, children)| (id.to_owned(), children));
        Counted { filled: 0, above: 0, usable, mismatched, held: 0, closed_by }
    };
    assert_eq!(first_home(town(), &[]), counted(3, 0, None), "two come, one place is spare");
    let alone = town().child("C3", |c| c.companions = placewell::domain::Companions::Solo);
    assert_eq!(first_home(alone, &[]), counted(2, 1, Some(("solo", 1))));
    let old = town().child("C3", |c| c.age = 17).home("H1", |h| (h.places, h.age_max) = (3, 10));
    assert_eq!(first_home(old, &[]).closed_by, Some(("age-range".to_owned(), 1)));
    let nobody = Town::new().home("H1", |_| ());
    assert_eq!(first_home(nobody, &[]).mismatched, 0, "with nobody to measure by, places are spare");
    let kin = town().home("H1", |h| (h.places, h.sector) = (2, Sector::Kinship));
    assert_eq!(first_home(kin, &[]), counted(0, 2, Some(("kinship-named", 2))));
}

#[test]
fn by_hand_a_home_that_takes_nobody_holds_what_is_free() {
    let town = |status| Town::new().home("H1", move |h| (h.places, h.status) = (3, status)).child("C1", |_| ());
    let held = first_home(town(Status::OnHold), &[]);
    assert_eq!((held.held, held.usable, held.mismatched), (3, 0, 0));
    let off = first_home(town(Status::OnHold).off("available"), &[]);
    assert_eq!((off.held, off.usable), (0, 3), "nothing is held where availability is not asked");
    let full = first_home(town(Status::NotAvailable), &[("C1", "H1")]);
    assert_eq!((full.filled, full.held), (1, 2));
}
