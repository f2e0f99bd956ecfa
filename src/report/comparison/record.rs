//! `comparison.json`: what a program wants to know of a comparison.

use serde::Serialize;

use super::{Found, phrases};
use crate::compare::{Difference, Fate, Frontier, Point, Rest, Side};
use crate::domain::{Counts, LevelId, Place, Scenario};
use crate::solve::Stopped;
use crate::verify::Fault;

/// The version of this layout: raised when a field changes its meaning or goes.
const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
pub(super) struct Record<'f> {
    schema_version: u32,
    placewell_version: &'static str,
    /// The first side is the reference of every difference.
    sides: Vec<SideRecord<'f>>,
    /// Children whom any side treats otherwise than the first.
    children: Vec<ChildRecord<'f>>,
    /// The trade-off, if one was asked for: of the first side.
    frontier: Option<FrontierRecord<'f>>,
}

#[derive(Serialize)]
struct SideRecord<'f> {
    label: &'f str,
    /// What was changed, in words; blank for a scenario as it stands.
    policy: &'f str,
    scenario: &'f str,
    date: String,
    priorities: Vec<&'static str>,
    proven: bool,
    verified: bool,
    stopped: Option<Stopped>,
    counts: Counts,
    levels: Vec<LevelRecord>,
    /// Children treated otherwise than on the first side, by what it means for them.
    touches: Vec<TouchRecord<'f>>,
    /// What the placements break of the first side's rules; null = another folder.
    breaks: Option<Vec<BreachRecord<'f>>>,
}

#[derive(Serialize)]
struct LevelRecord {
    id: &'static str,
    in_priorities: bool,
    value: i64,
    bound: Option<i64>,
    proven: Option<bool>,
    difference: i64,
    difference_is: &'static str,
}

#[derive(Serialize)]
struct TouchRecord<'f> {
    effect: &'static str,
    children: &'f [String],
}

#[derive(Serialize)]
struct BreachRecord<'f> {
    id: &'f str,
    concerns: &'f [String],
    found: &'f str,
}

#[derive(Serialize)]
struct ChildRecord<'f> {
    child_id: &'f str,
    /// One for each side; null = the side has no such child.
    sides: Vec<Option<FateRecord<'f>>>,
}

#[derive(Serialize)]
struct FateRecord<'f> {
    placement: Option<&'f str>,
    sector: &'f str,
    leaves_home: bool,
    separated_from: &'f [String],
    weekly_cost_pence: Option<i64>,
}

#[derive(Serialize)]
struct FrontierRecord<'f> {
    levels: [&'static str; 2],
    held: Vec<ValueRecord>,
    /// Whether the set of points is complete and every point of it proved.
    complete: bool,
    points: Vec<PointRecord<'f>>,
}

#[derive(Serialize)]
struct PointRecord<'f> {
    values: [i64; 2],
    proven: bool,
    verified: bool,
    levels: Vec<ValueRecord>,
    placements: Vec<PlacedRecord<'f>>,
}

#[derive(Serialize)]
struct ValueRecord {
    id: &'static str,
    value: i64,
}

#[derive(Serialize)]
struct PlacedRecord<'f> {
    child_id: &'f str,
    placement: Option<&'f str>,
    unit: Option<u32>,
}

pub(super) fn record(found: Found<'_>) -> Record<'_> {
    Record {
        schema_version: SCHEMA_VERSION,
        placewell_version: env!("CARGO_PKG_VERSION"),
        sides: found.comparison.sides.iter().map(|each| side(found, each)).collect(),
        children: found.comparison.children.iter().map(child).collect(),
        frontier: found.frontier.map(|each| frontier(found, each)),
    }
}

fn side<'f>(found: Found<'f>, side: &'f Side) -> SideRecord<'f> {
    let settings = &side.findings.reading.scenario.settings;
    let outcome = &side.findings.outcome;
    let level = |each: &crate::solve::LevelOutcome| LevelRecord {
        id: each.level.word(),
        in_priorities: each.in_priorities,
        value: each.value,
        bound: each.bound,
        proven: each.is_proven(),
        difference: each.value - found.comparison.sides[0].value(each.level),
        difference_is: phrases::standing_word(found.comparison.standing(side, each.level)),
    };
    SideRecord {
        label: &side.label,
        policy: &side.policy,
        scenario: &settings.name,
        date: settings.date.to_string(),
        priorities: settings.priorities.iter().map(|level| level.word()).collect(),
        proven: outcome.is_proven(),
        verified: side.findings.verdict.stands(),
        stopped: outcome.stopped,
        counts: side.counts,
        levels: outcome.levels.iter().map(level).collect(),
        touches: side
            .toll
            .iter()
            .map(|(effect, children)| TouchRecord { effect: phrases::effect_word(*effect), children })
            .collect(),
        breaks: side.breaks.as_ref().map(|faults| faults.iter().map(breach).collect()),
    }
}

fn breach(fault: &Fault) -> BreachRecord<'_> {
    BreachRecord { id: &fault.id, concerns: &fault.concerns, found: &fault.found }
}

fn child(difference: &Difference) -> ChildRecord<'_> {
    ChildRecord {
        child_id: &difference.child,
        sides: difference.sides.iter().map(|each| each.as_ref().map(fate)).collect(),
    }
}

fn fate(fate: &Fate) -> FateRecord<'_> {
    FateRecord {
        placement: fate.place.as_deref(),
        sector: &fate.sector,
        leaves_home: fate.moves,
        separated_from: &fate.separated_from,
        weekly_cost_pence: fate.weekly_cost_pence,
    }
}

fn frontier<'f>(found: Found<'f>, frontier: &'f Frontier) -> FrontierRecord<'f> {
    let scenario = &found.comparison.sides[0].findings.reading.scenario;
    let value = |(level, value): &(LevelId, i64)| ValueRecord { id: level.word(), value: *value };
    FrontierRecord {
        levels: [frontier.levels.0.word(), frontier.levels.1.word()],
        held: frontier.held.iter().map(value).collect(),
        complete: frontier.rest == Rest::None,
        points: frontier.points.iter().map(|each| point(scenario, each)).collect(),
    }
}

fn point<'f>(scenario: &'f Scenario, point: &'f Point) -> PointRecord<'f> {
    let placed = scenario.children.iter().map(|child| {
        let there = point.proposal().of(child.id);
        PlacedRecord {
            child_id: &child.reference,
            placement: there.map(|each| scenario.place_name(each.place)),
            unit: there.filter(|each| matches!(each.place, Place::Provision(_))).map(|each| each.unit),
        }
    });
    PointRecord {
        values: [point.values.0, point.values.1],
        proven: point.proven,
        verified: point.verdict.stands(),
        levels: point
            .outcome
            .levels
            .iter()
            .map(|each| ValueRecord { id: each.level.word(), value: each.value })
            .collect(),
        placements: placed.collect(),
    }
}
