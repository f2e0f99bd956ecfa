//! Warnings about a scenario that is without fault: doubtful values, which go into the report.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Cells;
use super::codes;
use super::ids::Ids;
use super::problem::{At, Problems, quote};
use crate::domain::{ChildId, Household, HouseholdId, LocalityId, Place, Scenario, Sector, Status};
use crate::policy::{is_on, limits, rules};

/// Notes everything doubtful.
pub(super) fn note<'t>(scenario: &Scenario, ids: &Ids<'t>, problems: &'t Problems) {
    let lives_in = lives_in(scenario);
    few_places(scenario, &lives_in, problems);
    outside_rules(scenario, ids, problems);
    outside_limits(scenario, &lives_in, ids, problems);
    without_coordinates(scenario, ids, problems);
    needs_nobody_meets(scenario, ids, problems);
    kinship_of_nobody(scenario, ids, problems);
}

/// Who lives in each home today, in id order.
fn lives_in(scenario: &Scenario) -> BTreeMap<HouseholdId, Vec<ChildId>> {
    let mut lives_in: BTreeMap<_, Vec<ChildId>> = BTreeMap::new();
    for child in &scenario.children {
        if let Some(Place::Home(home)) = child.current {
            lives_in.entry(home).or_default().push(child.id);
        }
    }
    lives_in
}

fn stays(scenario: &Scenario, all: &[ChildId]) -> Vec<ChildId> {
    all.iter().copied().filter(|child| !scenario.child(*child).in_scope()).collect()
}

fn few_places(scenario: &Scenario, lives_in: &BTreeMap<HouseholdId, Vec<ChildId>>, problems: &Problems) {
    let is_free = |home: &&Household| {
        home.status == Status::Available && home.available_from.is_none_or(|from| from <= scenario.settings.date)
    };
    let staying = |home: &Household| lives_in.get(&home.id).map_or(0, |all| stays(scenario, all).len());
    let free = |home: &Household| home.places.saturating_sub(i64::try_from(staying(home)).unwrap_or(i64::MAX)).max(0);
    let places: i64 = scenario.households.iter().filter(is_free).map(free).sum();
    let children = scenario.in_scope().count();
    if i64::try_from(children).unwrap_or(i64::MAX) > places {
        let found = format!("{children} children to place, {places} places free today in homes");
        let mend = "nothing if that is so; otherwise check status, places and available_from of the homes";
        problems.add(At::file("households.csv"), codes::FEW_PLACES, found, mend);
    }
}

/// Rules that a present placement breaks. `available` speaks of taking a child, not of keeping one.
fn outside_rules<'t>(scenario: &Scenario, ids: &Ids<'t>, problems: &'t Problems) {
    let active = rules::ALL.iter().filter(|rule| is_on(scenario, rule.about()) && rule.about().id != "available");
    let active: Vec<_> = active.collect();
    for child in &scenario.children {
        let Some(Place::Home(home)) = child.current else { continue };
        let home = scenario.household(home);
        for rule in active.iter().filter(|rule| !rule.holds(scenario, child, home)) {
            let found = format!(
                "{} lives in {} against the rule {}: {}",
                quote(&child.reference),
                quote(&home.reference),
                quote(rule.about().id),
                rule.found(scenario, child, home)
            );
            let mend = "nothing if the placement is agreed; otherwise correct the child's or the home's row";
            let row = ids.children.row(child.id.index());
            Cells { row, problems }.add("current_household", codes::OUTSIDE_APPROVAL, found, mend);
        }
    }
}

fn outside_limits<'t>(
    scenario: &Scenario,
    lives_in: &BTreeMap<HouseholdId, Vec<ChildId>>,
    ids: &Ids<'t>,
    problems: &'t Problems,
) {
    let active = limits::active(scenario);
    for (home, all) in lives_in {
        let home = scenario.household(*home);
        let stay = stays(scenario, all);
        let cells = Cells { row: ids.households.row(home.id.index()), problems };
        for limit in &active {
            let id = quote(limit.about().id);
            if let Some(breach) = limit.breach(scenario, home, &stay) {
                let found = format!("children who stay there break the limit {id}: {breach}");
                let mend = "nothing if that is agreed; the home takes nobody more unless its data change";
                cells.add("household_id", codes::OUTSIDE_APPROVAL, found, mend);
            } else if limit.is_hereditary()
                && let Some(breach) = limit.breach(scenario, home, all)
            {
                let found = format!("not everybody who lives there can stay, by the limit {id}: {breach}");
                let mend = "nothing if that is so: some of those who may move will leave";
                cells.add("household_id", codes::OUTSIDE_APPROVAL, found, mend);
            }
        }
    }
}

fn without_coordinates<'t>(scenario: &Scenario, ids: &Ids<'t>, problems: &'t Problems) {
    let homes = scenario.households.iter().map(|home| home.locality);
    let provisions = scenario.provisions.iter().filter_map(|provision| provision.locality);
    let children = scenario.children.iter().flat_map(|child| [Some(child.locality), child.school_locality]);
    let used: BTreeSet<LocalityId> = homes.chain(provisions).chain(children.flatten()).collect();
    for id in used.into_iter().filter(|id| scenario.locality(*id).grid.is_none()) {
        let cells = Cells { row: ids.localities.row(id.index()), problems };
        let found = format!("{} without easting and northing", quote(&scenario.locality(id).reference));
        let mend = "give both; until then its distances are unknown and close no home";
        cells.add("easting", codes::NO_COORDINATES, found, mend);
    }
}

fn needs_nobody_meets<'t>(scenario: &Scenario, ids: &Ids<'t>, problems: &'t Problems) {
    let homes = scenario.households.iter().flat_map(|home| &home.skills);
    let met: BTreeSet<&String> = homes.chain(scenario.provisions.iter().flat_map(|each| &each.skills)).collect();
    let mut unmet: BTreeMap<&String, Vec<ChildId>> = BTreeMap::new();
    for child in scenario.in_scope() {
        for need in child.needs.iter().filter(|need| !met.contains(need)) {
            unmet.entry(need).or_default().push(child.id);
        }
    }
    for (need, children) in unmet {
        let rows = children.iter().map(|child| ids.children.row(child.index()));
        let Some(row) = rows.min_by_key(|row| row.line) else { continue };
        let found = format!("the need {}, of {} in all, which no home or provision meets", quote(need), children.len());
        let mend = "check the spelling here and in the column skills of households and provision";
        Cells { row, problems }.add("needs", codes::NEED_NOBODY_MEETS, found, mend);
    }
}

fn kinship_of_nobody<'t>(scenario: &Scenario, ids: &Ids<'t>, problems: &'t Problems) {
    let kin: BTreeSet<HouseholdId> = scenario.exclusions.keys().map(|(_, home)| *home).collect();
    let kinship = scenario.households.iter().filter(|home| home.sector == Sector::Kinship);
    for home in kinship.filter(|home| home.named_children.is_empty() && !kin.contains(&home.id)) {
        let cells = Cells { row: ids.households.row(home.id.index()), problems };
        let found = format!("the kinship home {} that names nobody of this scenario", quote(&home.reference));
        cells.add("named_children", codes::NO_EFFECT, found, "name the children whose kin they are");
    }
}
