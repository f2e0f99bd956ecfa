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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    fn pair(out_of_area_ok: bool, home: Option<&str>, own: Option<&str>) -> Fixture {
        let authority = home.map(str::to_owned);
        let mut pair = Fixture::pair(|child| child.out_of_area_ok = out_of_area_ok, |home| home.authority = authority);
        pair.scenario.children[0].locality = pair.locality(None, own);
        pair
    }

    #[test]
    fn out_of_area_needs_a_yes() {
        for (ok, home, own, expected) in [
            (false, None, None, false),
            (false, None, Some("Leeds"), false),
            (false, Some("Leeds"), None, false),
            (false, Some("Leeds"), Some("Bradford"), false),
            (false, Some("Leeds"), Some("Leeds"), true),
            (false, Some(" LEEDS"), Some("Leeds"), true),
            (true, None, None, true),
            (true, Some("Leeds"), Some("Bradford"), true),
        ] {
            assert_eq!(pair(ok, home, own).holds(&Area), expected, "ok {ok}, home {home:?}, own {own:?}");
        }
    }

    #[test]
    fn says_both_authorities() {
        assert_eq!(pair(false, Some("Leeds"), Some("Bradford")).found(&Area), "in Leeds, must stay in Bradford");
        assert_eq!(pair(false, None, Some("Leeds")).found(&Area), "in an authority not known, must stay in Leeds");
    }
}
