//! Many runs in few numbers: the least, the middle and the most over the seeds of one case.

use super::record::{Benchmark, CaseRecord, Ended, LevelFigure, Run};
use super::stages::Solver;

/// The least, the middle and the most of some figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The least.
    pub min: f64,
    /// The middle one; between the two middle ones where their number is even.
    pub median: f64,
    /// The most.
    pub max: f64,
}

impl Spread {
    /// Of no figures there is none.
    pub fn of(figures: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut all: Vec<f64> = figures.into_iter().collect();
        all.sort_by(f64::total_cmp);
        let (min, max) = (*all.first()?, *all.last()?);
        let middle = all.len() / 2;
        let median = if all.len() % 2 == 1 { all[middle] } else { f64::midpoint(all[middle - 1], all[middle]) };
        Some(Self { min, median, max })
    }
}

/// The seeds of one case with one share of siblings.
#[derive(Clone, Debug)]
pub struct Group<'b> {
    /// The case.
    pub case: &'b str,
    /// Its share of children with siblings, in a hundred.
    pub share: Option<i64>,
    /// One record for each seed.
    pub records: Vec<&'b CaseRecord>,
}

/// A figure that is at least so much where the run did not finish.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AtLeast {
    /// The figure.
    pub figure: f64,
    /// Whether it is only known to be at least that.
    pub is_bound: bool,
}

impl Benchmark {
    /// The groups, in the order of the suite.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for record in &self.cases {
            let (case, share) = (record.case.as_str(), record.sibling_share_percent);
            match groups.iter_mut().find(|group| group.case == case && group.share == share) {
                Some(group) => group.records.push(record),
                None => groups.push(Group { case, share, records: vec![record] }),
            }
        }
        groups
    }
}

impl<'b> Group<'b> {
    /// What to call it.
    pub fn label(&self) -> String {
        self.share.map_or_else(|| self.case.to_owned(), |share| format!("{}, {share} %", self.case))
    }

    /// The runs of one solver, one for each seed that it was run on.
    pub fn runs(&self, solver: &str) -> Vec<&'b Run> {
        self.records.iter().filter_map(|record| record.run(solver)).collect()
    }

    /// The runs of placewell.
    pub fn own(&self) -> Vec<&'b Run> {
        self.runs(Solver::Placewell.word())
    }

    /// How many times as long a solver took from the graph to the proposal as placewell, for each seed on which
    /// placewell ended by proof; at least so many where the solver did not.
    pub fn ratios(&self, solver: &str) -> Vec<AtLeast> {
        self.records.iter().filter_map(|record| record.ratio(solver)).collect()
    }

    /// A level of each of these runs.
    pub fn level(runs: &[&'b Run], id: &str) -> Vec<&'b LevelFigure> {
        runs.iter().filter_map(|run| run.levels.iter().find(|level| level.id == id)).collect()
    }
}

impl CaseRecord {
    /// The run of a solver.
    pub fn run(&self, solver: &str) -> Option<&Run> {
        self.runs.iter().find(|run| run.solver == solver)
    }

    /// See [`Group::ratios`]. A run that was cut after its time took at least as long as it was waited for.
    pub fn ratio(&self, solver: &str) -> Option<AtLeast> {
        let own = self.run(Solver::Placewell.word()).filter(|run| run.ended == Ended::Proof)?.solve_seconds?;
        let peer = self.run(solver)?;
        let (seconds, is_bound) = match peer.ended {
            Ended::Proof => (peer.solve_seconds?, false),
            Ended::Clock => (peer.solve_seconds.unwrap_or(peer.time_limit), true),
            Ended::Cut => (peer.waited_for()?, true),
            Ended::Failed | Ended::NoSearch => return None,
        };
        (own > 0.0).then(|| AtLeast { figure: seconds / own, is_bound })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_in_the_middle() {
        assert_eq!(Spread::of([]), None);
        assert_eq!(Spread::of([2.0]), Some(Spread { min: 2.0, median: 2.0, max: 2.0 }));
        assert_eq!(Spread::of([3.0, 1.0, 10.0]), Some(Spread { min: 1.0, median: 3.0, max: 10.0 }));
        assert_eq!(Spread::of([3.0, 1.0, 10.0, 5.0]), Some(Spread { min: 1.0, median: 4.0, max: 10.0 }));
    }
}
