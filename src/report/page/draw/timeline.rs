//! The funnel by month: until when enquiries can come in, and by when the last of them are approved.

use maud::{Markup, html};

use super::paint::{self, Paint};
use super::scale::{Scale, range};
use super::{Told, anchor, figure, nothing, percent};
use crate::report::page::palette::{INK, LINE, PAPER, QUIET};

/// One campaign, its months counted from the planning date: up to which enquiries can come in, by which the households
/// are to be approved; what it brings.
pub(crate) struct Campaign<'c> {
    pub(crate) name: &'c str,
    pub(crate) last: i64,
    pub(crate) approved: i64,
    pub(crate) brings: String,
}

const ROW: usize = 64;
const BELOW: usize = 42;

/// The campaigns; `month` writes a month.
pub(crate) fn timeline(told: &Told<'_>, campaigns: &[Campaign<'_>], month: &dyn Fn(i64) -> String) -> Markup {
    if campaigns.is_empty() {
        return nothing(told);
    }
    let ends = campaigns.iter().flat_map(|each| [each.last, each.approved]).chain([0]);
    let scale = Scale::new(range(ends).unwrap_or((0, 1)), (2.0, 98.0));
    let (now, height) = (scale.at(0), campaigns.len() * ROW);
    let drawn = html! {
        (paint::patterns(told.id))
        @for tick in scale.month_ticks(2) {
            @let x = scale.at(tick);
            line x1=(percent(x)) x2=(percent(x)) y1="0" y2=(height) stroke=(LINE) stroke-width="0.75" {}
            text x=(percent(x)) y=(height + 15) text-anchor=(anchor(x, "month")) fill=(QUIET) { (month(tick)) }
        }
        line x1=(percent(now)) x2=(percent(now)) y1="18" y2=(height) stroke=(INK) stroke-width="2" {}
        @for (row, each) in campaigns.iter().enumerate() {
            @let top = row * ROW;
            text x="0" y=(top + 14) font-weight="600" stroke=(PAPER) stroke-width="3" paint-order="stroke" { (each.name) }
            text x="0" y=(top + 31) fill=(QUIET) stroke=(PAPER) stroke-width="3" paint-order="stroke" { (each.brings) }
            (bar(scale, each.last.min(0), 0, top + 38, Paint::Stripes, told.id))
            (bar(scale, 0, each.last, top + 38, Paint::Dark, told.id))
            (bar(scale, each.last.max(0), each.approved, top + 38, Paint::Light, told.id))
            circle cx=(percent(scale.at(each.approved))) cy=(top + 47) r="7" fill=(Paint::Dark.fill("")) {}
        }
        text x=(percent(now)) y=(height + 34) text-anchor=(anchor(now, "planning date")) fill=(INK) { "planning date" }
    };
    let mut meanings =
        vec![(Paint::Dark, "enquiries come in"), (Paint::Light, "the last are assessed and approved by the dot")];
    if campaigns.iter().any(|each| each.last < 0) {
        meanings.push((Paint::Stripes, "too late: the last enquiries were due before the planning date"));
    }
    figure(told, i64::try_from(height + BELOW).unwrap_or(i64::MAX), &drawn, &paint::key(told.id, &meanings))
}

fn bar(scale: Scale, from: i64, to: i64, top: usize, paint: Paint, id: &str) -> Markup {
    let (left, right) = (scale.at(from), scale.at(to));
    html! {
        @if to > from {
            rect x=(percent(left)) y=(top) width=(percent(right - left)) height="18" fill=(paint.fill(id))
                stroke=(paint.edge()) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::is_sound;
    use super::*;

    fn drawn(campaigns: &[Campaign<'_>]) -> String {
        let told = Told { id: "funnel", title: "Until when", told: "in March" };
        timeline(&told, campaigns, &|month| format!("month {month}")).into_string()
    }

    fn campaign(name: &str, last: i64, approved: i64) -> Campaign<'_> {
        Campaign { name, last, approved, brings: "2 households".to_owned() }
    }

    #[test]
    fn what_lies_before_the_planning_date_is_told_apart() {
        let late = drawn(&[campaign("<b>", -3, 6)]);
        is_sound(&late);
        assert!(late.contains("&lt;b&gt;") && late.contains("too late"), "{late}");
        assert_eq!(late.matches("height=\"18\" fill=\"url(#funnel-stripes)\"").count(), 1, "{late}");
        assert!(!drawn(&[campaign("on time", 3, 12)]).contains("too late"));
    }

    #[test]
    fn nothing_one_day_and_huge_numbers() {
        assert!(drawn(&[]).contains("nothing to draw"));
        is_sound(&drawn(&[campaign("x", 0, 0)]));
        is_sound(&drawn(&[campaign("x", i64::MIN, i64::MAX)]));
    }
}
