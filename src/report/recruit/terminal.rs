//! What the terminal shows after a run of `recruit`: plain text, at most 80 columns.

use std::path::Path;

use super::demand;
use super::one_page;
use super::phrases;
use super::view::View;
use crate::Recruitment;
use crate::domain::Pence;
use crate::recruitment::Line;
use crate::report::terminal::{clean, paragraph};
use crate::report::words;

/// Lines of the plan shown; the files have all.
const MOST_LINES: usize = 20;

/// What a line is called, the end of a long title left out rather than where it is.
fn name(view: &View<'_>, line: &Line) -> String {
    let place: String = clean(view.locality(line)).chars().take(20).collect();
    let title: String = clean(&view.kind(line).title).chars().take(43 - place.chars().count()).collect();
    format!("{title}, {place}")
}

/// The summary of a run; `out` is the folder that the files went to.
pub fn recruitment_terminal(found: &Recruitment, out: Option<&Path>) -> String {
    let view = View::of(found);
    let settings = &view.scenario.settings;
    let mut lines = Vec::new();
    paragraph(&mut lines, "", &format!("{}, {}", settings.name, words::date(settings.date)));
    lines.push(String::new());
    for told in one_page::told(&view) {
        paragraph(&mut lines, "", &told);
    }
    if !view.panel.lines.is_empty() {
        lines.push(String::new());
        lines.push(format!("{:<46}{:>11}{:>12}{:>9}", "Kind of home", "Households", "Range", "Places"));
    }
    for line in view.panel.lines.iter().take(MOST_LINES) {
        let range = format!("{} to {}", line.interval.0, line.interval.1);
        let name = name(&view, line);
        lines.push(format!("{name:<46}{:>11}{range:>12}{:>9}", line.households, line.places));
    }
    if view.panel.lines.len() > MOST_LINES {
        lines.push(format!("  and {} more", view.panel.lines.len() - MOST_LINES));
    }
    for mode in phrases::modes(&view) {
        lines.push(String::new());
        paragraph(&mut lines, "", &mode);
    }
    if let Some(race) = &found.race {
        let (ours, one) = (&race.plan, &race.one_model);
        let money = |pence: Option<Pence>| pence.map_or_else(|| "none".to_owned(), one_page::pounds);
        let told = format!(
            "{} futures: the programme took {:.1} s, plan {}, bound {}; one big model of {}, with {} variables and {} rows, \
             took {:.1} s, plan {}, bound {}.",
            ours.futures,
            race.took.as_secs_f64(),
            one_page::pounds(ours.cost),
            one_page::pounds(ours.bound),
            demand::which(race),
            one.variables,
            one.rows,
            one.took.as_secs_f64(),
            money(one.cost),
            money(one.bound),
        );
        lines.push(String::new());
        paragraph(&mut lines, "", &told);
    }
    if let Some(out) = out {
        lines.push(String::new());
        lines.push(format!("Report:    {}", clean(&out.join("report.html").display().to_string())));
        lines.push(format!("Tables:    {}", clean(&out.join("recruitment.csv").display().to_string())));
    }
    lines.join("\n") + "\n"
}
