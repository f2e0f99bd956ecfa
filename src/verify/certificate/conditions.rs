//! What a certificate must be before anything follows from it.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::ground::Ground;
use super::leaf::Case;
use crate::domain::{
    Branch, CERTIFICATE_DEPTH, CERTIFICATE_LEAVES, CERTIFICATE_QUOTIENTS, CERTIFICATE_SIBLINGS, Certificate, ChildId,
    GroupId, LevelId, Multipliers, Place, Split,
};
use crate::verify::{Findings, concerns};

/// The cases of a certificate, each with its multipliers; faults where it is not in order.
pub(super) fn cases<'c>(ground: &Ground<'_>, certificate: &'c Certificate, findings: &mut Findings) -> Vec<Case<'c>> {
    let mut reader = Reader { ground, level: certificate.level, findings, cases: Vec::new() };
    if !ground.scenario.settings.priorities.contains(&certificate.level) {
        reader.fault("certificate-level", Vec::new(), "the level is not among the priorities");
        return Vec::new();
    }
    let fits = is_shallow(&certificate.proof, CERTIFICATE_DEPTH);
    if !fits || leaves(&certificate.proof) > CERTIFICATE_LEAVES {
        let found = if fits {
            format!("more than {CERTIFICATE_LEAVES} cases")
        } else {
            format!("more than {CERTIFICATE_DEPTH} questions below one another")
        };
        reader.fault("certificate-size", Vec::new(), found);
        return Vec::new();
    }
    reader.branch(&certificate.proof, &Facts::default());
    reader.cases
}

/// Whether no more than so many questions lie below one another.
fn is_shallow(proof: &Branch, most: usize) -> bool {
    match proof {
        Branch::Multipliers(_) => true,
        Branch::Cases { yes, no, .. } => most > 0 && is_shallow(yes, most - 1) && is_shallow(no, most - 1),
    }
}

/// How many sets of multipliers a proof has that is not too deep.
fn leaves(proof: &Branch) -> usize {
    match proof {
        Branch::Multipliers(_) => 1,
        Branch::Cases { yes, no, .. } => leaves(yes) + leaves(no),
    }
}

struct Reader<'a, 's, 'c> {
    ground: &'a Ground<'s>,
    level: LevelId,
    findings: &'a mut Findings,
    cases: Vec<Case<'c>>,
}

impl<'c> Reader<'_, '_, 'c> {
    fn fault(&mut self, id: &str, mut whom: Vec<String>, found: impl Into<String>) {
        whom.insert(0, self.level.word().to_owned());
        self.findings.fault(id, whom, found);
    }

    fn branch(&mut self, branch: &'c Branch, facts: &Facts) {
        match branch {
            Branch::Multipliers(multipliers) => {
                if self.are_known(multipliers) {
                    self.signs(multipliers, facts);
                    self.sets(multipliers);
                    self.quotients(multipliers);
                    self.cases.push(Case { level: self.level, multipliers, facts: facts.clone() });
                }
            }
            Branch::Cases { split, yes, no } => {
                if self.is_a_question(split, facts) {
                    self.branch(yes, &facts.with(split, true));
                    self.branch(no, &facts.with(split, false));
                }
            }
        }
    }

    /// Whether the answer could be yes or no, as far as is known.
    fn is_a_question(&mut self, split: &Split, facts: &Facts) -> bool {
        match split {
            Split::Lives { child, places } => self.is_where(*child, places, facts),
            Split::Together { one, other } => self.is_with_whom(*one, *other, facts),
        }
    }

    /// Whether the child could live in these places, and could live elsewhere or nowhere.
    fn is_where(&mut self, child: ChildId, places: &[Place], facts: &Facts) -> bool {
        let scenario = self.ground.scenario;
        if child.index() >= scenario.children.len() || !places.iter().all(|place| self.is_place(*place)) {
            let found = format!("a case asks whether {child:?} lives in {places:?}");
            self.fault("certificate-unknown", Vec::new(), found);
            return false;
        }
        let is_open = |place: &Place| self.ground.open_to(*place).binary_search(&child).is_ok();
        let mut all = BTreeSet::new();
        let (place, found) = if places.is_empty() {
            (None, "a case asks whether the child lives in no place")
        } else if let Some(place) = places.iter().find(|place| !all.insert(**place)) {
            (Some(*place), "a case names the place twice")
        } else if let Some(place) = places.iter().find(|place| !is_open(place)) {
            (Some(*place), "the place is not open to the child")
        } else if let Some(place) = places.iter().find(|place| !facts.allow(child, **place)) {
            (Some(*place), "a case before it has said so already")
        } else if facts.is_within(child, &all) {
            (None, "a case before it has said so already")
        } else {
            return true;
        };
        self.fault("certificate-case", concerns(scenario, &[child], place), found);
        false
    }

