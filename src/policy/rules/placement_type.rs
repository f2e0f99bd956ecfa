//! Rule: the carers are approved for the kind of placement.

use super::Rule;
use crate::domain::{Child, Household, Scenario, Sector};
use crate::policy::About;

pub(super) struct PlacementType;

impl Rule for PlacementType {
    fn about(&self) -> &'static About {
        &About {
            id: "placement-type",
            title: "Kind of placement within approval",
            asks: "The kind of placement the child needs is among those the carers are approved for; kinship homes are \
                exempt.",
            because: "Emergency, long-term, remand or parent and child placements each ask something else of a household; \
                connected persons are approved for a child, not for a kind.",
            source: "Fostering Services (England) Regulations 2011, reg 27(5)(a): terms of approval; connected persons: \
                Care Planning, Placement and Case Review (England) Regulations 2010, reg 24",
        }
    }

    fn holds(&self, _: &Scenario, child: &Child, home: &Household) -> bool {
        home.sector == Sector::Kinship || home.placement_types.contains(&child.placement_type)
    }

    fn found(&self, _: &Scenario, child: &Child, home: &Household) -> String {
        let approved: Vec<_> = home.placement_types.iter().map(|each| each.word()).collect();
        let approved = if approved.is_empty() { "none".to_owned() } else { approved.join(", ") };
        format!("needs {}, approved for {approved}", child.placement_type)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    use crate::domain::{ExclusionPlan, PlacementType as Kind};

    fn pair(sector: Sector, approved: &[Kind]) -> Fixture {
        Fixture::pair(
            |child| child.placement_type = Kind::Remand,
            |home| {
                home.sector = sector;
                home.placement_types = approved.iter().copied().collect();
            },
        )
    }

    #[test]
    fn the_kind_is_approved_or_the_home_is_kinship() {
        for (sector, approved, expected) in [
            (Sector::InHouse, &[][..], false),
            (Sector::Kinship, &[][..], true),
            (Sector::InHouse, &[Kind::ShortTerm, Kind::LongTerm][..], false),
            (Sector::Ifa, &[Kind::ShortTerm][..], false),
            (Sector::OtherLa, &[Kind::ShortTerm][..], false),
            (Sector::Kinship, &[Kind::ShortTerm][..], true),
            (Sector::InHouse, &[Kind::Remand][..], true),
            (Sector::Ifa, &[Kind::ShortTerm, Kind::Remand][..], true),
        ] {
            assert_eq!(pair(sector, approved).holds(&PlacementType), expected, "remand, {sector}, {approved:?}");
        }
    }

    #[test]
    fn a_kin_row_exempts_no_mainstream_home() {
        let mut pair = pair(Sector::InHouse, &[Kind::ShortTerm]);
        pair.exclude(pair.scenario.children[0].id, pair.scenario.households[0].id, ExclusionPlan::Kin);
        assert!(!pair.holds(&PlacementType));
    }

    #[test]
    fn says_what_is_needed_and_approved() {
        let found = |approved| pair(Sector::InHouse, approved).found(&PlacementType);
        assert_eq!(found(&[Kind::ShortTerm, Kind::LongTerm]), "needs remand, approved for short_term, long_term");
        assert_eq!(found(&[]), "needs remand, approved for none");
    }
}
