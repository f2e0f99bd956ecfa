//! Policies: changes to a scenario that a panel may want priced. One file each, and two lines here.

mod cost_blind;
mod in_house_first;
mod max_miles;
mod no_exemptions;
mod no_moves;
mod priorities;
mod siblings_first;
mod without;

use crate::domain::{LevelId, Scenario};

/// A change to a scenario, as data.
pub struct PolicyChange {
    /// Its name on the command line, kebab-case.
    pub id: &'static str,
    /// A title for people.
    pub title: &'static str,
    /// What is changed, in one sentence.
    pub changes: &'static str,
    /// What stands after `=`; none = the name says all.
    pub value: Option<&'static str>,
    /// Makes the change, from what stands after `=`.
    ///
    /// # Errors
    /// What is wrong with that value, and how to mend it.
    pub apply: fn(&mut Scenario, &str) -> Result<(), Mend>,
}

/// Every policy, in the order of the catalogue.
pub const ALL: &[&PolicyChange] = &[
    &in_house_first::POLICY,
    &siblings_first::POLICY,
    &cost_blind::POLICY,
    &no_moves::POLICY,
    &no_exemptions::POLICY,
    &max_miles::POLICY,
    &priorities::POLICY,
    &without::POLICY,
];

/// What is wrong with a policy as written, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found}\n  mend: {mend}")]
pub struct Mend {
    /// What was found.
    pub found: String,
    /// How to mend it.
    pub mend: String,
}

impl Mend {
    fn new(found: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { found: found.into(), mend: mend.into() }
    }
}

/// A policy as somebody asks for it: one change, or several joined by `+`, made one after the other.
pub struct Policy {
    /// As it was written.
    pub text: String,
    changes: Vec<(&'static PolicyChange, String)>,
}

impl Policy {
    /// Reads `in-house-first`, `max-miles=10`, `no-moves+max-miles=10`.
    ///
    /// # Errors
    /// A name that the catalogue lacks, a value that is missing, or one too many.
    pub fn read(text: &str) -> Result<Self, Mend> {
        let changes = text.split('+').map(read_one).collect::<Result<_, _>>()?;
        Ok(Self { text: text.to_owned(), changes })
    }

    /// What to call it in a report.
    pub fn title(&self) -> String {
        let said = self.changes.iter().map(|(change, value)| match change.value {
            Some(_) => format!("{}: {value}", change.title),
            None => change.title.to_owned(),
        });
        said.collect::<Vec<_>>().join("; ")
    }

    /// What it changes, in words.
    pub fn words(&self) -> String {
        let said = self.changes.iter().map(|(change, value)| match change.value {
            Some(name) => change.changes.replace(name, value),
            None => change.changes.to_owned(),
        });
        said.collect::<Vec<_>>().join(" ")
    }

    /// The scenario as it would be under this policy; `from` is left as it is.
    ///
    /// # Errors
    /// A value that means nothing in this scenario.
    pub fn apply(&self, from: &Scenario) -> Result<Scenario, Mend> {
        let mut scenario = from.clone();
        for (change, value) in &self.changes {
            (change.apply)(&mut scenario, value)?;
        }
        Ok(scenario)
    }
}

fn read_one(text: &str) -> Result<(&'static PolicyChange, String), Mend> {
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name.trim(), Some(value.trim())),
        None => (text.trim(), None),
    };
    let Some(change) = ALL.iter().find(|each| each.id == name) else {
        let known = nearest(name, ALL.iter().map(|each| each.id));
        return Err(Mend::new(
            format!("there is no policy `{name}`"),
            format!("perhaps `{known}`; `placewell compare --policies` lists all"),
        ));
    };
    match (change.value, value) {
        (None, None) => Ok((*change, String::new())),
        (Some(_), Some(value)) if !value.is_empty() => Ok((*change, value.to_owned())),
        (Some(wanted), _) => {
            Err(Mend::new(format!("the policy `{name}` needs a value"), format!("write `{name}={wanted}`")))
        }
        (None, Some(_)) => {
            Err(Mend::new(format!("the policy `{name}` takes no value"), format!("write `{name}` alone")))
        }
    }
}

/// The name most like the one written.
fn nearest<'n>(written: &str, known: impl IntoIterator<Item = &'n str>) -> &'n str {
    let distant = |name: &&str| strsim::damerau_levenshtein(written, name);
    known.into_iter().min_by_key(distant).unwrap_or_default()
}

/// Puts `level` directly before `other`, unless it is before it already. Where `other` is left out, a level that is left
/// out comes right after `unplaced`.
fn put_before(priorities: &mut Vec<LevelId>, level: LevelId, other: LevelId) {
    let position = |priorities: &[LevelId], id| priorities.iter().position(|each| *each == id);
    match (position(priorities, level), position(priorities, other)) {
        (Some(_), None) => {}
        (Some(at), Some(before)) if at < before => {}
        (None, None) => put_first(priorities, level),
        (_, Some(_)) => {
            priorities.retain(|each| *each != level);
            let before = position(priorities, other).unwrap_or(priorities.len());
            priorities.insert(before, level);
        }
    }
}

/// Puts `level` right after `unplaced`, which is always first.
fn put_first(priorities: &mut Vec<LevelId>, level: LevelId) {
    priorities.retain(|each| *each != level);
    let after = priorities.iter().position(|each| *each == LevelId::Unplaced).map_or(0, |at| at + 1);
    priorities.insert(after, level);
}

#[cfg(test)]
mod tests {
    use super::*;
    use LevelId::{External, Moved, Separated, Unplaced};

    #[test]
    fn levels_go_where_they_are_put_and_stay_where_they_are_already() {
        let before = |mut priorities: Vec<LevelId>| {
            put_before(&mut priorities, External, Separated);
            priorities
        };
        assert_eq!(before(vec![Unplaced, Separated, Moved, External]), [Unplaced, External, Separated, Moved]);
        assert_eq!(before(vec![Unplaced, External, Moved, Separated]), [Unplaced, External, Moved, Separated]);
        assert_eq!(before(vec![Unplaced, Separated]), [Unplaced, External, Separated]);
        assert_eq!(before(vec![Unplaced, Moved]), [Unplaced, External, Moved]);
        assert_eq!(before(vec![Unplaced, Moved, External]), [Unplaced, Moved, External]);
    }

    #[test]
    fn a_policy_is_read_or_refused_with_a_way_to_mend_it() {
        assert_eq!(Policy::read("max-miles=10").map(|each| each.changes.len()), Ok(1));
        assert_eq!(Policy::read("no-moves+max-miles = 10").map(|each| each.changes.len()), Ok(2));
        let refused = |text: &str| Policy::read(text).err().map(|mend| mend.to_string()).unwrap_or_default();
        assert!(refused("no-move").contains("perhaps `no-moves`"));
        assert!(refused("max-miles").contains("`max-miles=MILES`"));
        assert!(refused("max-miles=").contains("needs a value"));
        assert!(refused("no-moves=3").contains("takes no value"));
        assert!(refused("").contains("there is no policy ``"));
    }

    #[test]
    fn a_policy_says_its_own_value() {
        let words = Policy::read("max-miles=7.5").expect("a policy").words();
        assert!(words.contains("7.5 miles") && !words.contains("MILES"), "{words}");
    }
}