    /// Whether these are two siblings who could live in one unit or not.
    fn is_with_whom(&mut self, one: ChildId, other: ChildId, facts: &Facts) -> bool {
        let scenario = self.ground.scenario;
        if one.index().max(other.index()) >= scenario.children.len() {
            let found = format!("a case asks whether {one:?} lives with {other:?}");
            self.fault("certificate-unknown", Vec::new(), found);
            return false;
        }
        let found = if one == other {
            "a case asks whether a child lives with itself"
        } else if !scenario.are_siblings(one, other) {
            "a case asks whether two live together who are not siblings"
        } else if !scenario.child(one).in_scope() || !scenario.child(other).in_scope() {
            "a case asks with whom a child lives who stays"
        } else if facts.says_of(one, other) {
            "a case before it has said so already"
        } else {
            return true;
        };
        self.fault("certificate-case", concerns(scenario, &[one, other], None), found);
        false
    }

    fn is_place(&self, place: Place) -> bool {
        match place {
            Place::Home(id) => id.index() < self.ground.scenario.households.len(),
            Place::Provision(id) => id.index() < self.ground.scenario.provisions.len(),
        }
    }

    /// Whether every id is one of the scenario, and stands once.
    fn are_known(&mut self, multipliers: &Multipliers) -> bool {
        let scenario = self.ground.scenario;
        let before = self.findings.faults.len();
        let mut children = BTreeSet::new();
        for (child, _) in &multipliers.children {
            if child.index() >= scenario.children.len() {
                self.fault("certificate-unknown", Vec::new(), format!("a multiplier of child {child:?}"));
            } else if !children.insert(*child) {
                self.fault("certificate-twice", concerns(scenario, &[*child], None), "two multipliers of one child");
            }
        }
        let mut provisions = BTreeSet::new();
        for (there, _) in &multipliers.provisions {
            if there.index() >= scenario.provisions.len() {
                self.fault("certificate-unknown", Vec::new(), format!("a multiplier of provision {there:?}"));
            } else if !provisions.insert(*there) {
                let whom = concerns(scenario, &[], Some(Place::Provision(*there)));
                self.fault("certificate-twice", whom, "two multipliers of one provision");
            }
        }
        let mut levels = BTreeSet::new();
        for (level, _) in &multipliers.levels {
            if !levels.insert(*level) {
                self.fault("certificate-twice", vec![level.word().to_owned()], "two weights of one level");
            }
        }
        let mut sets = BTreeSet::new();
        for (set, _) in &multipliers.groups {
            if let Some(child) = set.iter().find(|child| child.index() >= scenario.children.len()) {
                self.fault("certificate-unknown", Vec::new(), format!("a weight of a set with child {child:?}"));
            } else if !sets.insert(set) {
                self.fault("certificate-twice", concerns(scenario, set, None), "two weights of one set of siblings");
            }
        }
        for quotient in &multipliers.quotients {
            let is_child = |child: &ChildId| child.index() < scenario.children.len();
            if !quotient.children.iter().all(is_child) || !quotient.places.iter().all(|place| self.is_place(*place)) {
                self.fault("certificate-unknown", Vec::new(), format!("a quotient of {quotient:?}"));
            }
        }
        self.findings.faults.len() == before
    }

