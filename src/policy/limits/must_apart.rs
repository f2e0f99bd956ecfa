//! Limit: children who must live apart do.

use super::joint::Family;
use super::{Choice, Inequality, Joint, Limit};
use crate::domain::{ChildId, Household, Plan, Scenario};
use crate::policy::About;

/// `must-apart` of the contract.
pub(super) struct MustApart;

/// The first pair among these who must live apart.
fn first_pair(scenario: &Scenario, everyone: &[ChildId]) -> Option<(ChildId, ChildId)> {
    if scenario.relations.is_empty() {
        return None;
    }
    everyone.iter().enumerate().find_map(|(i, a)| {
        let other = everyone[i + 1..].iter().find(|b| scenario.plan(*a, **b) == Plan::MustApart)?;
        Some((*a, *other))
    })
}

impl Limit for MustApart {
    fn about(&self) -> &'static About {
        &About {
            id: "must-apart",
            title: "Children who must live apart",
            asks: "No two children planned must_apart live in the same home or unit.",
            because: "An assessment found that living together would harm one of them.",
            source: "Fostering Services: National Minimum Standards (2011), standard 15 (impact on the household); \
                     CoramBAAF, Together or Apart (assessing siblings); the two children's plans",
        }
    }

    fn breach(&self, scenario: &Scenario, _home: &Household, everyone: &[ChildId]) -> Option<String> {
        self.unit_breach(scenario, everyone)
    }

    fn unit_breach(&self, scenario: &Scenario, everyone: &[ChildId]) -> Option<String> {
        let (a, b) = first_pair(scenario, everyone)?;
        Some(format!("{} and {} must live apart", scenario.child(a).reference, scenario.child(b).reference))
    }

    fn inequalities(&self, joint: &Joint<'_>) -> Vec<Inequality> {
        let scenario = joint.scenario;
        if joint.most_units < 2 {
            return Vec::new();
        }
        let apart = scenario.relations.iter().filter(|(_, relation)| relation.plan == Plan::MustApart);
        apart
            .filter(|((a, b), _)| Family::of(scenario, *a) != Family::of(scenario, *b))
            .filter_map(|((a, b), _)| {
                let holds = |child| joint.units.iter().any(|unit| unit.children.contains(child));
                (holds(a) && holds(b)).then(|| {
                    let either = |unit: &Vec<ChildId>| unit.contains(a) || unit.contains(b);
                    let units = joint.units.iter().enumerate().filter(|(_, unit)| either(&unit.children));
                    Inequality { terms: units.map(|(unit, _)| (1, Choice::Unit(unit))).collect(), at_most: 1 }
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Place;
    use crate::policy::fixture::Fixture;

    #[test]
    fn no_such_pair_lives_together_siblings_or_not() {
        let mut fixture = Fixture::new();
        let siblings = fixture.siblings(&[8, 8, 8]);
        let other = fixture.child(|_| ());
        let home = fixture.home(|_| ());
        fixture.plan(siblings[0], siblings[2], Plan::MustApart);
        fixture.plan(other, siblings[1], Plan::MustApart);
        fixture.plan(other, siblings[2], Plan::ShouldApart);
        let lawful = |everyone: &[ChildId]| {
            assert_eq!(
                fixture.breach(&MustApart, home, everyone).is_none(),
                MustApart.unit_breach(&fixture.scenario, everyone).is_none()
            );
            fixture.breach(&MustApart, home, everyone).is_none()
        };
        assert!(lawful(&[]));
        assert!(lawful(&siblings[..2]));
        assert!(lawful(&siblings[1..]));
        assert!(!lawful(&siblings));
        assert!(!lawful(&[siblings[1], other]));
        assert!(lawful(&[siblings[2], other]), "should_apart is a level, not a limit");
    }

    #[test]
    fn those_who_stay_are_bound_too() {
        let mut fixture = Fixture::new();
        let home = fixture.home(|_| ());
        let stays = fixture.child(|child| child.current = Some(Place::Home(home)));
        let comes = fixture.child(|_| ());
        fixture.plan(stays, comes, Plan::MustApart);
        assert!(fixture.breach(&MustApart, home, &[stays, comes]).is_some());
    }
}
