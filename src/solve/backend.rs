//! What a back-end does, and what it may claim.

use super::program::Program;

/// A solver of integer programmes.
pub trait Backend: Sync {
    /// Its name.
    fn name(&self) -> String;

    /// The linear relaxation: values and multipliers, as advice; none = the back-end has none to give.
    fn relax(&self, program: &Program, cost: &[i64], seconds: Option<f64>) -> Option<Relaxation>;

    /// The least cost, from a feasible start if one is known.
    ///
    /// # Errors
    /// What the back-end says where it can neither solve nor prove.
    fn minimise(
        &self,
        program: &Program,
        cost: &[i64],
        start: Option<&[bool]>,
        effort: Effort,
    ) -> Result<Answer, SolveError>;

    /// An empty linear programme that is solved again and again while it grows; none = the back-end has none. A `plain` one
    /// is solved as it is: to make a small one smaller first takes longer than it saves.
    fn growing(&self, plain: bool) -> Option<Box<dyn Growing>> {
        let _ = plain;
        None
    }
}

/// A linear programme to minimise, whose rows and columns join one by one. Each solution starts from the last one, so that
/// a programme that has changed little is solved quickly. Rows and columns have numbers from 0, in the order of joining.
pub trait Growing {
    /// Lets the row `Σ terms ≤ at_most` join, over columns there are: number and coefficient. `tight` = it holds with
    /// equality.
    fn row(&mut self, terms: &[(usize, f64)], at_most: f64, tight: bool);

    /// Lets a column of at least 0 and at most `most` join, with what it costs and its coefficients in rows there are.
    fn column(&mut self, cost: f64, most: f64, terms: &[(usize, f64)]);

    /// Changes what a column costs.
    fn set_cost(&mut self, column: usize, cost: f64);

    /// Changes the least and the most that a column may be: both 0 leave it out of play.
    fn set_limits(&mut self, column: usize, least: f64, most: f64);

    /// Solves it as it is now, in so many seconds at most; none = it could not, or there is no solution.
    fn solve(&mut self, seconds: Option<f64>) -> Option<Relaxation>;
}

/// How hard to search.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Effort {
    /// Seconds at most; none = as long as it takes.
    pub seconds: Option<f64>,
    /// Branch-and-bound nodes at most: a limit that does not depend on a clock. None = as many as it takes.
    pub nodes: Option<i32>,
    /// The relative distance from the bound at which the search may end.
    pub gap: f64,
    /// Whether the programme is searched as it is: where a choice is wanted and no proof, to make it smaller first takes
    /// longer than it saves.
    pub plain: bool,
}

/// A solved linear relaxation.
pub struct Relaxation {
    /// The value of each variable.
    pub values: Vec<f64>,
    /// The multiplier of each row, not negative unless the row is tight.
    pub multipliers: Vec<f64>,
}

/// What a back-end found. Nothing in it is believed before it has been checked in whole numbers.
pub struct Answer {
    /// The best choice found, if any.
    pub values: Option<Vec<bool>>,
    /// The claimed lower bound.
    pub bound: Option<i64>,
    /// Whether the search ended because of its time.
    pub out_of_time: bool,
}

/// Why there is no outcome.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SolveError {
    /// No proposal is lawful: only pins can cause that, since leaving everybody unplaced breaks nothing else.
    #[error("no lawful proposal has every pinned child in its home")]
    Infeasible,
    /// The back-end failed.
    #[error("the back-end {backend} failed: {message}")]
    Backend {
        /// Its name.
        backend: String,
        /// What it said.
        message: String,
    },
    /// The back-end is not part of this build.
    #[error("this build has no back-end `{0}`\n  mend: build with `--features {0}`")]
    NotBuilt(&'static str),
}
