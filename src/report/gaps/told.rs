//! A change of what exists, and what it does, in a sentence.

use crate::domain::{ChildId, PencePerWeek, PlacementType, Scenario, Sector, Status};
use crate::report::words;
use crate::sufficiency::{Change, Effect};

/// What is to be done: `Approve home C17 for 5 siblings`.
pub(super) fn change(scenario: &Scenario, change: &Change) -> String {
    let Some(home) = change.home().map(|home| scenario.household(home)) else {
        let Change::Farther(child, miles) = change else { return String::new() };
        let child = scenario.child(*child);
        return format!("Let child {} live up to {miles} miles from home (now {})", child.reference, child.max_miles);
    };
    let name = match home.sector {
        Sector::InHouse => format!("home {}", home.reference),
        Sector::Kinship => format!("kinship home {}", home.reference),
        Sector::Ifa => format!("agency home {}", home.reference),
        Sector::OtherLa => format!("another council's home {}", home.reference),
    };
    match change {
        Change::Exempt(_, children) => {
            let children: Vec<ChildId> = children.iter().copied().collect();
            format!("Exempt {name} from the usual fostering limit for {}", names(scenario, &children))
        }
        Change::Release(_) => {
            let why = match (home.status, &home.status_reason, home.available_from) {
                (Status::Available, _, Some(from)) => format!("free from {}", words::date(from)),
                (status, Some(reason), _) => format!("{}: {reason}", status.word().replace('_', " ")),
                (status, None, _) => status.word().replace('_', " "),
            };
            format!("Release {name} now ({why})")
        }
        Change::OnePlace(_) => {
            format!("Approve {name} for one child more ({} instead of {})", home.places + 1, home.places)
        }
        Change::SiblingPlaces(_, number) => format!("Approve {name} for {number} siblings"),
        Change::Ages(_, youngest, oldest) => {
            format!("Approve {name} for ages {youngest} to {oldest} (now {} to {})", home.age_min, home.age_max)
        }
        Change::Accept(_, kind) => format!("Approve {name} for {} too", placements(*kind)),
        Change::Bedroom(_) => format!("Add a single bedroom to {name}"),
        Change::Train(_, skill) => format!("Train the carers of {name} in {skill}"),
        Change::Farther(..) => String::new(),
    }
}

/// The kind of change, as files spell it.
pub(super) fn kind(change: &Change) -> &'static str {
    match change {
        Change::Exempt(..) => "exempt",
        Change::Release(_) => "release",
        Change::OnePlace(_) => "one_place",
        Change::SiblingPlaces(..) => "sibling_places",
        Change::Ages(..) => "ages",
        Change::Accept(..) => "placement_type",
        Change::Bedroom(_) => "bedroom",
        Change::Train(..) => "skill",
        Change::Farther(..) => "distance",
    }
}

/// The child whom a change is about, or those whom it names.
pub(super) fn children(change: &Change) -> Vec<ChildId> {
    match change {
        Change::Exempt(_, children) => children.iter().copied().collect(),
        Change::Farther(child, _) => vec![*child],
        _ => Vec::new(),
    }
}

fn placements(kind: PlacementType) -> String {
    format!("{} placements", kind.word().replace('_', " "))
}

fn names(scenario: &Scenario, children: &[ChildId]) -> String {
    let names: Vec<&str> = children.iter().map(|child| scenario.child(*child).reference.as_str()).collect();
    words::some(&names, 6)
}

/// What it does: `places 1 child, keeps the 5 of ash together, brings 3 children in-house, saves £1,234 a week`.
pub(super) fn effect(scenario: &Scenario, effect: &Effect) -> String {
    let together = effect.groups_kept_together.iter().map(|id| {
        let group = &scenario.groups[id.index()];
        format!("keeps the {} of {} together", group.members.len(), group.reference)
    });
    let pairs = if effect.groups_kept_together.is_empty() { effect.pairs_kept_together } else { 0 };
    let mut parts: Vec<String> = Vec::new();
    parts.extend(counted(effect.children_placed, ["places", "leaves"], CHILDREN, ["", " without a place"]));
    parts.extend(together);
    parts.extend(counted(pairs, ["keeps", "parts"], ["sibling pair", "sibling pairs"], [" together", ""]));
    let ends = [" in-house", " out of in-house homes"];
    parts.extend(counted(effect.children_brought_in_house, ["brings", "takes"], CHILDREN, ends));
    parts.extend(money(effect.saved));
    if parts.is_empty() {
        let changed = effect.levels.iter().find(|level| level.before != level.after);
        parts.extend(changed.map(|each| {
            let value = |value: i64| words::level_value(each.level, value);
            let title = words::level_title(each.level).to_lowercase();
            format!("{title} {} instead of {}", value(each.after), value(each.before))
        }));
    }
    parts.join(", ")
}

const CHILDREN: [&str; 2] = ["child", "children"];

/// A change of a count: `brings 3 children in-house` or `takes 1 child out of in-house homes`; none = there is none.
fn counted(number: i64, verbs: [&str; 2], [one, many]: [&str; 2], ends: [&str; 2]) -> Option<String> {
    let which = usize::from(number < 0);
    let count = number.unsigned_abs();
    let what = if count == 1 { one } else { many };
    (count > 0).then(|| format!("{} {count} {what}{}", verbs[which], ends[which]))
}

/// What a week costs less or more.
fn money(saved: PencePerWeek) -> Option<String> {
    match saved.0 {
        0 => None,
        1.. => Some(format!("saves {} a week", words::pounds(saved))),
        _ => Some(format!("costs {} a week more", words::pounds(PencePerWeek(-saved.0)))),
    }
}
