//! Counting the position: each child and each home once.

use std::collections::BTreeSet;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::addition::{Company, Yardstick};
use super::{Band, Care, ChildFact, HomeFact, Position, Profile, Standing};
use crate::compatibility::Graph;
use crate::domain::{
    AgeBand, Child, ChildId, Household, Place, Proposal, Scenario, Sector, SizeBand, Status, Suitability, Years,
};
use crate::policy::{Pairs, limits};

/// The position of a service under a proposal, counted from the proposal, the graph and the plain readings of the
/// limits. A rejected proposal is counted as well; what is found then is no better than the proposal.
///
/// The search for the children who could be added to a home is exact; its time grows with the number of children open to
/// the home to the power of its free places, which are few: a council of 450 homes takes well under a second.
pub fn position(scenario: &Scenario, graph: &Graph, proposal: &Proposal) -> Position {
    let children: Vec<ChildFact> = scenario.children.iter().map(|child| of_child(scenario, proposal, child)).collect();
    let in_need = |short: bool| -> BTreeSet<ChildId> {
        let facts = children.iter().filter(|fact| fact.standing.in_need && (fact.standing.short || !short));
        facts.map(|fact| fact.child).collect()
    };
    let yardstick = Yardstick {
        scenario,
        graph,
        pairs: Pairs::of(scenario),
        limits: limits::active(scenario),
        short: in_need(true),
        in_need: in_need(false),
    };
    let homes = scenario.households.par_iter().map(|home| of_home(&yardstick, proposal, home)).collect();
    Position { children, homes }
}

fn of_child(scenario: &Scenario, proposal: &Proposal, child: &Child) -> ChildFact {
    let place = proposal.of(child.id).map(|placement| placement.place);
    let siblings: &[ChildId] = child.group.map_or(&[], |group| &scenario.groups[group.index()].members);
    let in_need = child.in_scope();
    let standing = Standing {
        in_need,
        place,
        care: place.map(|place| care(scenario, place)),
        short: in_need
            && child.foster_care != Suitability::Unsuitable
            && !place.is_some_and(|place| scenario.is_in_house(place)),
        separated: siblings.iter().any(|other| *other != child.id && proposal.splits(scenario, child.id, *other)),
    };
    let age = age_band(scenario, child.age);
    let profile = Profile {
        age: Band::Ages(age, age),
        specialism: Band::Specialism(child.needs.clone()),
        locality: Band::Locality(child.locality),
        siblings: Band::Siblings(size_band(scenario, siblings.len().max(1))),
    };
    ChildFact { child: child.id, profile, standing }
}

fn care(scenario: &Scenario, place: Place) -> Care {
    match place {
        Place::Home(id) => match scenario.household(id).sector {
            Sector::InHouse => Care::InHouse,
            Sector::Kinship => Care::Kinship,
            Sector::Ifa | Sector::OtherLa => Care::Agency,
        },
        Place::Provision(id) if scenario.provision(id).kind.is_family() => Care::Agency,
        Place::Provision(_) => Care::Residential,
    }
}

fn of_home(yardstick: &Yardstick<'_>, proposal: &Proposal, home: &Household) -> HomeFact {
    let scenario = yardstick.scenario;
    let there = proposal.fostered_in(home.id);
    let filled = whole(there.len());
    let free = (home.places - filled).max(0);
    let held_reason = held_reason(scenario, home);
    let (usable, mismatch) = if held_reason.is_some() || free == 0 {
        (0, None)
    } else {
        let most = usize::try_from(free).unwrap_or(usize::MAX);
        let (added, mismatch) = Company { yardstick, home, there }.largest_addition(most);
        (if mismatch.is_none() { free } else { whole(added.len()) }, mismatch)
    };
    let held = if held_reason.is_some() { free } else { 0 };
    let most_siblings = usize::try_from(home.places.max(home.places_for_siblings)).unwrap_or(0);
    HomeFact {
        home: home.id,
        profile: Profile {
            age: Band::Ages(age_band(scenario, home.age_min), age_band(scenario, home.age_max)),
            specialism: Band::Specialism(home.skills.clone()),
            locality: Band::Locality(home.locality),
            siblings: Band::Siblings(size_band(scenario, most_siblings.max(1))),
        },
        places: home.places,
        above: (filled - home.places).max(0),
        filled,
        usable,
        mismatched: free - usable - held,
        mismatch,
        held,
        held_reason,
    }
}

/// Why the home takes nobody now, if so.
fn held_reason(scenario: &Scenario, home: &Household) -> Option<String> {
    if scenario.switched_off("available").is_some() {
        return None;
    }
    if home.status != Status::Available {
        return Some(match &home.status_reason {
            Some(reason) => format!("{}: {reason}", home.status),
            None => home.status.to_string(),
        });
    }
    let from = home.available_from?;
    let days = scenario.settings.date.duration_until(from).as_hours() / 24;
    let latest = scenario.settings.policy.needed_within_days.values().copied().max().unwrap_or(0);
    (days > latest).then(|| format!("available from {from}"))
}

/// The band of an age; beyond the bands, the nearest.
fn age_band(scenario: &Scenario, age: Years) -> AgeBand {
    let bands = &scenario.settings.age_bands;
    let reached = bands.iter().find(|band| age <= band.to).or(bands.last());
    reached.copied().unwrap_or(AgeBand { from: age, to: age })
}

/// The band of a number of siblings; beyond the bands, the nearest.
fn size_band(scenario: &Scenario, size: usize) -> SizeBand {
    let (bands, size) = (&scenario.settings.group_bands, whole(size));
    let reached = bands.iter().find(|band| band.to.is_none_or(|to| size <= to)).or(bands.last());
    reached.copied().unwrap_or(SizeBand { from: size, to: Some(size) })
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
