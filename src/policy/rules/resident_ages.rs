//! Rule: the carers' own and other resident children suit the child.

use super::Rule;
use crate::domain::{Child, Companions, Household, Scenario, Years};
use crate::policy::About;

pub(super) struct ResidentAges;

impl Rule for ResidentAges {
    fn about(&self) -> &'static About {
        &About {
            id: "resident-ages",
            title: "Other children of the household",
            asks: "A solo child meets no resident child, an only-older child none younger than it, an only-younger \
                child none older.",
            because: "The impact on existing members of the household must be considered, and a referral says alongside \
                whom the child can live.",
            source: "National Minimum Standards for Fostering Services (2011), standard 15; National Placements Standard \
                (April 2026), column who_can_the_child_be_cared_for_alongside, \
                https://github.com/SocialCareData/standard",
        }
    }

    fn holds(&self, _: &Scenario, child: &Child, home: &Household) -> bool {
        home.resident_ages.iter().all(|resident| suits(child, *resident))
    }

    fn found(&self, _: &Scenario, child: &Child, home: &Household) -> String {
        let against: Vec<_> =
            home.resident_ages.iter().filter(|age| !suits(child, **age)).map(ToString::to_string).collect();
        let ages = against.join(", ");
        match child.companions {
            Companions::OnlyOlder => format!("only with older children, aged {}; resident aged {ages}", child.age),
            Companions::OnlyYounger => format!("only with younger children, aged {}; resident aged {ages}", child.age),
            _ => format!("must be the only child; resident aged {ages}"),
        }
    }
}

fn suits(child: &Child, resident: Years) -> bool {
    match child.companions {
        Companions::Solo => false,
        Companions::OnlyOlder => resident >= child.age,
        Companions::OnlyYounger => resident <= child.age,
        Companions::WithOthers | Companions::NoPreference => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    use Companions::{NoPreference, OnlyOlder, OnlyYounger, Solo, WithOthers};

    /// A child aged 8 now, and 9 at the end of the stay.
    fn pair(companions: Companions, residents: &[Years]) -> Fixture {
        let child = |child: &mut Child| (child.companions, child.age, child.age_end) = (companions, 8, 9);
        Fixture::pair(child, |home| home.resident_ages = residents.to_vec())
    }

    #[test]
    fn residents_of_the_same_age_are_neither_older_nor_younger() {
        for (companions, residents, expected) in [
            (Solo, &[][..], true),
            (Solo, &[0][..], false),
            (Solo, &[17][..], false),
            (OnlyOlder, &[][..], true),
            (OnlyOlder, &[7][..], false),
            (OnlyOlder, &[8][..], true),
            (OnlyOlder, &[9, 7][..], false),
            (OnlyOlder, &[9, 17][..], true),
            (OnlyYounger, &[][..], true),
            (OnlyYounger, &[8][..], true),
            (OnlyYounger, &[9][..], false),
            (OnlyYounger, &[0, 9][..], false),
            (OnlyYounger, &[0, 7][..], true),
            (WithOthers, &[][..], true),
            (WithOthers, &[0, 17][..], true),
            (NoPreference, &[0, 17][..], true),
        ] {
            assert_eq!(pair(companions, residents).holds(&ResidentAges), expected, "{companions} with {residents:?}");
        }
    }

    #[test]
    fn says_only_the_ages_that_stand_against_it() {
        let found = |companions| pair(companions, &[3, 8, 12]).found(&ResidentAges);
        assert_eq!(found(Solo), "must be the only child; resident aged 3, 8, 12");
        assert_eq!(found(OnlyOlder), "only with older children, aged 8; resident aged 3");
        assert_eq!(found(OnlyYounger), "only with younger children, aged 8; resident aged 12");
    }
}
