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
            because: "The impact on existing members of the household must be considered, and the National Placements \
                Standard says alongside whom a child can live.",
            source: "National Minimum Standards for Fostering Services (2011), standard 15; National Placements Standard \
                (2026), field livingCompanions, https://github.com/SocialCareData/standard",
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
