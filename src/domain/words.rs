//! Closed lists of words: what a cell may say.

use std::fmt;

/// Declares an enum whose variants are the words of a column, so that reading and printing cannot drift apart.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* #[doc = concat!("`", $word, "` in files.")] $variant),+ }

        impl $name {
            /// Every word, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as files spell it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads a word in any case; spaces and hyphens count as `_`.
            pub fn read(text: &str) -> Option<Self> {
                // As files spell it, nothing need be copied.
                Self::ALL.iter().copied().find(|each| each.word() == text).or_else(|| {
                    let text = text.trim().to_lowercase().replace([' ', '-'], "_");
                    Self::ALL.iter().copied().find(|each| each.word().to_lowercase() == text)
                })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

words!(
    /// A child's recorded sex. `U` (unknown) fails homes approved for one sex and never shares "of one sex".
    Sex { M = "M", F = "F", U = "U" }
);
words!(
    /// The sexes a household is approved for.
    Sexes { Any = "any", M = "M", F = "F" }
);
words!(
    /// The kind of placement a child needs and a household is approved for (`domain.md` 2.3).
    PlacementType {
        Emergency = "emergency",
        ShortTerm = "short_term",
        LongTerm = "long_term",
        ShortBreaks = "short_breaks",
        ParentAndChild = "parent_and_child",
        Remand = "remand",
        FosteringForAdoption = "fostering_for_adoption",
    }
);
words!(
    /// When the placement is needed (National Placements Standard: Today, < 5 days, > 5 days).
    Urgency { Today = "today", Within5Days = "within_5_days", Over5Days = "over_5_days" }
);
words!(
    /// Who a child can live alongside (National Placements Standard `livingCompanions`).
    Companions {
        Solo = "solo",
        WithOthers = "with_others",
        OnlyOlder = "only_older",
        OnlyYounger = "only_younger",
        NoPreference = "no_preference",
    }
);
words!(
    /// Whether a child can live with pets.
    Pets { Must = "must", Can = "can", No = "no", NotKnown = "not_known" }
);
words!(
    /// How well a kind of care suits a child.
    Suitability { Preferred = "preferred", Suitable = "suitable", Unsuitable = "unsuitable" }
);
words!(
    /// Who runs a household.
    Sector {
        /// The council's own carers.
        InHouse = "in_house",
        /// Family and friends, for named children only.
        Kinship = "kinship",
        /// An independent fostering agency.
        Ifa = "ifa",
        /// Another council's carers.
        OtherLa = "other_la",
    }
);
words!(
    /// Whether a household can take anyone.
    Status { Available = "available", OnHold = "on_hold", NotAvailable = "not_available" }
);
words!(
    /// The plan for two children.
    Plan {
        MustTogether = "must_together",
        PreferTogether = "prefer_together",
        NoPlan = "no_plan",
        ShouldApart = "should_apart",
        MustApart = "must_apart",
    }
);
words!(
    /// The plan for a child and a household.
    ExclusionPlan {
        /// The child must not live there.
        Never = "never",
        /// The carers are connected persons of the child.
        Kin = "kin",
    }
);
words!(
    /// A kind of placement that is not a known home.
    ProvisionKind {
        IfaFramework = "ifa_framework",
        IfaSpot = "ifa_spot",
        Residential = "residential",
        Supported = "supported",
    }
);
words!(
    /// What a person decided.
    DecisionKind { Pin = "pin", Forbid = "forbid", Override = "override" }
);
words!(
    /// A level by which proposals are judged, in the default order of priorities (contract 4).
    LevelId {
        Unplaced = "unplaced",
        NotInFamily = "not_in_family",
        Separated = "separated",
        External = "external",
        Moved = "moved",
        Mismatch = "mismatch",
        WeeklyCost = "weekly_cost",
    }
);

words!(
    /// What recruitment is to achieve on the day of the horizon (`[goals]`).
    Goal {
        /// At least this share of the children in care is with in-house or kinship carers.
        InHouse = "in_house",
        /// At least this share of sibling groups is together: 1 = no group is split for want of a home. Groups that no
        /// home could keep together count as if they were: a sibling should not be in foster care, or stays where the
        /// others may not join, or some must live apart.
        SiblingsTogether = "siblings_together",
        /// At most this share of the children in care is in residential or supported provision.
        Residential = "residential",
        /// At most this share of the children in care has no place.
        Unplaced = "unplaced",
        /// All placements together cost at most so many pence a week.
        WeeklyBudget = "weekly_budget",
    }
);
words!(
    /// A number of the demand and supply model that nobody knows exactly; `[ranges]` says between which multiples of
    /// itself it may lie.
    Assumption {
        GroupsPerMonth = "groups_per_month",
        /// The size of groups: the share of groups of two and more.
        SiblingGroups = "sibling_groups",
        Stays = "stays",
        Needs = "needs",
        LeaversPerYear = "leavers_per_year",
        /// The chance of approvals under way.
        Pipeline = "pipeline",
    }
);
words!(
    /// By what a table of sufficiency is split; any of the four, in any order.
    Dimension { Age = "age", Specialism = "specialism", Locality = "locality", Siblings = "siblings" }
);

impl ProvisionKind {
    /// Whether children live in a family there.
    pub fn is_family(self) -> bool {
        matches!(self, Self::IfaFramework | Self::IfaSpot)
    }
}

impl Urgency {
    /// What one unplaced child of this urgency counts in the level `unplaced` (contract 4).
    pub fn weight(self) -> i64 {
        match self {
            Self::Today => 4,
            Self::Within5Days => 2,
            Self::Over5Days => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_any_case() {
        assert_eq!(Sector::read(" In_House"), Some(Sector::InHouse));
        assert_eq!(Sector::read("in house"), Some(Sector::InHouse));
        assert_eq!(Sector::read("agency"), None);
        assert_eq!(Sex::read("m"), Some(Sex::M));
    }
}
