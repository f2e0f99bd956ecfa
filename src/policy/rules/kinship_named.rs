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
