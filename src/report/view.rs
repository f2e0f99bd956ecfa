//! What every part of a report looks up: who lives where, with whom, and how it is counted.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::open::{self, Row};
use crate::Findings;
use crate::domain::{Child, ChildId, Counts, Place, Placement, Proposal, ProvisionKind, Scenario, Sector};
use crate::explain::{ChildReasons, Unmet, Want};

/// The findings, with what is looked up again and again.
pub(crate) struct View<'f> {
    pub(crate) findings: &'f Findings,
    pub(crate) scenario: &'f Scenario,
    pub(crate) proposal: Side<'f>,
    pub(crate) baseline: Side<'f>,
    reasons: BTreeMap<ChildId, &'f ChildReasons>,
    open: OnceLock<Vec<Row<'f>>>,
}

/// One way to place the children: the proposal or the baseline.
pub(crate) struct Side<'f> {
    scenario: &'f Scenario,
    pub(crate) proposal: &'f Proposal,
    together: BTreeMap<Placement, Vec<ChildId>>,
    pub(crate) counts: Counts,
}

/// What becomes of a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    New,
    Moved,
    Stays,
    Unplaced,
}

impl Status {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Moved => "moved",
            Self::Stays => "stays",
            Self::Unplaced => "unplaced",
        }
    }
}

impl<'f> View<'f> {
    pub(crate) fn of(findings: &'f Findings) -> Self {
        let scenario = &findings.reading.scenario;
        Self {
            findings,
            scenario,
            proposal: Side::of(scenario, &findings.outcome.proposal),
            baseline: Side::of(scenario, &findings.baseline.proposal),
            reasons: findings.reasons.children.iter().map(|each| (each.child, each)).collect(),
            open: OnceLock::new(),
        }
    }

    /// The reasons for a child in scope.
    pub(crate) fn reasons(&self, child: ChildId) -> Option<&'f ChildReasons> {
        self.reasons.get(&child).copied()
    }

    /// Every want of a child that is not met, in the order of children, the most pressing want of each first.
    pub(crate) fn unmet(&self) -> impl Iterator<Item = (ChildId, &'f Unmet)> {
        let children = self.findings.reasons.children.iter();
        children.flat_map(|each| each.unmet.iter().chain(&each.further).map(|unmet| (each.child, unmet)))
    }

    /// The children of whom this want is not met; those about whom the same is to be said, together.
    pub(crate) fn unmet_of(&self, want: Want) -> Vec<(Vec<ChildId>, &'f Unmet)> {
        let mut all: Vec<(Vec<ChildId>, &Unmet)> = Vec::new();
        let mut known: BTreeMap<Said<'_>, usize> = BTreeMap::new();
        for (child, unmet) in self.unmet().filter(|(_, unmet)| unmet.wants.first() == Some(&want)) {
            let is_alone = unmet.about.len() <= 1;
            let at = if is_alone { all.len() } else { *known.entry(said(unmet)).or_insert(all.len()) };
            match all.get_mut(at) {
                Some((children, _)) => children.push(child),
                None => all.push((vec![child], unmet)),
            }
        }
        all
    }

    /// Whether what was found may be called a proposal.
    pub(crate) fn stands(&self) -> bool {
        self.findings.verdict.stands()
    }

    /// Who could live where: every child in scope, those with the fewest open places first.
    pub(crate) fn open(&self) -> &[Row<'f>] {
        self.open.get_or_init(|| open::rows(self.scenario, self.proposal.proposal))
    }

    /// What the result may be called.
    pub(crate) fn name_of_result(&self) -> &'static str {
        if self.stands() { "Proposal" } else { "Rejected result" }
    }

    pub(crate) fn name(&self, child: ChildId) -> &'f str {
        &self.scenario.child(child).reference
    }

    pub(crate) fn names(&self, children: &[ChildId]) -> Vec<&'f str> {
        children.iter().map(|child| self.name(*child)).collect()
    }
}

/// What is to be said about children who are asked for together: whom it is about, open homes, what closes the others.
type Said<'f> = (&'f [ChildId], usize, &'f [(&'static str, usize)]);

