//! What the stories of the councils say of policies, re-solved: `scenarios/*/README.md`, under *What a policy costs*.

use std::path::Path;

use placewell::compare::{Asked, Comparison, Policy, Rest, Standing, compare, frontier};
use placewell::domain::LevelId;
use placewell::scenario::{self, Reading};
use placewell::solve::Watch;
use placewell::{Request, verify};

fn request() -> Request {
    Request { threads: 2, ..Request::default() }
}

fn read(name: &str) -> Reading {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    scenario::read(&folder).unwrap_or_else(|problems| panic!("{name}: {problems:?}"))
}

fn under(name: &str, policies: &[&str]) -> Comparison {
    let first = read(name);
    let side = |label: &str, reading: Reading, of_first: bool| Asked {
        label: label.to_owned(),
        title: label.to_owned(),
        policy: String::new(),
        reading,
        of_first,
    };
    let mut sides = vec![side(name, first.clone(), false)];
    for text in policies {
        let scenario = Policy::read(text).and_then(|policy| policy.apply(&first.scenario)).expect("a policy");
        sides.push(side(text, Reading { scenario, ..first.clone() }, true));
    }
    let comparison = compare(sides, &request(), &Watch::default()).expect("every side has a proposal");
    assert!(comparison.stands() && comparison.is_proven(), "{name}");
    comparison
}

/// The change of these levels on each side but the first.
fn changes<const N: usize>(comparison: &Comparison, levels: [LevelId; N]) -> Vec<[i64; N]> {
    let (first, others) = comparison.sides.split_first().expect("a reference");
    others.iter().map(|side| levels.map(|level| side.value(level) - first.value(level))).collect()
}

/// The points of a trade-off, each proved and verified, and no others.
fn trade_off(name: &str, levels: (LevelId, LevelId)) -> Vec<(i64, i64)> {
    let scenario = read(name).scenario;
    let found = frontier(&scenario, levels, 100, &request(), &Watch::default()).expect("a frontier");
    assert_eq!(found.rest, Rest::None, "{name}");
    for point in &found.points {
        assert!(point.proven && verify::verify(&scenario, point.proposal()).stands(), "{name}: {:?}", point.values);
    }
    found.points.iter().map(|point| point.values).collect()
}

const FOUR: [LevelId; 4] = [LevelId::Unplaced, LevelId::Separated, LevelId::External, LevelId::WeeklyCost];

#[test]
fn wolverhampton() {
    let comparison =
        under("wolverhampton-2014", &["in-house-first", "no-exemptions", "without=bedrooms", "without=available"]);
    let expected = [[0, 1, -1, -58_400], [0; 4], [0; 4], [-4, 0, 0, 39_600]];
    assert_eq!(changes(&comparison, FOUR), expected);
    let points = trade_off("wolverhampton-2014", (LevelId::External, LevelId::Separated));
    assert_eq!(points, [(1, 1), (2, 0)]);
}

#[test]
fn points_that_are_not_counted_are_no_saving() {
    let comparison = under("wolverhampton-2014", &["without=distance", "no-exemptions"]);
    let standing = |side: usize| comparison.standing(&comparison.sides[side], LevelId::Mismatch);
    assert_eq!([standing(1), standing(2)], [Standing::OtherMeasure, Standing::Proved]);
    assert_eq!(comparison.standing(&comparison.sides[1], LevelId::External), Standing::Proved);
}

#[test]
fn leeds() {
    let comparison = under("leeds-2011", &["no-moves", "max-miles=5", "without=bedrooms"]);
    let expected = [[0, 0, 29, 1_401_000], [0, 0, 11, 575_000], [0, -3, -1, -49_000]];
    assert_eq!(changes(&comparison, FOUR), expected);
    assert_eq!(changes(&comparison, [LevelId::Moved])[0], [-29]);
    let points = trade_off("leeds-2011", (LevelId::External, LevelId::Separated));
    assert_eq!(points, [(12, 9), (13, 8), (15, 7), (16, 6)]);
}

#[test]
fn middlesbrough() {
    let comparison =
        under("middlesbrough-2008", &["in-house-first", "cost-blind", "without=approved-number", "without=needs"]);
    let expected = [[0, 1, -1, -50_000], [0, 0, 10, 480_000], [0, 0, -4, -192_000], [-2, -1, 0, 28_000]];
    assert_eq!(changes(&comparison, FOUR), expected);
    assert_eq!(changes(&comparison, [LevelId::Mismatch])[1], [-28]);
    let points = trade_off("middlesbrough-2008", (LevelId::External, LevelId::Separated));
    assert_eq!(points, [(4, 4), (5, 3)]);
}
