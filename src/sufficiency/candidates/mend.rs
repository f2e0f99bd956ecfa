//! The change that puts one rule or one limit right.

use std::collections::BTreeSet;

use super::Change;
use crate::domain::{ChildId, Household, Place, PlacementType, Scenario, Sector, Tenths, Years};

/// The oldest age that the input takes in an approval.
const OLDEST: Years = 25;
/// The most places that the input takes in a home.
const MOST_PLACES: i64 = 50;
/// The farthest limit that the input takes for a child: ten thousand miles.
const FARTHEST: Tenths = Tenths(100_000);

/// The change of the home, or of the child, after which this rule, which shut these children out, lets them in.
pub(super) fn rule(scenario: &Scenario, home: &Household, shut_out: &[ChildId], rule: &str) -> Option<Change> {
    let children = || shut_out.iter().map(|child| scenario.child(*child));
    match rule {
        "age-range" => {
            let youngest = children().map(|child| child.age).min()?.min(home.age_min);
            let oldest = children().map(|child| child.age_end).max()?.max(home.age_max);
            (oldest <= OLDEST).then_some(Change::Ages(home.id, youngest, oldest))
        }
        "placement-type" => {
            let kinds: BTreeSet<PlacementType> = children().map(|child| child.placement_type).collect();
            only(kinds).map(|kind| Change::Accept(home.id, kind))
        }
        "needs" => {
            let lacking = children().flat_map(|child| child.needs.difference(&home.skills));
            only(lacking.collect::<BTreeSet<_>>()).map(|skill| Change::Train(home.id, skill.clone()))
        }
        "available" => Some(Change::Release(home.id)),
        "distance" => {
            let child = only(children().collect::<Vec<_>>())?;
            let miles = scenario.miles_from_home(child, Place::Home(home.id))?;
            (miles <= FARTHEST).then_some(Change::Farther(child.id, miles))
        }
        _ => None,
    }
}

/// Whether the input takes one place more.
pub(super) fn may_have_more_places(home: &Household) -> bool {
    home.places < MOST_PLACES && home.places_for_siblings < MOST_PLACES
}

fn only<T>(all: impl IntoIterator<Item = T>) -> Option<T> {
    let mut all = all.into_iter();
    all.next().filter(|_| all.next().is_none())
}

/// The changes of the home after which this limit may let these live there, of whom the unit moves in. Whether it does
/// is for the limit to say.
pub(super) fn limit(
    scenario: &Scenario,
    home: &Household,
    unit: &[ChildId],
    everyone: &[ChildId],
    limit: &str,
) -> Vec<Change> {
    match limit {
        "approved-number" if may_have_more_places(home) => {
            let count = i64::try_from(everyone.len()).unwrap_or(i64::MAX);
            let siblings = everyone.len() > 1 && scenario.all_siblings(everyone) && count <= MOST_PLACES;
            let for_siblings = siblings.then_some(Change::SiblingPlaces(home.id, count));
            for_siblings.into_iter().chain([Change::OnePlace(home.id)]).collect()
        }
        "usual-fostering-limit" => {
            // Where those who live there are too many by themselves, an exemption names them as well.
            let limit = scenario.settings.policy.usual_fostering_limit;
            let others = everyone.iter().filter(|child| !unit.contains(child) && !home.named_children.contains(child));
            let too_many = i64::try_from(others.count()).is_ok_and(|count| count > limit);
            exempt(home, if too_many { everyone } else { unit }).into_iter().collect()
        }
        "bedrooms" => vec![Change::Bedroom(home.id)],
        _ => Vec::new(),
    }
}

/// An exemption that names those of these children whom none names yet; a kinship home has none.
pub(super) fn exempt(home: &Household, children: &[ChildId]) -> Option<Change> {
    let named: BTreeSet<ChildId> =
        children.iter().copied().filter(|child| !home.named_children.contains(child)).collect();
    (home.sector != Sector::Kinship && !named.is_empty()).then_some(Change::Exempt(home.id, named))
}