fn said(unmet: &Unmet) -> Said<'_> {
    (&unmet.about, unmet.open_homes, &unmet.closed_by)
}

impl<'f> Side<'f> {
    fn of(scenario: &'f Scenario, proposal: &'f Proposal) -> Self {
        let mut together: BTreeMap<Placement, Vec<ChildId>> = BTreeMap::new();
        for child in &scenario.children {
            if let Some(placement) = proposal.of(child.id) {
                together.entry(placement).or_default().push(child.id);
            }
        }
        Self { scenario, proposal, together, counts: Counts::of(scenario, proposal) }
    }

    /// Everybody else who would live in the child's home or unit.
    pub(crate) fn lives_with(&self, child: ChildId) -> Vec<ChildId> {
        let there = self.proposal.of(child).and_then(|placement| self.together.get(&placement));
        there.into_iter().flatten().copied().filter(|other| *other != child).collect()
    }

    /// Siblings with whom the plan is to be together and who would live elsewhere; at least one of each pair in scope.
    pub(crate) fn separated_from(&self, child: ChildId) -> Vec<ChildId> {
        let Some(group) = self.scenario.child(child).group else { return Vec::new() };
        let members = self.scenario.groups[group.index()].members.iter().copied();
        members.filter(|other| *other != child && self.is_split(child, *other)).collect()
    }

    pub(crate) fn is_split(&self, a: ChildId, b: ChildId) -> bool {
        self.proposal.splits(self.scenario, a, b)
    }

    pub(crate) fn status(&self, child: &Child) -> Status {
        match self.proposal.of(child.id) {
            None => Status::Unplaced,
            Some(_) if child.current.is_none() => Status::New,
            Some(there) if child.current == Some(there.place) => Status::Stays,
            Some(_) => Status::Moved,
        }
    }
}

/// Where children live, as head counts tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    InHouse,
    Kinship,
    Agency,
    OtherCouncil,
    Residential,
    Supported,
}

impl Kind {
    /// Every kind, in the order of bars and tables.
    pub(crate) const ALL: &'static [Self] =
        &[Self::InHouse, Self::Kinship, Self::Agency, Self::OtherCouncil, Self::Residential, Self::Supported];

    /// The word that style sheets know it by.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::InHouse => "in-house",
            Self::Kinship => "kinship",
            Self::Agency => "agency",
            Self::OtherCouncil => "other-council",
            Self::Residential => "residential",
            Self::Supported => "supported",
        }
    }

    /// What people call it.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::InHouse => "In-house carers",
            Self::Kinship => "Family and friends (kinship)",
            Self::Agency => "Independent fostering agency",
            Self::OtherCouncil => "Another council\u{2019}s carers",
            Self::Residential => "Residential care",
            Self::Supported => "Supported accommodation",
        }
    }

    pub(crate) fn of(scenario: &Scenario, place: Place) -> Self {
        match place {
            Place::Home(id) => match scenario.household(id).sector {
                Sector::InHouse => Self::InHouse,
                Sector::Kinship => Self::Kinship,
                Sector::Ifa => Self::Agency,
                Sector::OtherLa => Self::OtherCouncil,
            },
            Place::Provision(id) => match scenario.provision(id).kind {
                ProvisionKind::IfaFramework | ProvisionKind::IfaSpot => Self::Agency,
                ProvisionKind::Residential => Self::Residential,
                ProvisionKind::Supported => Self::Supported,
            },
        }
    }
}

/// Every child in scope once: each kind of place, then none.
pub(crate) fn by_kind(counts: &Counts) -> [(Option<Kind>, usize); 7] {
    [
        (Some(Kind::InHouse), counts.in_house - counts.kinship),
        (Some(Kind::Kinship), counts.kinship),
        (Some(Kind::Agency), counts.agency),
        (Some(Kind::OtherCouncil), counts.other_council),
        (Some(Kind::Residential), counts.residential),
        (Some(Kind::Supported), counts.supported),
        (None, counts.unplaced),
    ]
}
