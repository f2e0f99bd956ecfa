//! The plan on one page: what a councillor reads, and all of what some read.

use maud::{Markup, html};

use super::phrases::{self, households, places};
use super::view::View;
use super::{fan, lines, tornado, trial};
use crate::domain::Pence;
use crate::recruitment::Part as Purpose;
use crate::report::document::Part;
use crate::report::page::draw::heat::heat;
use crate::report::words;

/// Lines named in the first sentence; the table below it has all.
const MOST_NAMED: usize = 6;
/// Rows of the table beside which a picture still has room on a printed page.
const MOST_ROWS: usize = 6;

/// The section. It is printed on a page of its own.
pub(super) fn part(view: &View<'_>) -> Part {
    let table = lines::by_locality(view);
    let markup = html! {
        p.big { (ask(view)) }
        (tiles(view))
        @if !view.panel.lines.is_empty() {
            (heat("Households to approve, by kind of home and locality", &table, (1, 1)))
        }
        ul { @for told in told(view).iter().skip(1) { li { (told) } } }
        @if !view.panel.fan.is_empty() && table.rows.len() <= MOST_ROWS { (fan::drawn(view, "fan-first", 125)) }
    };
    Part::new("one-page", "The plan on one page", markup).with([table])
}

/// The plan in a few sentences: what is asked for, what it costs, how sure it is, when to start, what moves it.
pub(super) fn told(view: &View<'_>) -> Vec<String> {
    let further = [purposes(view), start(view), tornado::most(view)];
    [ask(view), cost(view), sure(view)].into_iter().chain(further.into_iter().flatten()).collect()
}

fn ask(view: &View<'_>) -> String {
    let goals = &view.scenario.settings.goals;
    let aim = format!(
        "{} in {} by {}",
        phrases::wishes(goals),
        phrases::of_futures(view.found.request.share),
        view.horizon_month()
    );
    if view.households() == 0 && view.found.plan_was_given() {
        return format!("The plan that was given recruits nobody beyond those under way. What was wanted: to {aim}.");
    }
    if view.households() == 0 {
        return format!("To {aim}, no household needs to be recruited beyond those under way.");
    }
    let named: Vec<String> = view
        .panel
        .lines
        .iter()
        .map(|line| format!("{} \u{d7} {} in {}", line.households, view.kind(line).title, view.locality(line)))
        .collect();
    let approve = if view.found.plan_was_given() { "the plan approves" } else { "approve" };
    let what = if named.len() <= MOST_NAMED { format!(": {}", words::and(&named)) } else { String::new() };
    format!("To {aim}, {approve} {} ({}){what}.", households(view.households()), places(view.panel.total.places))
}

fn cost(view: &View<'_>) -> String {
    let (middle, low, high) = view.panel.saving_a_year;
    let saving = if middle.0 >= 0 {
        format!("saves {} a year", pounds(middle))
    } else {
        format!("costs {} a year more", pounds(Pence(middle.0.saturating_neg())))
    };
    format!(
        "It costs {} once to recruit, assess and approve them, and {} a year for their support. Set against the same \
         futures without it, the plan {saving} in the middle future, its own yearly cost taken off; in nine of ten \
         futures between {} and {}.",
        pounds(view.panel.total.recruitment_cost),
        pounds(view.panel.total.yearly_cost),
        loss_or_gain(low),
        loss_or_gain(high)
    )
}

fn sure(view: &View<'_>) -> String {
    let tried = view.found.trials.trials.len();
    if tried == 0 {
        return "It has not been tried on futures that it had not seen.".to_owned();
    }
    let (share, low, high) = view.found.trials.share();
    format!(
        "We tried it on {} that it had not seen, matching every child under every rule: all goals held in {} of them \
         (with sampling error, {} to {}; asked for: {}).{}",
        words::count(tried, "future", "futures"),
        words::percent(share),
        words::percent(low),
        words::percent(high),
        words::percent(view.found.request.share),
        trial::judged(view)
    )
}

fn purposes(view: &View<'_>) -> Option<String> {
    let of = |purpose| {
        let all = view.panel.parts.iter().find(|(each, _)| *each == purpose)?;
        Some(words::whole(all.1.iter().sum()))
    };
    let gained = view.panel.net_growth();
    let sign = if gained > 0 { "+" } else { "" };
    Some(format!(
        "Of these households, {} replace carers who leave, {} meet growth and {} enlarge the pool for a choice of home. \
         Net of leavers the council has {sign}{} households by {}.",
        of(Purpose::ReplaceLeavers)?,
        of(Purpose::MeetGrowth)?,
        of(Purpose::EnlargePool)?,
        words::whole(gained),
        view.horizon_month()
    ))
}

fn start(view: &View<'_>) -> Option<String> {
    let first = view.panel.lines.iter().map(|line| line.start_month).min()?;
    let enquiries = words::whole(view.panel.total.enquiries);
    let months = view.scenario.settings.funnel.months_to_approve;
    let when = if first < 0 {
        format!(
            "From an enquiry to an approval it takes {months} months, and fewer are left: unless approvals come faster, \
             the households come too late."
        )
    } else {
        format!("Begin now: the last of them must have enquired by {}, {months} months before.", view.month(first))
    };
    Some(format!("So many approvals take about {enquiries} enquiries. {when}"))
}

fn tiles(view: &View<'_>) -> Markup {
    let (middle, low, high) = view.panel.saving_a_year;
    let (share, from, to) = view.found.trials.share();
    let is_tried = !view.found.trials.trials.is_empty();
    let is_short = is_tried && share < view.found.request.share;
    html! {
        ul.tiles {
            li { span { "Households to approve" } b { (words::whole(view.households())) } span.note { (places(view.panel.total.places)) } }
            li { span { "Cost, once" } b { (pounds(view.panel.total.recruitment_cost)) } span.note { "recruit, assess, approve" } }
            li { span { "Cost a year" } b { (pounds(view.panel.total.yearly_cost)) } span.note { "support, beside each child\u{2019}s" } }
            li class=[(middle.0 < 0).then_some("bad")] {
                span { "Saving a year, net" } b { (pounds(middle)) } span.note { (pounds(low)) " to " (pounds(high)) }
            }
            @if is_tried {
                li class=[is_short.then_some("bad")] {
                    span { "Futures in which it held" } b { (words::percent(share)) }
                    span.note { (words::percent(from)) " to " (words::percent(to)) }
                }
            }
        }
    }
}

/// A saving in a sentence, where a lone minus would be lost at the end of a line.
pub(super) fn loss_or_gain(pence: Pence) -> String {
    if pence.0 < 0 { format!("a loss of {}", pounds(Pence(pence.0.saturating_neg()))) } else { pounds(pence) }
}

/// Money to the pound: what is estimated has no pence.
pub(super) fn pounds(pence: Pence) -> String {
    let sign = if pence.0 < 0 { "\u{2212}" } else { "" };
    let whole = (pence.0.unsigned_abs() + 50) / 100;
    format!("{sign}£{}", words::whole(i64::try_from(whole).unwrap_or(i64::MAX)))
}
