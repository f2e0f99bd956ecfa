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

const ROW: usize = 81;
const BELOW: usize = 42;
/// Letters of a name on one line of a telephone.
const LINE_OF_NAME: usize = 36;

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
            @let (first, rest) = two_lines(each.name);
            @for (line, part) in [first, rest].iter().enumerate() {
                text x="0" y=(top + 14 + 17 * line) font-weight="600" stroke=(PAPER) stroke-width="3" paint-order="stroke" { (part) }
            }
            text x="0" y=(top + 48) fill=(QUIET) stroke=(PAPER) stroke-width="3" paint-order="stroke" { (each.brings) }
            (bar(scale, each.last.min(0), 0, top + 55, Paint::Stripes, told.id))
            (bar(scale, 0, each.last, top + 55, Paint::Dark, told.id))
            (bar(scale, each.last.max(0), each.approved, top + 55, Paint::Light, told.id))
            circle cx=(percent(scale.at(each.approved))) cy=(top + 64) r="7" fill=(Paint::Dark.fill("")) {}
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

/// A name on two lines, broken between words; what is too long even for two is cut, the table has it whole.
fn two_lines(name: &str) -> (String, String) {
    let fits = |text: &str| text.chars().count() <= LINE_OF_NAME;
    let (mut first, mut rest) = (String::new(), String::new());
    for word in name.split_whitespace() {
        let line = if rest.is_empty() && fits(&format!("{first} {word}")) { &mut first } else { &mut rest };
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let cut = |text: String| {
        if fits(&text) { text } else { text.chars().take(LINE_OF_NAME - 1).chain(['\u{2026}']).collect() }
    };
    (cut(first), cut(rest))
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
    fn a_name_is_broken_between_words_and_cut_where_two_lines_are_too_few() {
        assert_eq!(two_lines("One child, TS1"), ("One child, TS1".to_owned(), String::new()));
        let (first, rest) = two_lines("Two children of five to ten, North Ormesby and Berwick Hills (about)");
        assert_eq!(
            (first.as_str(), rest.as_str()),
            ("Two children of five to ten, North", "Ormesby and Berwick Hills (about)")
        );
        let (first, rest) = two_lines(&"x".repeat(90));
        assert_eq!((first.chars().count(), rest.chars().count()), (0, LINE_OF_NAME));
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
