//! Level: siblings who would live apart, and children together who should not.

use super::Level;
use crate::domain::{ChildId, LevelId, Place, Plan, Proposal, Scenario};
use crate::policy::About;

/// `separated` of the contract.
pub(super) struct Separated;

/// Whether a pair counts if it lives apart: siblings to live together, one of them at least in scope.
fn is_wanted(scenario: &Scenario, a: ChildId, b: ChildId) -> bool {
    any_in_scope(scenario, a, b)
        && scenario.are_siblings(a, b)
        && matches!(scenario.plan(a, b), Plan::PreferTogether | Plan::MustTogether)
}

/// Whether a pair counts if it lives together: better apart, one of them at least in scope.
fn is_unwanted(scenario: &Scenario, a: ChildId, b: ChildId) -> bool {
    any_in_scope(scenario, a, b) && scenario.plan(a, b) == Plan::ShouldApart
}

fn any_in_scope(scenario: &Scenario, a: ChildId, b: ChildId) -> bool {
    scenario.child(a).in_scope() || scenario.child(b).in_scope()
}

/// Every two of these.
fn pairs(children: &[ChildId]) -> impl Iterator<Item = (ChildId, ChildId)> + '_ {
    children.iter().enumerate().flat_map(|(i, a)| children[i + 1..].iter().map(|b| (*a, *b)))
}

/// Every two siblings who are to live together.
fn wanted(scenario: &Scenario) -> impl Iterator<Item = (ChildId, ChildId)> + '_ {
    scenario.groups.iter().flat_map(|group| pairs(&group.members)).filter(|(a, b)| is_wanted(scenario, *a, *b))
}

impl Level for Separated {
    fn about(&self) -> &'static About {
        &About {
            id: "separated",
            title: "Siblings separated",
            asks: "As few pairs of siblings as possible who are to be together live apart or lack a place, and as few \
                   pairs as possible who should be apart live together.",
            because: "Siblings are placed together unless an assessment says otherwise.",
            source: "Children Act 1989, s.22C(8)(c); CoramBAAF, Together or Apart (the plan for two siblings)",
        }
    }

    fn id(&self) -> LevelId {
        LevelId::Separated
    }

    fn unit(&self) -> &'static str {
        "pairs"
    }

    fn count(&self, scenario: &Scenario, proposal: &Proposal) -> i64 {
        let apart = wanted(scenario).filter(|(a, b)| !proposal.together(*a, *b)).count();
        let together = scenario
            .relations
            .keys()
            .filter(|(a, b)| is_unwanted(scenario, *a, *b) && proposal.together(*a, *b))
            .count();
        super::whole(apart) + super::whole(together)
    }

    fn constant(&self, scenario: &Scenario) -> i64 {
        super::whole(wanted(scenario).count())
    }

    fn charge(&self, scenario: &Scenario, unit: &[ChildId], _place: Place, staying: &[ChildId]) -> i64 {
        let with_those_who_stay = unit.iter().flat_map(|a| staying.iter().map(|b| (*a, *b)));
        pairs(unit)
            .chain(with_those_who_stay)
            .map(|(a, b)| i64::from(is_unwanted(scenario, a, b)) - i64::from(is_wanted(scenario, a, b)))
            .sum()
    }

    fn pair_charge(&self, scenario: &Scenario, a: ChildId, b: ChildId) -> i64 {
        i64::from(!scenario.are_siblings(a, b) && is_unwanted(scenario, a, b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Placement;
    use crate::policy::fixture::Fixture;

    /// What three siblings and a stranger count if each lives in the home of this number, or nowhere.
    fn value(change: impl FnOnce(&mut Fixture, &[ChildId]), homes: [Option<usize>; 4]) -> i64 {
        let mut fixture = Fixture::new();
        let mut all = fixture.siblings(&[8, 8, 8]);
        all.push(fixture.child(|_| ()));
        let ids = [fixture.home(|_| ()), fixture.home(|_| ())];
        change(&mut fixture, &all);
        let placements = homes.iter().map(|home| home.map(|home| Placement::home(ids[home]))).collect();
        Separated.count(&fixture.scenario, &Proposal { placements })
    }

    #[test]
    fn each_pair_of_siblings_apart_counts_and_unplaced_is_apart() {
        let nothing = |_: &mut Fixture, _: &[ChildId]| ();
        assert_eq!(value(nothing, [Some(0), Some(0), Some(0), None]), 0);
        assert_eq!(value(nothing, [Some(0), Some(0), Some(1), Some(1)]), 2);
        assert_eq!(value(nothing, [Some(0), Some(1), None, None]), 3);
        assert_eq!(value(nothing, [None; 4]), 3);
    }

    #[test]
    fn the_plan_decides_what_counts() {
        let plan = |plan: Plan| move |fixture: &mut Fixture, all: &[ChildId]| fixture.plan(all[0], all[1], plan);
        let apart = [Some(0), Some(1), Some(1), None];
        let together = [Some(0), Some(0), Some(0), None];
        for (word, when_apart, when_together) in [
            (Plan::MustTogether, 2, 0),
            (Plan::PreferTogether, 2, 0),
            (Plan::NoPlan, 1, 0),
            (Plan::ShouldApart, 1, 1),
            (Plan::MustApart, 1, 0),
        ] {
            assert_eq!(value(plan(word), apart), when_apart, "{word}");
            assert_eq!(value(plan(word), together), when_together, "{word}");
        }
    }

    #[test]
    fn strangers_count_where_they_should_be_apart_and_are_not() {
        let plan = |plan: Plan| move |fixture: &mut Fixture, all: &[ChildId]| fixture.plan(all[0], all[3], plan);
        assert_eq!(value(plan(Plan::ShouldApart), [Some(0); 4]), 1);
        assert_eq!(value(plan(Plan::ShouldApart), [None; 4]), 3, "two who are unplaced do not live together");
        assert_eq!(value(plan(Plan::PreferTogether), [Some(0), Some(0), Some(0), None]), 0);
    }

    #[test]
    fn a_pair_of_whom_nobody_is_in_scope_counts_nothing() {
        let stay = |count: usize| {
            move |fixture: &mut Fixture, all: &[ChildId]| {
                for child in &all[..count] {
                    let home = fixture.scenario.households[0].id;
                    fixture.scenario.children[child.index()].current = Some(Place::Home(home));
                }
            }
        };
        assert_eq!(value(stay(2), [Some(0), Some(1), Some(0), None]), 1);
        assert_eq!(value(stay(3), [Some(0), Some(1), Some(0), None]), 0);
    }
}
