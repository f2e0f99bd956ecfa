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
