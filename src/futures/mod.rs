//! Futures: what the service may look like in months to come.
//!
//! *Takes* a scenario with a demand and a supply model, and a seed. *Gives* scenarios of a later day, each drawn from a
//! stream of its own. *Never* draws a fraction or reads a clock: the same seed and number is the same future on every
//! machine, whichever other futures are drawn.
//!
//! # What a future is
//! An ordinary scenario of the planning date + so many months, on which every rule, limit and search works unchanged:
//! * **Children of today** stay for the planned weeks where the scenario gives them, otherwise for a time drawn from the
//!   lengths of stay, and never beyond the eighteenth birthday. Who has a home keeps it; what is unlawful there by then
//!   is listed, not moved, as on any other day; only who may move today may still move. Whose home has left is in need.
//! * **Children who have arrived** since, in sibling groups, and are still there are all in need: on the day, everybody
//!   who came after the planning date is matched at once. That is the best that a service could have done, and so the
//!   homes that it lacks are lacking however well it placed.
//! * **Homes**: in-house households leave, held ones are released, approvals under way arrive; kinship homes stay as
//!   long as their children. Agency homes, other councils' homes and provision stay as they are.
//! * Pins, forbids and overrides are decisions for the planning date; they drop out.
//!
//! # Common random numbers
//! Each future is one story, told up to the month asked for: another month is another day of the same story. Arrivals,
//! lengths of stay, leavers, releases and approvals each have streams of their own, and each draw stands against its
//! rate: with a higher rate of arrivals the same groups come and some more, with a higher share of leavers the same
//! households leave and some more. So two assumptions are compared on the same luck (Law, "Simulation modeling and
//! analysis", chapter 11: common random numbers).

mod arrivals;
mod assumed;
mod draws;
mod recruits;
mod stays;
mod supply;
mod tables;

pub use assumed::assumed;
pub use recruits::with_plan;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::{Dice, Scenario};

/// The scenario says nothing of who may need a placement in the months to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the scenario has no demand model: give [demand] in scenario.toml")]
pub struct NoDemand;

/// The service on the planning date + `month` months, as future `number` of this seed tells it. Month 0 is today without
/// its decisions. Months beyond the horizon are drawn as well.
///
/// # Errors
/// If the scenario has no demand model.
pub fn future(scenario: &Scenario, seed: u64, number: u32, month: i64) -> Result<Scenario, NoDemand> {
    let demand = scenario.settings.demand.as_ref().ok_or(NoDemand)?;
    if month <= 0 {
        return Ok(Scenario { decisions: Vec::new(), ..scenario.clone() });
    }
    let mut story = Dice::of_replicate(seed, number.into());
    let [of_stays, of_arrivals, of_bursts, of_supply] = std::array::from_fn(|_| story.fork());
    let day = after(scenario.settings.date, month);
    let mut people = stays::still_here(scenario, &demand.stays, day, of_stays);
    let service = arrivals::Service::of(scenario, demand, number, day);
    people.extend(service.stream(month, of_arrivals));
    people.extend(service.bursts(month, of_bursts));
    let houses = supply::households(scenario, &people, month, of_supply);
    Ok(tables::assemble(base(scenario, month), people, houses))
}

/// The day so many months after another.
fn after(date: Date, months: i64) -> Date {
    date.saturating_add(months.months())
}

/// The scenario of the later day without its people and homes. Approvals that are under way come so much sooner.
fn base(today: &Scenario, month: i64) -> Scenario {
    let mut settings = today.settings.clone();
    settings.date = after(settings.date, month);
    settings.supply.pipeline.retain_mut(|approval| {
        approval.month -= month;
        approval.month > 0
    });
    Scenario {
        settings,
        children: Vec::new(),
        households: Vec::new(),
        provisions: today.provisions.clone(),
        localities: today.localities.clone(),
        kinds: today.kinds.clone(),
        groups: Vec::new(),
        relations: today.relations.clone(),
        exclusions: today.exclusions.clone(),
        scores: today.scores.clone(),
        decisions: Vec::new(),
    }
}