    /// Weak duality needs the multipliers of what may be left undone to be at least nothing.
    fn signs(&mut self, multipliers: &Multipliers, facts: &Facts) {
        let scenario = self.ground.scenario;
        for (child, multiplier) in &multipliers.children {
            let whom = || concerns(scenario, &[*child], None);
            if !scenario.child(*child).in_scope() {
                self.fault("certificate-child", whom(), "a multiplier of a child who stays");
            } else if *multiplier < 0 && !self.ground.must_place(*child) && !facts.must_place(*child) {
                let found = format!("{multiplier} for a child who may be left without a place");
                self.fault("certificate-child", whom(), found);
            }
        }
        for (there, multiplier) in &multipliers.provisions {
            let whom = || concerns(scenario, &[], Some(Place::Provision(*there)));
            if self.ground.room(*there).is_none() {
                self.fault("certificate-provision", whom(), "a multiplier of a provision without a capacity");
            } else if *multiplier < 0 {
                self.fault("certificate-provision", whom(), format!("{multiplier}, but at least 0 is needed"));
            }
        }
        let before = self.before();
        for (level, weight) in &multipliers.levels {
            let whom = vec![level.word().to_owned()];
            if !before.contains(level) {
                self.fault("certificate-weight", whom, "a weight of a level that is not held before this one");
            } else if *weight < 0 {
                self.fault("certificate-weight", whom, format!("{weight}, but at least 0 is needed"));
            }
        }
    }

    /// The levels that are held.
    fn before(&self) -> Vec<LevelId> {
        let priorities = &self.ground.scenario.settings.priorities;
        priorities.iter().copied().take_while(|level| *level != self.level).collect()
    }

    /// Weights may be of either sign, of sets that units of one group can be.
    fn sets(&mut self, multipliers: &Multipliers) {
        let scenario = self.ground.scenario;
        let mut named: BTreeMap<GroupId, BTreeSet<ChildId>> = BTreeMap::new();
        for (set, _) in &multipliers.groups {
            let found = if set.len() < 2 {
                "a weight of a set that is not two siblings at least"
            } else if !set.is_sorted_by(|a, b| a < b) {
                "a weight of a set that is not in order, each child once"
            } else if !scenario.all_siblings(set) {
                "a weight of a set that is not of one sibling group"
            } else if set.iter().any(|child| !scenario.child(*child).in_scope()) {
                "a weight of a set with a child who stays"
            } else {
                if let Some(group) = scenario.child(set[0]).group {
                    named.entry(group).or_default().extend(set);
                }
                continue;
            };
            self.fault("certificate-group", concerns(scenario, set, None), found);
        }
        for children in named.into_values().filter(|children| children.len() > CERTIFICATE_SIBLINGS) {
            let found =
                format!("weights of sets of {} siblings, but {CERTIFICATE_SIBLINGS} is the most", children.len());
            self.fault("certificate-size", concerns(scenario, &children.into_iter().collect::<Vec<_>>(), None), found);
        }
    }

    /// Quotients are of sums of rows, each of which every lawful proposal keeps.
    fn quotients(&mut self, multipliers: &Multipliers) {
        let scenario = self.ground.scenario;
        let before = self.before();
        for quotient in &multipliers.quotients {
            let levels: BTreeSet<LevelId> = quotient.levels.iter().map(|(level, _)| *level).collect();
            let holds_any = |place: &Place| matches!(place, Place::Provision(id) if self.ground.room(*id).is_none());
            let found = if !quotient.children.is_sorted_by(|a, b| a < b) || !quotient.places.is_sorted_by(|a, b| a < b)
            {
                "a quotient whose children or places are not in order, each once".to_owned()
            } else if quotient.children.iter().any(|child| !scenario.child(*child).in_scope()) {
                "a quotient with a child who stays".to_owned()
            } else if quotient.places.iter().any(holds_any) {
                "a quotient with a provision without a capacity".to_owned()
            } else if levels.len() < quotient.levels.len() {
                "a quotient with a level twice".to_owned()
            } else if !levels.iter().all(|level| before.contains(level)) {
                "a quotient with a level that is not held before this one".to_owned()
            } else if let Some((level, times)) = quotient.levels.iter().find(|(_, times)| *times < 1) {
                format!("{} {times} times in a sum, but at least 1 is needed", level.word())
            } else if quotient.divisor < 2 {
                format!("a sum divided by {}, but at least 2 is needed", quotient.divisor)
            } else if quotient.number < 0 {
                format!("{} for a quotient, but at least 0 is needed", quotient.number)
            } else {
                continue;
            };
            self.fault(
                "certificate-quotient",
                concerns(scenario, &quotient.children, quotient.places.first().copied()),
                found,
            );
        }
        if multipliers.quotients.len() > CERTIFICATE_QUOTIENTS {
            let found = format!("{} quotients, but {CERTIFICATE_QUOTIENTS} is the most", multipliers.quotients.len());
            self.fault("certificate-size", Vec::new(), found);
        }
    }
}
