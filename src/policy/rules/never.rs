//! Rule: the service has not ruled the home out for the child.

use super::Rule;
use crate::domain::{Child, ExclusionPlan, Household, Scenario};
use crate::policy::About;

pub(super) struct Never;

impl Rule for Never {
    fn about(&self) -> &'static About {
        &About {
            id: "never",
            title: "Not ruled out",
            asks: "No exclusion says that the child must never live there; it closes even the child's present home.",
            because: "History, safeguarding or a court order can rule out a home, and only the service knows it.",
            source: "Children Act 1989, s22C(5) and s22(3)(a): the most appropriate placement, and the duty to safeguard \
                the child's welfare",
        }
    }

    fn holds(&self, scenario: &Scenario, child: &Child, home: &Household) -> bool {
        !scenario.excluded(child.id, home.id, ExclusionPlan::Never)
    }

    fn found(&self, scenario: &Scenario, child: &Child, home: &Household) -> String {
        let mut rows = scenario.exclusions.get(&(child.id, home.id)).into_iter().flatten();
        match rows.find(|each| each.plan == ExclusionPlan::Never).and_then(|each| each.reason.as_deref()) {
            Some(reason) => format!("ruled out: {reason}"),
            None => "ruled out, no reason recorded".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Exclusion;
    use crate::policy::fixture::Fixture;

    #[test]
    fn a_row_closes_this_home_to_this_child_only() {
        let mut pair = Fixture::pair(|_| (), |_| ());
        let (child, home) = (pair.scenario.children[0].id, pair.scenario.households[0].id);
        let (sibling, elsewhere) = (pair.child(|_| ()), pair.home(|_| ()));
        assert!(pair.holds(&Never), "no row");
        pair.exclude(child, elsewhere, ExclusionPlan::Never);
        pair.exclude(sibling, home, ExclusionPlan::Never);
        assert!(pair.holds(&Never), "rows of other pairs");
        pair.exclude(child, home, ExclusionPlan::Kin);
        assert!(pair.holds(&Never), "kin is no exclusion");
        pair.exclude(child, home, ExclusionPlan::Never);
        assert!(!pair.holds(&Never), "kin and never at once");
    }

    #[test]
    fn says_the_reason_recorded() {
        let mut pair = Fixture::pair(|_| (), |_| ());
        let ids = (pair.scenario.children[0].id, pair.scenario.households[0].id);
        for (reason, expected) in
            [(None, "ruled out, no reason recorded"), (Some("court order"), "ruled out: court order")]
        {
            let row = Exclusion { plan: ExclusionPlan::Never, reason: reason.map(str::to_owned) };
            pair.scenario.exclusions.insert(ids, [row].into());
            assert_eq!(pair.found(&Never), expected);
        }
    }
}
