//! What the suite is to reach, and what it reached.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::record::{Benchmark, Ended, LevelFigure, Run};
use super::summary::{Group, Spread};
use crate::domain::LevelId;

/// One goal, and what was measured. A figure is the median over the seeds, of the share of siblings for which it is worst.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GoalFigure {
    /// The case that it is about.
    pub case: String,
    /// What is measured: `proven_percent`, `seconds`, `times_faster_than_plain`, `stands_percent`, `bounded_percent`,
    /// `gap_percent_of_children`, `mismatch_gap_percent`, `memory_gib`.
    pub figure: String,
    /// Whether it is to be at least, rather than at most, so much.
    pub at_least: bool,
    /// The goal.
    pub goal: f64,
    /// The goal beyond the goal, if there is one.
    pub moonshot: Option<f64>,
    /// What was measured; null = it cannot be told, such as a gap where nothing is proved.
    pub measured: Option<f64>,
    /// Whether the figure may be better than what was measured, as a peer was not waited for.
    pub measured_is_bound: bool,
    /// Whether the goal is met.
    pub met: bool,
    /// Whether the goal beyond is met.
    pub moonshot_met: Option<bool>,
}

struct Aim {
    case: &'static str,
    figure: &'static str,
    at_least: bool,
    goal: f64,
    moonshot: Option<f64>,
    measure: fn(&Group<'_>) -> Measure,
}

/// What is measured of the seeds of one share.
enum Measure {
    Known(f64),
    AtLeast(f64),
    /// Nobody asked for it.
    NotAsked,
    /// It was asked for, and there is no such figure.
    None,
}

const fn at_most(
    case: &'static str,
    figure: &'static str,
    goal: f64,
    moonshot: f64,
    measure: fn(&Group<'_>) -> Measure,
) -> Aim {
    Aim { case, figure, at_least: false, goal, moonshot: Some(moonshot), measure }
}

const fn all(case: &'static str, figure: &'static str, measure: fn(&Group<'_>) -> Measure) -> Aim {
    Aim { case, figure, at_least: true, goal: 100.0, moonshot: None, measure }
}

const AIMS: [Aim; 16] = [
    all("daily", "proven_percent", proven),
    at_most("daily", "seconds", 0.1, 0.05, seconds),
    all("month", "proven_percent", proven),
    at_most("month", "seconds", 1.0, 0.3, seconds),
    all("council", "proven_percent", proven),
    at_most("council", "seconds", 15.0, 2.0, seconds),
    Aim {
        case: "council",
        figure: "times_faster_than_plain",
        at_least: true,
        goal: 7.0,
        moonshot: None,
        measure: faster_than_plain,
    },
    at_most("region", "gap_percent_of_children", 0.5, 0.1, gap_of_five),
    Aim {
        case: "region",
        figure: "mismatch_gap_percent",
        at_least: false,
        goal: 2.0,
        moonshot: None,
        measure: mismatch_gap,
    },
    at_most("region", "seconds", 600.0, 60.0, seconds),
    Aim { case: "region", figure: "memory_gib", at_least: false, goal: 4.0, moonshot: None, measure: memory },
    all("nation", "stands_percent", stands),
    all("nation", "bounded_percent", bounded),
    at_most("nation", "gap_percent_of_children", 2.0, 0.5, gap_of_four),
    at_most("nation", "seconds", 1_800.0, 600.0, seconds),
    Aim { case: "nation", figure: "memory_gib", at_least: false, goal: 16.0, moonshot: None, measure: memory },
];

/// The goals of the cases that were run.
pub(super) fn goals(benchmark: &Benchmark) -> Vec<GoalFigure> {
    let groups = benchmark.groups();
    AIMS.iter().filter_map(|aim| figure(aim, &groups)).collect()
}

fn figure(aim: &Aim, groups: &[Group<'_>]) -> Option<GoalFigure> {
    let of_shares: Vec<Measure> = groups
        .iter()
        .filter(|group| group.case == aim.case)
        .map(aim.measure)
        .filter(|measure| !matches!(measure, Measure::NotAsked))
        .collect();
    if of_shares.is_empty() {
        return None;
    }
    let known: Vec<(f64, bool)> = of_shares
        .iter()
        .filter_map(|measure| match measure {
            Measure::Known(figure) => Some((*figure, false)),
            Measure::AtLeast(figure) => Some((*figure, true)),
            Measure::NotAsked | Measure::None => None,
        })
        .collect();
    let worst = known.iter().copied().reduce(|a, b| if (a.0 <= b.0) == aim.at_least { a } else { b });
    let measured = worst.filter(|_| known.len() == of_shares.len());
    let reaches = |target: f64| {
        measured.is_some_and(|(figure, _)| if aim.at_least { figure >= target } else { figure <= target })
    };
    Some(GoalFigure {
        case: aim.case.to_owned(),
        figure: aim.figure.to_owned(),
        at_least: aim.at_least,
        goal: aim.goal,
        moonshot: aim.moonshot,
        measured: measured.map(|(figure, _)| figure),
        measured_is_bound: measured.is_some_and(|(_, is_bound)| is_bound),
        met: reaches(aim.goal),
        moonshot_met: aim.moonshot.map(reaches),
    })
}

fn median(figures: impl IntoIterator<Item = Option<f64>>) -> Measure {
    let all: Option<Vec<f64>> = figures.into_iter().collect();
    all.and_then(Spread::of).map_or(Measure::None, |spread| Measure::Known(spread.median))
}

/// How many in a hundred of the runs are so.
fn share(group: &Group<'_>, is_so: impl Fn(&Run) -> bool) -> Measure {
    let own = group.own();
    let so = own.iter().filter(|run| is_so(run)).count();
    if own.is_empty() { Measure::None } else { Measure::Known(100.0 * count(so) / count(own.len())) }
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

fn proven(group: &Group<'_>) -> Measure {
    share(group, |run| run.ended == Ended::Proof)
}

fn stands(group: &Group<'_>) -> Measure {
    share(group, |run| run.stands == Some(true))
}

fn bounded(group: &Group<'_>) -> Measure {
    share(group, |run| !run.levels.is_empty() && run.levels.iter().all(|level| level.bound.is_some()))
}

fn seconds(group: &Group<'_>) -> Measure {
    let finished = |run: &&Run| matches!(run.ended, Ended::Proof | Ended::Clock).then_some(run.seconds);
    median(group.own().iter().map(finished))
}

fn memory(group: &Group<'_>) -> Measure {
    let own = group.own();
    if own.iter().any(|run| run.peak_kib.is_none()) {
        return Measure::NotAsked;
    }
    median(own.iter().map(|run| Some(kib(run.peak_kib?) / 1_048_576.0)))
}

fn kib(number: u64) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

fn faster_than_plain(group: &Group<'_>) -> Measure {
    const PLAIN: &str = "plain";
    if group.runs(PLAIN).is_empty() {
        return Measure::NotAsked;
    }
    let ratios = group.ratios(PLAIN);
    if ratios.len() < group.records.len() {
        return Measure::None;
    }
    let is_bound = ratios.iter().any(|ratio| ratio.is_bound);
    match Spread::of(ratios.iter().map(|ratio| ratio.figure)) {
        Some(spread) if is_bound => Measure::AtLeast(spread.median),
        Some(spread) => Measure::Known(spread.median),
        None => Measure::None,
    }
}

fn gap_of_five(group: &Group<'_>) -> Measure {
    gap(group, &LevelId::ALL[..5])
}

fn gap_of_four(group: &Group<'_>) -> Measure {
    gap(group, &LevelId::ALL[..4])
}

/// The largest gap of these levels, in a hundred children to be placed.
fn gap(group: &Group<'_>, levels: &[LevelId]) -> Measure {
    let largest = |record: &&super::record::CaseRecord| {
        let run = record.run("placewell")?;
        let gaps: Option<Vec<i64>> = levels.iter().map(|id| level(run, *id)?.gap).collect();
        Some(100.0 * whole(gaps?.into_iter().max()?) / count(record.children.max(1)))
    };
    median(group.records.iter().map(largest))
}

/// The gap of the mismatch in a hundred of its points.
fn mismatch_gap(group: &Group<'_>) -> Measure {
    let of = |run: &&Run| {
        let level = level(run, LevelId::Mismatch)?;
        Some(100.0 * whole(level.gap?) / whole(level.value?.max(1)))
    };
    median(group.own().iter().map(of))
}

fn level(run: &Run, id: LevelId) -> Option<&LevelFigure> {
    run.levels.iter().find(|level| level.id == id.word())
}

#[expect(clippy::cast_precision_loss, reason = "a share in a hundred needs no more digits")]
fn whole(number: i64) -> f64 {
    number as f64
}
