//! Rule: the carers are approved for children of this sex.

use super::Rule;
use crate::domain::{self, Child, Household, Scenario, Sexes};
use crate::policy::About;

pub(super) struct Sex;

impl Rule for Sex {
    fn about(&self) -> &'static About {
        &About {
            id: "sex",
            title: "Sex within approval",
            asks: "The carers are approved for any sex, or for the child's; a child whose sex is not known needs carers \
                approved for any.",
            because: "Terms of approval may name one sex, often for the sake of other children in the household.",
            source: "Fostering Services (England) Regulations 2011, reg 27(5)(a): terms of approval; Doncaster, Change to \
                the Foster Carers' Terms of Approval (approved for girls only, a boy proposed), \
                https://doncastercs.trixonline.co.uk/chapter/change-to-the-foster-carers-terms-of-approval",
        }
    }

    fn holds(&self, _: &Scenario, child: &Child, home: &Household) -> bool {
        match home.sexes {
            Sexes::Any => true,
            Sexes::M => child.sex == domain::Sex::M,
            Sexes::F => child.sex == domain::Sex::F,
        }
    }

    fn found(&self, _: &Scenario, child: &Child, home: &Household) -> String {
        let sex = if child.sex == domain::Sex::U { "not known" } else { child.sex.word() };
        format!("sex {sex}, approved for {}", home.sexes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    #[test]
    fn unknown_sex_needs_carers_approved_for_any() {
        use domain::Sex::{F, M, U};
        for (sex, sexes, expected) in [
            (U, Sexes::Any, true),
            (U, Sexes::M, false),
            (U, Sexes::F, false),
            (M, Sexes::Any, true),
            (M, Sexes::M, true),
            (M, Sexes::F, false),
            (F, Sexes::Any, true),
            (F, Sexes::M, false),
            (F, Sexes::F, true),
        ] {
            let pair = Fixture::pair(|child| child.sex = sex, |home| home.sexes = sexes);
            assert_eq!(pair.holds(&Sex), expected, "{sex} with carers approved for {sexes}");
        }
    }

    #[test]
    fn says_sex_and_approval() {
        let found = |sex| Fixture::pair(|child| child.sex = sex, |home| home.sexes = Sexes::F).found(&Sex);
        assert_eq!(found(domain::Sex::M), "sex M, approved for F");
        assert_eq!(found(domain::Sex::U), "sex not known, approved for F");
    }
}
