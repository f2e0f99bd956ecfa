//! What the terminal shows of a benchmark: plain text, at most 80 columns.

use std::path::Path;

use super::figures::{NONE, digits, kib, mebibytes, proved, seconds, solver_title, spread};
use super::goals;
use super::results::{peers, ratio_line};
use crate::benchmark::{Benchmark, Group, Spread};
use crate::report::terminal::{clean, paragraph};

/// The summary of a benchmark; `out` is the folder that the files went to.
pub fn benchmark_terminal(found: &Benchmark, out: Option<&Path>) -> String {
    let mut lines = Vec::new();
    for fault in found.rejected() {
        paragraph(&mut lines, "", &format!("REJECTED. {fault}"));
    }
    let machine = &found.machine;
    let processor = machine.processor.as_deref().unwrap_or("processor unknown");
    let threads = found.asked.threads;
    paragraph(
        &mut lines,
        "",
        &format!("{processor}, {} processors, {threads} threads, {} build", machine.processors, machine.build),
    );
    if found.stopped_early {
        lines.push(format!("Unfinished: {} of {} runs were made.", found.runs(), found.asked.runs));
    }
    if let Some(load) = machine.load_before.filter(|load| *load > 1.0) {
        paragraph(
            &mut lines,
            "",
            &format!("Busy with other work: {} threads wanted a processor before.", digits(load)),
        );
    }
    lines.push(String::new());
    lines.push(format!("{:<24}{:>10}{:>10}{:>14}{:>20}", "Case", "Children", "Proved", "Seconds", "Peak memory, MiB"));
    for group in found.groups() {
        lines.push(case(&group));
    }
    for peer in peers(found) {
        lines.push(String::new());
        lines.push(format!("Times as long by {} (median, and least to most of the seeds)", solver_title(peer)));
        for group in found.groups().iter().filter(|group| !group.ratios(peer).is_empty()) {
            lines.push(format!("{:<24}{}", clean(&group.label()), ratio_line(group, peer)));
        }
    }
    if !found.goals.is_empty() {
        lines.push(String::new());
        lines.push("Goals (the middle one of the seeds, for the worst share of siblings)".to_owned());
    }
    for goal in &found.goals {
        let limit = if goal.at_least { "at least" } else { "at most" };
        let measured = goal.measured.map_or_else(|| NONE.to_owned(), digits);
        let at_least = if goal.measured_is_bound { "at least " } else { "" };
        let met = if goal.met { "met" } else { "missed" };
        let told = format!(
            "{}: {}: {at_least}{measured}, goal {limit} {}: {met}",
            goal.case,
            goals::title(&goal.figure),
            goal.goal
        );
        paragraph(&mut lines, "  ", &told);
    }
    if let Some(out) = out {
        lines.push(String::new());
        lines.push(format!("Report:    {}", clean(&out.join("report.html").display().to_string())));
        lines.push(format!("Record:    {}", clean(&out.join("benchmark.json").display().to_string())));
    }
    lines.join("\n") + "\n"
}

fn case(group: &Group<'_>) -> String {
    let own = group.own();
    let children = group.records.iter().map(|record| record.children).max().unwrap_or(0);
    let (time, _) = spread(Spread::of(own.iter().map(|run| run.seconds)), seconds);
    let peaks = own.iter().filter_map(|run| run.peak_kib).map(kib);
    let (memory, _) = spread(Spread::of(peaks), |size| digits(mebibytes(size)));
    format!("{:<24}{children:>10}{:>10}{time:>14}{memory:>20}", clean(&group.label()), proved(&own))
}
