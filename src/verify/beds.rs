//! The column `bedroom` of `proposal.csv`: the rooms it names are a lawful way to sleep.

use std::collections::{BTreeMap, BTreeSet};

use super::Findings;
use super::rows::Table;
use crate::domain::{ChildId, Household, Place, Scenario};
use crate::policy::limits::bedrooms::{Bed, arrange, may_share, may_use_cot};

/// Checks every home where the limit `bedrooms` is on. The rooms of those who stay are known only where others share them.
pub(super) fn check(scenario: &Scenario, table: &Table, findings: &mut Findings) {
    for child in scenario.in_scope() {
        let in_home = matches!(table.proposal.of(child.id), Some(there) if matches!(there.place, Place::Home(_)));
        if !in_home && table.cell(child.id, "bedroom").is_some_and(|cell| !cell.is_empty()) {
            findings.fault("bedroom", vec![child.reference.clone()], "a bedroom, but no home");
        }
    }
    if scenario.switched_off("bedrooms").is_none() && table.columns.contains_key("bedroom") {
        for (home, everyone) in scenario.households.iter().zip(table.proposal.fostered_by_home(scenario)) {
            check_home(scenario, table, home, everyone, findings);
        }
    }
}

fn check_home(scenario: &Scenario, table: &Table, home: &Household, everyone: Vec<ChildId>, findings: &mut Findings) {
    let mut slept_in: BTreeMap<ChildId, BTreeSet<Bed>> = BTreeMap::new();
    for child in everyone.iter().filter(|child| scenario.child(**child).in_scope()) {
        let cell = table.cell(*child, "bedroom").unwrap_or("");
        match read(scenario, cell, &everyone) {
            Some((bed, sharing)) => {
                for each in sharing.into_iter().chain([*child]) {
                    slept_in.entry(each).or_default().insert(bed);
                }
            }
            None => findings.fault("bedroom", vec![scenario.child(*child).reference.clone()], format!("`{cell}`")),
        }
    }
    let others: Vec<ChildId> = everyone.into_iter().filter(|child| !slept_in.contains_key(child)).collect();
    let mut rooms: BTreeMap<Bed, Vec<ChildId>> = BTreeMap::new();
    for (child, beds) in slept_in {
        if beds.len() > 1 {
            findings.fault("bedroom", vec![scenario.child(child).reference.clone()], "in more than one room");
        }
        for bed in beds {
            rooms.entry(bed).or_default().push(child);
        }
    }
    for (bed, children) in &rooms {
        if let Some(found) = objection(scenario, home, *bed, children) {
            let names = children.iter().map(|child| scenario.child(*child).reference.clone());
            findings.fault("bedroom", names.chain([home.reference.clone()]).collect(), found);
        }
    }
    if !others_sleep(scenario, home, &rooms, &others) {
        findings.fault("bedroom", vec![home.reference.clone()], "the rooms named leave too little for those who stay");
    }
}

/// Whether those who share with nobody named can sleep in the rooms that are left.
fn others_sleep(
    scenario: &Scenario,
    home: &Household,
    taken: &BTreeMap<Bed, Vec<ChildId>>,
    others: &[ChildId],
) -> bool {
    let mut left = home.clone();
    for bed in taken.keys() {
        match bed {
            Bed::Room(room) => left.bedrooms.get_mut(*room).into_iter().for_each(|beds| *beds = 0),
            Bed::CarersRoom => left.carers_room_cot = false,
        }
    }
    taken.is_empty() || arrange(scenario, &left, others).is_some()
}

/// Reads `room 2, shared with C3, C4` and `carers' room`.
fn read(scenario: &Scenario, cell: &str, everyone: &[ChildId]) -> Option<(Bed, Vec<ChildId>)> {
    let (room, mut names) = cell.split_once(", shared with ").unwrap_or((cell, ""));
    let bed = match room.strip_prefix("room ") {
        Some(number) => Bed::Room(number.parse::<usize>().ok()?.checked_sub(1)?),
        None if room == "carers' room" => Bed::CarersRoom,
        None => return None,
    };
    let mut sharing = Vec::new();
    for child in everyone {
        if let Some(rest) = names.strip_prefix(scenario.child(*child).reference.as_str())
            && (rest.is_empty() || rest.starts_with(", "))
        {
            names = rest.strip_prefix(", ").unwrap_or("");
            sharing.push(*child);
        }
    }
    names.is_empty().then_some((bed, sharing))
}

fn objection(scenario: &Scenario, home: &Household, bed: Bed, children: &[ChildId]) -> Option<String> {
    let Bed::Room(room) = bed else {
        let lawful = matches!(children, [baby] if may_use_cot(scenario, home, *baby));
        return (!lawful).then(|| "the carers' room holds one baby".to_owned());
    };
    let beds = home.bedrooms.get(room).copied().unwrap_or(0);
    if i64::try_from(children.len()).is_ok_and(|count| count > beds) {
        return Some(format!("room {}: {} children, {beds} beds", room + 1, children.len()));
    }
    let apart = |(i, a): (usize, &ChildId)| children[i + 1..].iter().any(|b| !may_share(scenario, *a, *b));
    children.iter().enumerate().any(apart).then(|| format!("room {}: they may not share it", room + 1))
}
