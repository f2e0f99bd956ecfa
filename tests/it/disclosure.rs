//! Tables that leave the team: nothing small is shown, and nothing shown gives it back.

use std::collections::BTreeMap;
use std::path::Path;

use placewell::domain::Dimension;
use placewell::scenario::synthetic::tiny;
use placewell::sufficiency::{Band, Position, Tally, position, suppress, tabulate};
use placewell::{compatibility, scenario, solve};

/// Whole = parts, as the columns are called: each stands for a sum that any reader can check.
const SUMS_OF_COLUMNS: [(&[&str], &[&str]); 3] = [
    (&["children"], &["children_staying", "children_in_need"]),
    (
        &["children_in_need"],
        &["children_in_house", "children_kinship", "children_agency", "children_residential", "children_unplaced"],
    ),
    (&["places", "places_above"], &["places_filled", "places_usable", "places_mismatched", "places_held"]),
];

/// Nothing small is shown, noughts are, and no sum of cells or columns has one suppressed count alone.
fn nothing_small_gets_out(position: &Position, tables: &[Vec<Dimension>]) -> usize {
    let suppressed = suppress(position, tables);
    let mut shown = 0;
    let grids: Vec<BTreeMap<Vec<Band>, Tally>> =
        tables.iter().map(|by| tabulate(position, by).into_iter().collect()).collect();
    let column = |name: &str| Tally::default().columns().iter().position(|(each, _)| *each == name).expect("a column");
    for (table, grid) in grids.iter().enumerate() {
        for (cell, tally) in grid {
            for (at, (name, count)) in tally.columns().into_iter().enumerate() {
                let hidden = suppressed.hides(table, cell, at);
                assert!(hidden || !(1..=5).contains(&count), "{name} = {count} in {cell:?}");
                assert!(!hidden || count > 0, "a nought is hidden");
                shown += usize::from(!hidden && count > 0);
            }
            for (left, right) in SUMS_OF_COLUMNS {
                let parts = left.iter().chain(right).filter(|name| suppressed.hides(table, cell, column(name)));
                assert_ne!(parts.count(), 1, "a sum of columns gives {left:?} back in {cell:?}");
            }
        }
    }
    for (table, by) in tables.iter().enumerate() {
        for (coarse, fewer) in tables.iter().enumerate().filter(|(_, fewer)| fewer.len() < by.len()) {
            if !fewer.iter().all(|dimension| by.contains(dimension)) {
                continue;
            }
            let places: Vec<usize> =
                fewer.iter().filter_map(|dimension| by.iter().position(|each| each == dimension)).collect();
            for whole in grids[coarse].keys() {
                for at in 0..17 {
                    let is_part =
                        |cell: &&Vec<Band>| places.iter().zip(whole).all(|(place, band)| cell[*place] == *band);
                    let parts = grids[table].keys().filter(is_part).filter(|cell| suppressed.hides(table, cell, at));
                    let hidden = parts.count() + usize::from(suppressed.hides(coarse, whole, at));
                    assert_ne!(hidden, 1, "a margin gives column {at} of {whole:?} back");
                }
            }
        }
    }
    shown
}

#[test]
fn no_table_that_leaves_the_team_shows_or_gives_back_a_small_count() {
    let by = [Dimension::Age, Dimension::Locality, Dimension::Siblings];
    let tables = |number: usize| -> Vec<Vec<Dimension>> {
        let mut all = vec![Vec::new()];
        all.extend(by[..number].iter().map(|dimension| vec![*dimension]));
        all.push(by[..2].to_vec());
        all.extend((number > 2).then(|| by.to_vec()));
        all
    };
    let mut shown = 0;
    for (name, number) in [("first-look", 3), ("leeds-2011", 2), ("middlesbrough-2008", 3), ("wolverhampton-2014", 3)] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
        let scenario = scenario::read(&folder).expect("sound").scenario;
        let graph = compatibility::graph(&scenario);
        let position = position(&scenario, &graph, &solve::by_hand(&scenario, &graph));
        shown += nothing_small_gets_out(&position, &tables(number));
    }
    for seed in 0..60 {
        let scenario = tiny(seed);
        let graph = compatibility::graph(&scenario);
        let position = position(&scenario, &graph, &solve::by_hand(&scenario, &graph));
        nothing_small_gets_out(&position, &tables(3));
    }
    assert!(shown > 100, "{shown} counts are shown");
}
