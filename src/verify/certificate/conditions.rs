//! What a certificate must be before anything follows from it.

use std::collections::BTreeSet;

use super::ground::Ground;
use super::leaf::{Case, Facts};
use crate::domain::{Branch, Certificate, ChildId, LevelId, Multipliers, Place};
use crate::verify::{Findings, concerns};

/// The cases of a certificate, each with its multipliers; faults where it is not in order.
pub(super) fn cases<'c>(ground: &Ground<'_>, certificate: &'c Certificate, findings: &mut Findings) -> Vec<Case<'c>> {
    let mut reader = Reader { ground, level: certificate.level, findings, cases: Vec::new() };
    if !ground.scenario.settings.priorities.contains(&certificate.level) {
        reader.fault("certificate-level", Vec::new(), "the level is not among the priorities");
        return Vec::new();
    }
    reader.branch(&certificate.proof, &Facts::default());
    reader.cases
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
                    self.cases.push(Case { level: self.level, multipliers, facts: facts.clone() });
                }
            }
            Branch::Cases { child, place, inside, outside } => {
                if self.is_a_question(*child, *place, facts) {
                    let mut there = facts.clone();
                    there.inside.insert(*child, *place);
                    self.branch(inside, &there);
                    let mut elsewhere = facts.clone();
                    elsewhere.outside.insert((*child, *place));
                    self.branch(outside, &elsewhere);
                }
            }
        }
    }

    /// Whether the child could live there, and could live elsewhere or nowhere, as far as is known.
    fn is_a_question(&mut self, child: ChildId, place: Place, facts: &Facts) -> bool {
        let scenario = self.ground.scenario;
        let known_place = match place {
            Place::Home(id) => id.index() < scenario.households.len(),
            Place::Provision(id) => id.index() < scenario.provisions.len(),
        };
        if child.index() >= scenario.children.len() || !known_place {
            let found = format!("a case asks whether {child:?} lives in {place:?}");
            self.fault("certificate-unknown", Vec::new(), found);
            return false;
        }
        let open = self.ground.open_to(place).binary_search(&child).is_ok();
        let found = if !open {
            "the place is not open to the child"
        } else if facts.is_inside(child) || !facts.allow(child, place) {
            "a case before it has said so already"
        } else {
            return true;
        };
        self.fault("certificate-case", concerns(scenario, &[child], Some(place)), found);
        false
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
        self.findings.faults.len() == before
    }

    /// Weak duality needs the multipliers of what may be left undone to be at least nothing.
    fn signs(&mut self, multipliers: &Multipliers, facts: &Facts) {
        let scenario = self.ground.scenario;
        for (child, multiplier) in &multipliers.children {
            let whom = || concerns(scenario, &[*child], None);
            if !scenario.child(*child).in_scope() {
                self.fault("certificate-child", whom(), "a multiplier of a child who stays");
            } else if *multiplier < 0 && !self.ground.must_place(*child) && !facts.is_inside(*child) {
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
        let priorities = &scenario.settings.priorities;
        let before: Vec<LevelId> = priorities.iter().copied().take_while(|level| *level != self.level).collect();
        for (level, weight) in &multipliers.levels {
            let whom = vec![level.word().to_owned()];
            if !before.contains(level) {
                self.fault("certificate-weight", whom, "a weight of a level that is not held before this one");
            } else if *weight < 0 {
                self.fault("certificate-weight", whom, format!("{weight}, but at least 0 is needed"));
            }
        }
    }
}
