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
            because: "A placement is chosen among those available, and a child who needs one today cannot wait for it.",
            source: "Children Act 1989, s22C(5): the most appropriate placement available; National Placements Standard \
                (April 2026), column when_placement_is_needed_by, https://github.com/SocialCareData/standard",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    use jiff::civil::date;

    use crate::domain::Urgency::{self, Over5Days, Today, Within5Days};

    /// Free from this day of March 2026; the planning date is the 2nd.
    fn from(urgency: Urgency, day: i8) -> Fixture {
        let home = |home: &mut Household| home.available_from = Some(date(2026, 3, day));
        Fixture::pair(|child| child.urgency = urgency, home)
    }

    #[test]
    fn urgency_says_how_soon_is_soon_enough() {
        for (urgency, last) in [(Today, 2), (Within5Days, 7), (Over5Days, 30)] {
            assert!(from(urgency, 1).holds(&Available), "{urgency}: free since before");
            assert!(from(urgency, last).holds(&Available), "{urgency}: free on the last day");
            assert!(!from(urgency, last + 1).holds(&Available), "{urgency}: free a day too late");
        }
    }

    #[test]
    fn a_policy_of_its_own_moves_the_last_day() {
        let mut pair = from(Today, 3);
        assert!(!pair.holds(&Available));
        pair.scenario.settings.policy.needed_within_days.insert(Today, 1);
        assert!(pair.holds(&Available));
    }

    #[test]
    fn dates_at_the_edge_of_the_calendar_are_compared_like_others() {
        let at = |day| Fixture::pair(|_| (), |home| home.available_from = Some(day));
        assert!(at(Date::MIN).holds(&Available));
        assert!(!at(Date::MAX).holds(&Available));
        let mut pair = at(Date::MAX);
        pair.scenario.settings.policy.needed_within_days.insert(Over5Days, i64::MAX);
        assert!(pair.holds(&Available));
    }

    #[test]
    fn only_the_status_available_takes_anyone() {
        for (status, expected) in [(Status::Available, true), (Status::OnHold, false), (Status::NotAvailable, false)] {
            assert_eq!(Fixture::pair(|_| (), |home| home.status = status).holds(&Available), expected, "{status}");
        }
    }

    #[test]
    fn says_when_or_why_not() {
        let expected = "available from 2026-03-31, in 29 days; needed within 28";
        assert_eq!(from(Over5Days, 31).found(&Available), expected);
        let held = |reason: Option<&str>| {
            let reason = reason.map(str::to_owned);
            Fixture::pair(|_| (), |home| (home.status, home.status_reason) = (Status::OnHold, reason)).found(&Available)
        };
        assert_eq!(held(None), "on_hold");
        assert_eq!(held(Some("building work")), "on_hold: building work");
    }
}
