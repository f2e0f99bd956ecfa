//! Needs that are not met, and what stands in the way.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::Section;
use crate::domain::{ChildId, HouseholdId};
use crate::explain::{NearMiss, Unmet, Want};
use crate::report::page::html::{MOST_CHILDREN, Tone, more_than, number, table, tag, text, words as column};
use crate::report::page::picture::percent;
use crate::report::table::Table;
use crate::report::tables;
use crate::report::view::View;
use crate::report::words;

/// Children explained at length; the others in a table.
const MOST_TOLD: usize = 10;
/// Rules and near misses named for a child; the file has all.
const MOST_NAMED: usize = 6;

pub(super) struct NotMet;

impl Section for NotMet {
    fn id(&self) -> &'static str {
        "unmet"
    }

    fn title(&self, _: &View<'_>) -> &'static str {
        "Needs not met, and why"
    }

    fn html(&self, view: &View<'_>) -> Markup {
        let mut pressing: Vec<_> = [Want::Placement, Want::Family].map(|want| view.unmet_of(want)).concat();
        pressing
            .sort_by_key(|(children, unmet)| (unmet.wants.first().copied(), view.scenario.child(children[0]).urgency));
        let siblings = view.unmet_of(Want::Siblings);
        let in_house = view.unmet_of(Want::InHouse);
        html! {
            @if view.unmet().next().is_none() { p { "Every child has a place in an in-house or kinship home, with the brothers and sisters planned." } }
            @if !pressing.is_empty() {
                h3 { "Without a place, or not in a family" }
                @if pressing.len() > 1 { (objections(view)) }
                @for (children, unmet) in pressing.iter().take(MOST_TOLD) { (told(view, children, unmet)) }
                @if pressing.len() > MOST_TOLD {
                    (brief(view, "The other children without a place, or not in a family", &pressing[MOST_TOLD..]))
                }
            }
            @if !siblings.is_empty() {
                h3 { "Apart from brothers or sisters" }
                (brief(view, "Children apart from brothers or sisters with whom they are to live", &siblings))
            }
            @if view.findings.reasons.left_out.told_briefly > 0 {
                p.quiet { (briefly(view)) }
            }
            @if !in_house.is_empty() {
                h3 { "Not with the council\u{2019}s own carers" }
                (brief(view, "Children placed with an agency, another council or a provider", &in_house))
            }
        }
    }

    fn tables(&self, view: &View<'_>) -> Vec<Table> {
        vec![tables::unplaced::table(view)]
    }
}

/// What a large scenario leaves out.
fn briefly(view: &View<'_>) -> String {
    let all = view.unmet().count();
    let brief = view.findings.reasons.left_out.told_briefly;
    format!(
        "Of {} needs not met, the {} most pressing are told in full; of the other {} only how many homes are open.",
        words::whole_count(all),
        words::whole_count(all - brief),
        words::whole_count(brief)
    )
}

/// Which single objections stand between children and homes: what a service could mend first.
fn objections(view: &View<'_>) -> Markup {
    let mut by_rule: BTreeMap<&str, (BTreeSet<ChildId>, BTreeSet<HouseholdId>)> = BTreeMap::new();
    let pressing =
        view.unmet().filter(|(_, unmet)| matches!(unmet.wants.first(), Some(Want::Placement | Want::Family)));
    for (child, unmet) in pressing {
        for (home, id) in &unmet.nearly {
            let (children, homes) = by_rule.entry(id).or_default();
            children.insert(child);
            homes.insert(*home);
        }
    }
    let mut all: Vec<_> = by_rule.into_iter().collect();
    all.sort_by_key(|(id, (children, homes))| (Reverse(children.len()), Reverse(homes.len()), *id));
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|(id, (children, homes))| {
            vec![text(words::title(id)), text(children.len().to_string()), text(homes.len().to_string())]
        })
        .collect();
    let heads = [column("The one objection"), number("Children it stops"), number("Homes it closes")];
    table("Homes that only one objection closes to these children", &heads, &rows)
}

fn told(view: &View<'_>, children: &[ChildId], unmet: &Unmet) -> Markup {
    let want = unmet.wants.first().copied().unwrap_or(Want::Placement);
    html! {
        article class=[(want == Want::Placement).then_some("bad")] {
            @for child in children {
                @let child = view.scenario.child(*child);
                h4 { (child.reference) " · " (words::age_and_sex(child)) " · " (words::urgency(child.urgency)) }
            }
            p { (tag(Tone::Bad, &format!("Not met: {}", words::want(want)))) " " (words::why_not(view, children[0], unmet)) }
            @if !unmet.closed_by.is_empty() {
                p.note { "What closes the homes (a home can be closed by several), of " (unmet.homes) ":" }
                dl.closed {
                    @for (id, homes) in unmet.closed_by.iter().take(MOST_NAMED) {
                        dt { (words::title(id)) }
                        dd {
                            i style={ "width:" (format!("{:.1}%", percent(*homes, unmet.homes))) } {}
                            span.number { (homes) }
                        }
                    }
                }
            }
            @if !unmet.near_misses.is_empty() {
                p.note { "Near misses, one objection only:" }
                ul { @for miss in unmet.near_misses.iter().take(MOST_NAMED) { li { (near(view, miss)) } } }
                (more_than(MOST_NAMED, unmet.nearly.len(), "unplaced.csv"))
            }
        }
    }
}

fn near(view: &View<'_>, miss: &NearMiss) -> Markup {
    html! { strong { (view.scenario.household(miss.home).reference) } " — " (words::objection(&miss.objection)) }
}

fn brief(view: &View<'_>, caption: &str, all: &[(Vec<ChildId>, &Unmet)]) -> Markup {
    let heads = [column("Children"), number("Homes open"), column("Why not"), column("A near miss")];
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .take(MOST_CHILDREN)
        .map(|(children, unmet)| {
            vec![
                text(words::and(&view.names(children))),
                text(format!("{} of {}", unmet.open_homes, unmet.homes)),
                text(words::why_not(view, children[0], unmet)),
                html! { @if let Some(miss) = unmet.near_misses.first() { (near(view, miss)) } @else { "None" } },
            ]
        })
        .collect();
    html! {
        (table(caption, &heads, &rows))
        (more_than(MOST_CHILDREN, all.len(), "unplaced.csv"))
    }
}
