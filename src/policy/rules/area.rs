//! Rule: the home is within the authority of the child's home, unless elsewhere is agreed.

use super::Rule;
use crate::domain::{Child, Household, Scenario};
use crate::policy::{About, same_text};

pub(super) struct Area;

impl Rule for Area {
    fn about(&self) -> &'static About {
        &About {
            id: "area",
            title: "Within the authority's area",
            asks: "The child may live outside the area of the home authority, or the home is in it; an authority that \
                is not known does not count as the same.",
            because: "A placement is to be within the authority's area unless that is not reasonably practicable, and one \
                outside it has to be approved.",
            source: "Children Act 1989, s22C(9); Care Planning, Placement and Case Review (England) Regulations 2010, reg \
                11, as amended by SI 2013/3239",
        }
    }

    fn holds(&self, scenario: &Scenario, child: &Child, home: &Household) -> bool {
        child.out_of_area_ok
            || match (&home.authority, &scenario.locality(child.locality).authority) {
                (Some(there), Some(own)) => same_text(there, own),
                _ => false,
            }
    }

    fn found(&self, scenario: &Scenario, child: &Child, home: &Household) -> String {
        let known =
            |authority: &Option<String>| authority.clone().unwrap_or_else(|| "an authority not known".to_owned());
        format!("in {}, must stay in {}", known(&home.authority), known(&scenario.locality(child.locality).authority))
    }
}
