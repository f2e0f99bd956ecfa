//! Rule: the home is available, and soon enough.

use jiff::civil::Date;

use super::Rule;
use crate::domain::{Child, Household, Scenario, Status};
use crate::policy::About;

pub(super) struct Available;

impl Rule for Available {
    fn about(&self) -> &'static About {
        &About {
            id: "available",
            title: "Available in time",
            asks: "The household is available now, or from a day within the days that the child's urgency allows.",
            because: "A placement is chosen among those available; the National Placements Standard asks whether it is \
                needed today, within five days or later.",
            source: "Children Act 1989, s22C(5): the most appropriate placement available; National Placements Standard \
                (2026), field neededBy, https://github.com/SocialCareData/standard",
        }
    }

    fn holds(&self, scenario: &Scenario, child: &Child, home: &Household) -> bool {
        home.status == Status::Available
            && home.available_from.is_none_or(|from| days_until(scenario, from) <= days_allowed(scenario, child))
    }

    fn found(&self, scenario: &Scenario, child: &Child, home: &Household) -> String {
        match (home.status, home.available_from) {
            (Status::Available, Some(from)) => format!(
                "available from {from}, in {} days; needed within {}",
                days_until(scenario, from),
                days_allowed(scenario, child)
            ),
            (status, _) => match &home.status_reason {
                Some(reason) => format!("{status}: {reason}"),
                None => status.to_string(),
            },
        }
    }
}

/// Whole days from the planning date; negative = before it.
fn days_until(scenario: &Scenario, day: Date) -> i64 {
    scenario.settings.date.duration_until(day).as_hours() / 24
}

fn days_allowed(scenario: &Scenario, child: &Child) -> i64 {
    scenario.settings.policy.needed_within_days.get(&child.urgency).copied().unwrap_or(0)
}
