//! Rule: a kinship home takes only its own.

use super::Rule;
use crate::domain::{Child, Household, Scenario, Sector};
use crate::policy::About;

pub(super) struct KinshipNamed;

impl Rule for KinshipNamed {
    fn about(&self) -> &'static About {
        &About {
            id: "kinship-named",
            title: "Kinship homes take their own",
            asks: "The home is not a kinship home, or it names the child, or the carers are recorded as the child's \
                kin.",
            because: "Connected persons are assessed and approved for a particular child whom they know.",
            source: "Children Act 1989, s22C(6)(a); Care Planning, Placement and Case Review (England) Regulations 2010, \
                reg 24",
        }
    }

    fn holds(&self, scenario: &Scenario, child: &Child, home: &Household) -> bool {
        home.sector != Sector::Kinship || scenario.is_kin(child.id, home.id)
    }

    fn found(&self, _: &Scenario, _: &Child, _: &Household) -> String {
        "a kinship home for other children".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    use crate::domain::ExclusionPlan::{self, Kin, Never};

    fn pair(sector: Sector, named: bool, row: Option<ExclusionPlan>) -> Fixture {
        let mut pair = Fixture::pair(|_| (), |home| home.sector = sector);
        let (child, home) = (pair.scenario.children[0].id, pair.scenario.households[0].id);
        if named {
            pair.scenario.households[0].named_children.insert(child);
        }
        if let Some(row) = row {
            pair.exclude(child, home, row);
        }
        pair
    }

    #[test]
    fn kinship_homes_take_named_children_and_kin() {
        for (named, row, expected) in [
            (false, None, false),
            (false, Some(Never), false),
            (true, None, true),
            (false, Some(Kin), true),
            (true, Some(Kin), true),
        ] {
            assert_eq!(pair(Sector::Kinship, named, row).holds(&KinshipNamed), expected, "named {named}, row {row:?}");
            for sector in [Sector::InHouse, Sector::Ifa, Sector::OtherLa] {
                assert!(pair(sector, named, row).holds(&KinshipNamed), "{sector}");
            }
        }
    }

    #[test]
    fn a_home_that_names_another_child_is_closed() {
        let mut pair = pair(Sector::Kinship, false, None);
        let other = pair.child(|_| ());
        pair.scenario.households[0].named_children.insert(other);
        assert!(!pair.holds(&KinshipNamed));
    }
}
