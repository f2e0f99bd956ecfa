//! Limit: siblings who must stay together do.

use super::joint::names;
use super::{Inequality, Joint, Limit};
use crate::domain::{ChildId, Household, Plan, Scenario};
use crate::policy::About;

/// `must-together` of the contract. All who are joined by a chain of plans live together or none is placed; so it is
/// enough that no plan leads out of the home. A sibling who stays elsewhere neither binds nor joins.
///
/// Linear: nothing, as units that break it are never offered, and siblings come as one unit.
pub(super) struct MustTogether;

/// The first child here, and its siblings in scope elsewhere with whom it must live.
fn first_torn(scenario: &Scenario, everyone: &[ChildId]) -> Option<(ChildId, Vec<ChildId>)> {
    if scenario.relations.is_empty() {
        return None;
    }
    everyone.iter().copied().filter(|child| scenario.child(*child).in_scope()).find_map(|child| {
        let group = scenario.child(child).group?;
        let missing: Vec<ChildId> = scenario.groups[group.index()]
            .members
            .iter()
            .copied()
            .filter(|other| !everyone.contains(other) && scenario.child(*other).in_scope())
            .filter(|other| scenario.plan(child, *other) == Plan::MustTogether)
            .collect();
        (!missing.is_empty()).then_some((child, missing))
    })
}

impl Limit for MustTogether {
    fn about(&self) -> &'static About {
        &About {
            id: "must-together",
            title: "Siblings who must stay together",
            asks: "Siblings planned must_together, and all whom such plans join, are in the same home or unit, or none \
                   of them is placed.",
            because: "Their assessment found that they need each other more than an early place.",
            source: "Children Act 1989, s.22C(8)(c) (siblings to live together, so far as reasonably practicable); \
                     CoramBAAF, Together or Apart; the siblings' plans",
        }
    }

    fn breach(&self, scenario: &Scenario, _home: &Household, everyone: &[ChildId]) -> Option<String> {
        self.unit_breach(scenario, everyone)
    }

    fn unit_breach(&self, scenario: &Scenario, everyone: &[ChildId]) -> Option<String> {
        let (child, missing) = first_torn(scenario, everyone)?;
        Some(format!("{} without {}", scenario.child(child).reference, names(scenario, missing)))
    }

    /// A part of siblings who must be together is not lawful, though the whole is.
    fn is_hereditary(&self) -> bool {
        false
    }

    fn inequalities(&self, _joint: &Joint<'_>) -> Vec<Inequality> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Place;
    use crate::policy::fixture::Fixture;

    /// Four siblings, of whom the first three are joined by two plans.
    fn chain() -> (Fixture, Vec<ChildId>) {
        let mut fixture = Fixture::new();
        let siblings = fixture.siblings(&[8, 8, 8, 8]);
        fixture.home(|_| ());
        fixture.plan(siblings[0], siblings[1], Plan::MustTogether);
        fixture.plan(siblings[1], siblings[2], Plan::MustTogether);
        (fixture, siblings)
    }

    fn lawful(fixture: &Fixture, everyone: &[ChildId]) -> bool {
        MustTogether.unit_breach(&fixture.scenario, everyone).is_none()
    }

    #[test]
    fn a_chain_of_plans_is_all_in_or_all_out() {
        let (fixture, siblings) = chain();
        let home = fixture.scenario.households[0].id;
        assert!(fixture.breach(&MustTogether, home, &siblings[..2]).is_some());
        assert!(lawful(&fixture, &[]));
        assert!(lawful(&fixture, &siblings[3..]));
        assert!(lawful(&fixture, &siblings[..3]));
        assert!(lawful(&fixture, &siblings));
        for torn in [vec![0], vec![1], vec![2], vec![0, 1], vec![1, 2], vec![0, 2], vec![0, 2, 3]] {
            let everyone: Vec<ChildId> = torn.into_iter().map(|i| siblings[i]).collect();
            assert!(!lawful(&fixture, &everyone), "{everyone:?}");
        }
    }

    #[test]
    fn a_sibling_who_stays_neither_binds_nor_joins() {
        let (mut fixture, siblings) = chain();
        let home = fixture.home(|_| ());
        fixture.scenario.children[siblings[1].index()].current = Some(Place::Home(home));
        assert!(lawful(&fixture, &siblings[..1]));
        assert!(lawful(&fixture, &siblings[2..3]));
        assert!(lawful(&fixture, &siblings[1..2]), "the one who stays may be without the others");
        fixture.scenario.children[siblings[1].index()].may_move = true;
        assert!(!lawful(&fixture, &siblings[1..2]), "one who may move may not");
    }
}
