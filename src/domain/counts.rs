//! A proposal in head counts.

use super::{PencePerWeek, Place, Placement, Proposal, ProvisionKind, Scenario, Sector};

/// Children in scope by where they would live, and siblings by whether they would live together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Counts {
    /// Children in scope.
    pub children: usize,
    /// Children in scope with a place.
    pub placed: usize,
    /// Placed in an in-house or kinship home.
    pub in_house: usize,
    /// Of those in-house, in a kinship home.
    pub kinship: usize,
    /// Placed with an independent fostering agency, a known home or not.
    pub agency: usize,
    /// Placed with another council's carers.
    pub other_council: usize,
    /// Placed in residential care.
    pub residential: usize,
    /// Placed in supported accommodation.
    pub supported: usize,
    /// Without a place.
    pub unplaced: usize,
    /// Children who have a home and would leave it.
    pub moved: usize,
    /// Sibling groups with somebody in scope.
    pub sibling_groups: usize,
    /// Of those, groups with no pair apart that is planned to be together.
    pub groups_together: usize,
    /// Sibling pairs apart that are planned to be together.
    pub pairs_separated: usize,
    /// What the placed children in scope cost.
    pub weekly_cost_pence: i64,
}

impl Counts {
    /// Counts a proposal.
    pub fn of(scenario: &Scenario, proposal: &Proposal) -> Self {
        let mut counts = Self::default();
        for child in scenario.in_scope() {
            let there = proposal.of(child.id);
            counts.children += 1;
            counts.moved += usize::from(child.current.is_some() && child.current != there.map(|each| each.place));
            match there {
                None => counts.unplaced += 1,
                Some(there) => counts.place(scenario, there),
            }
        }
        counts.in_house += counts.kinship;
        for group in &scenario.groups {
            let members = &group.members;
            if members.iter().any(|child| scenario.child(*child).in_scope()) {
                let pairs =
                    members.iter().enumerate().flat_map(|(i, a)| members[i + 1..].iter().map(move |b| (*a, *b)));
                let split = pairs.filter(|(a, b)| proposal.splits(scenario, *a, *b)).count();
                counts.sibling_groups += 1;
                counts.groups_together += usize::from(split == 0);
                counts.pairs_separated += split;
            }
        }
        counts
    }

    fn place(&mut self, scenario: &Scenario, there: Placement) {
        self.placed += 1;
        self.weekly_cost_pence += scenario.weekly_cost(there.place).0;
        let count = match there.place {
            Place::Home(id) => match scenario.household(id).sector {
                Sector::InHouse => &mut self.in_house,
                Sector::Kinship => &mut self.kinship,
                Sector::Ifa => &mut self.agency,
                Sector::OtherLa => &mut self.other_council,
            },
            Place::Provision(id) => match scenario.provision(id).kind {
                ProvisionKind::IfaFramework | ProvisionKind::IfaSpot => &mut self.agency,
                ProvisionKind::Residential => &mut self.residential,
                ProvisionKind::Supported => &mut self.supported,
            },
        };
        *count += 1;
    }

    /// What the placed children in scope cost a week.
    pub fn weekly_cost(&self) -> PencePerWeek {
        PencePerWeek(self.weekly_cost_pence)
    }
}
