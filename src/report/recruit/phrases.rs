//! Goals, futures and assumptions in words that a councillor reads once.

use jiff::civil::Date;

use super::view::View;
use crate::Recruitment;
use crate::domain::{Assumption, Goal, Goals, PencePerWeek, Rate};
use crate::report::words;
use crate::solve::BackendName;

/// A goal as something to do: `keep 80 in 100 children ...`.
pub(super) fn wish(goal: Goal, number: i64) -> String {
    let share = in_hundred(Rate(number));
    match goal {
        Goal::InHouse => format!("keep {share} children in care with our own carers or with family and friends"),
        Goal::SiblingsTogether if number >= Rate::ONE.0 => "keep all brothers and sisters together".to_owned(),
        Goal::SiblingsTogether => format!("keep {share} groups of brothers and sisters together"),
        Goal::Residential => format!("have at most {share} children in residential or supported care"),
        Goal::Unplaced if number <= 0 => "leave no child without a place".to_owned(),
        Goal::Unplaced => format!("leave at most {share} children without a place"),
        Goal::WeeklyBudget => {
            format!("spend at most {} a week on all placements", words::pounds(PencePerWeek(number)))
        }
    }
}

/// All goals, in their order.
pub(super) fn wishes(goals: &Goals) -> String {
    let all: Vec<String> = goals.wanted.iter().map(|(goal, number)| wish(*goal, *number)).collect();
    match all.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{}, and {last}", first.join(", ")),
        _ => all.concat(),
    }
}

/// A goal in a word or two, for tables.
pub(super) fn goal(goal: Goal) -> &'static str {
    match goal {
        Goal::InHouse => "With our own carers or kinship",
        Goal::SiblingsTogether => "Brothers and sisters together",
        Goal::Residential => "Residential or supported care",
        Goal::Unplaced => "Without a place",
        Goal::WeeklyBudget => "Cost of all placements a week",
    }
}

/// A share of children: `80 in 100`.
fn in_hundred(share: Rate) -> String {
    format!("{} in 100", words::percent(share).trim_end_matches('%').trim_end())
}

/// A share of futures: `9 of 10 futures`.
pub(super) fn of_futures(share: Rate) -> String {
    if share >= Rate::ONE {
        "every future".to_owned()
    } else if share.0 % 100_000 == 0 {
        format!("{} of 10 futures", share.0 / 100_000)
    } else {
        format!("{} futures", in_hundred(share).replace(" in ", " of "))
    }
}

/// What is assumed, for people.
pub(super) fn assumption(assumption: Assumption) -> &'static str {
    match assumption {
        Assumption::GroupsPerMonth => "Groups that arrive in a month",
        Assumption::SiblingGroups => "Share of sibling groups",
        Assumption::Stays => "Length of stays",
        Assumption::Needs => "Share of children with needs",
        Assumption::LeaversPerYear => "Carers who leave in a year",
        Assumption::Pipeline => "Chance of approvals under way",
    }
}

/// `March 2016`.
pub(super) fn month(date: Date) -> String {
    let whole = words::date(date);
    whole.split_once(' ').map_or(whole.clone(), |(_, month)| month.to_owned())
}

/// `Mar 2016`, where there is little room.
pub(super) fn short_month(date: Date) -> String {
    let month = month(date);
    month.split_once(' ').map_or(month.clone(), |(name, year)| format!("{} {year}", &name[..3]))
}

/// `2016-03`.
pub(super) fn month_key(date: Date) -> String {
    format!("{:04}-{:02}", date.year(), date.month())
}

pub(super) fn households(number: i64) -> String {
    format!("{} {}", words::whole(number), if number == 1 { "household" } else { "households" })
}

pub(super) fn places(number: i64) -> String {
    format!("{} {}", words::whole(number), if number == 1 { "place" } else { "places" })
}

pub(super) fn backend(found: &Recruitment) -> &'static str {
    match found.request.backend {
        BackendName::Highs => "HiGHS",
        BackendName::Microlp => "microlp",
    }
}

/// In which mode the run was made: what a reader must know who sees nothing but the first page.
pub(super) fn modes(view: &View<'_>) -> Vec<String> {
    let found = view.found;
    let mut modes = Vec::new();
    if found.plan_was_given() {
        modes.push("This plan was given to placewell and only tried: it was not sought as the cheapest.".to_owned());
    } else if !found.plan.is_proven() {
        modes.push(format!(
            "It is not proved that this is the cheapest plan: any plan costs at least {} of this one\u{2019}s {}.",
            words::pounds(PencePerWeek(found.plan.bound.0)),
            words::pounds(PencePerWeek(found.plan.cost.0)),
        ));
    }
    if !found.is_complete() {
        let (tried, asked) = (found.trials.trials.len(), crate::numbers(found.request.test, found.request.shard).len());
        modes.push(format!("Stopped early: {tried} of {asked} futures were tried."));
    }
    if let Some(shard) = found.request.shard {
        modes.push(format!(
            "Part {} of {}: only this part of the futures was tried. Merge all parts before anything is decided.",
            shard.k, shard.n
        ));
    }
    let (share, _, high) = found.trials.share();
    if !found.trials.trials.is_empty() && high < found.request.share {
        modes.push(format!(
            "The plan does not keep its promise: in futures that it had not seen, the goals held in {}, not in {}.",
            words::percent(share),
            words::percent(found.request.share)
        ));
    }
    let tried = found.trials.trials.len();
    let asked = usize::try_from(found.request.test).unwrap_or(usize::MAX);
    if found.request.shard.is_none() && tried < asked {
        modes.push(format!("The run was stopped early: {tried} of {asked} futures were tried."));
    }
    modes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_and_futures_read_as_people_say_them() {
        assert_eq!(
            wishes(&Goals::default()),
            "keep 80 in 100 children in care with our own carers or with family and friends, and keep all \
             brothers and sisters together"
        );
        assert_eq!(of_futures(Rate(900_000)), "9 of 10 futures");
        assert_eq!(of_futures(Rate(925_000)), "92.5 of 100 futures");
        assert_eq!(of_futures(Rate::ONE), "every future");
        assert_eq!(wish(Goal::WeeklyBudget, 31_000_000), "spend at most £310,000 a week on all placements");
    }

    #[test]
    fn months_are_written_for_people_and_for_files() {
        let date = jiff::civil::date(2016, 3, 31);
        assert_eq!((month(date), month_key(date)), ("March 2016".to_owned(), "2016-03".to_owned()));
        assert_eq!(short_month(date), "Mar 2016");
    }
}
