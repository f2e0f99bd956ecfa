//! One part of a trial that several machines share, and how the parts become one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::Scenario;
use crate::recruitment::{Ending, Plan, Trials};
use crate::report::{self, File};
use crate::scenario::Reading;
use crate::{RecruitRequest, Shard, numbers, seed_of_trials};

/// The names of the files of a part.
const RECORD: &str = "part.json";
const FUTURES: &str = "futures.csv";

/// One part: what was tried, and how each future ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    record: Record,
    /// One row for each future tried: its number and its cells, as futures.csv has them.
    rows: BTreeMap<u32, Vec<String>>,
    header: Vec<String>,
}

/// `part.json`. Money is in pence, shares are decimals as scenario.toml spells them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    /// What all parts of one trial have in common.
    trial: Common,
    shard: (u32, u32),
    /// Whether every future of the part was tried.
    complete: bool,
    tried: usize,
    reached: usize,
    not_reached: usize,
    undecided: usize,
    share_reached: String,
    share_low: String,
    share_high: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Common {
    placewell_version: String,
    scenario: String,
    inputs: Vec<(String, String)>,
    backend: String,
    seed_of_plan: u64,
    futures_of_plan: u32,
    seed: u64,
    futures: u32,
    share_asked_for: String,
    plan: Vec<(String, i64)>,
    plan_was_given: bool,
    plan_cost_pence: i64,
    plan_bound_pence: i64,
    futures_promised: usize,
}

/// Why parts are not one trial.
#[derive(Debug, thiserror::Error)]
pub enum NotOne {
    /// A file is missing or is none of ours.
    #[error("`{}`: {found}\n  mend: name folders that `placewell recruit --shard k/n --out` wrote", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        found: String,
    },
    /// Parts of different trials.
    #[error("`{}` and `{}` are parts of different trials: {what} differs\n  mend: merge parts of the same scenario, plan, seed and version", first.display(), other.display())]
    Different {
        /// A part.
        first: PathBuf,
        /// One that does not go with it.
        other: PathBuf,
        /// In what they differ.
        what: &'static str,
    },
    /// Parts that are missing or there twice.
    #[error("{found}\n  mend: {mend}")]
    Incomplete {
        /// Which.
        found: String,
        /// What to do.
        mend: String,
    },
}

impl Part {
    /// The part that a run tried.
    pub fn of(reading: &Reading, request: &RecruitRequest, plan: &Plan, trials: &Trials, complete: bool) -> Self {
        let shard = request.shard.unwrap_or(Shard { k: 1, n: 1 });
        let trial = common(reading, request, plan);
        let (header, rows) = rows(trials);
        Self { record: record(trial, shard, complete, &rows), rows, header }
    }

    /// The files of the part.
    ///
    /// # Errors
    /// A table that cannot be written, which none should be.
    pub fn files(&self) -> Result<Vec<File>, report::Error> {
        Ok(vec![table(&self.header, &self.rows)?, (RECORD, self.json()?.into_bytes())])
    }

    /// The content of `part.json`.
    ///
    /// # Errors
    /// A number that JSON cannot hold.
    pub fn json(&self) -> Result<String, report::Error> {
        Ok(serde_json::to_string_pretty(&self.record)? + "\n")
    }

    /// Whether every future was tried and decided.
    pub fn is_decided(&self) -> bool {
        self.record.complete && self.record.undecided == 0
    }

    /// What the terminal shows.
    pub fn told(&self, out: Option<&Path>) -> String {
        let Record { shard: (k, n), tried, reached, not_reached, undecided, trial, .. } = &self.record;
        let part = if *n == 1 { String::new() } else { format!(", part {k} of {n}") };
        let homes: i64 = trial.plan.iter().map(|(_, homes)| homes).sum();
        let mut lines = vec![
            format!("{}: a plan of {homes} households, tried on {tried} futures{part}", trial.scenario),
            format!("  all goals reached, verified       {reached:>7}"),
            format!("  proved to be out of reach         {not_reached:>7}"),
            format!("  undecided, counted as not reached {undecided:>7}"),
            format!(
                "  share reached {} (asked for {}; 95 % interval {} to {})",
                self.record.share_reached, trial.share_asked_for, self.record.share_low, self.record.share_high
            ),
        ];
        if !self.record.complete {
            lines.push("  stopped early: not every future of this part was tried".to_owned());
        }
        lines.extend(out.map(|out| format!("Futures: {}", out.join(FUTURES).display())));
        lines.join("\n") + "\n"
    }

    /// Reads a part from its folder.
    ///
    /// # Errors
    /// Files that are missing or none of ours.
    pub fn read(folder: &Path) -> Result<Self, NotOne> {
        let unreadable = |name: &str, found: String| NotOne::Unreadable { file: folder.join(name), found };
        let text = |name: &str| {
            std::fs::read_to_string(folder.join(name)).map_err(|error| unreadable(name, error.to_string()))
        };
        let record: Record =
            serde_json::from_str(&text(RECORD)?).map_err(|error| unreadable(RECORD, error.to_string()))?;
        let (table, name) = (text(FUTURES)?, FUTURES);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
        let mut all = Vec::new();
        for row in reader.records() {
            let row = row.map_err(|error| unreadable(name, error.to_string()))?;
            all.push(row.iter().map(str::to_owned).collect::<Vec<String>>());
        }
        let mut all = all.into_iter();
        let header = all.next().ok_or_else(|| unreadable(name, "no header".to_owned()))?;
        let mut rows = BTreeMap::new();
        for row in all {
            let number = row.first().and_then(|cell| cell.parse().ok());
            let number: u32 = number.ok_or_else(|| unreadable(name, "a row without a number".to_owned()))?;
            rows.insert(number, row);
        }
        let (k, n) = record.shard;
        let shard = (1..=n).contains(&k).then_some(Shard { k, n });
        let wanted = shard.map(|shard| numbers(record.trial.futures, Some(shard))).unwrap_or_default();
        let again = self::record(record.trial.clone(), Shard { k, n }, record.complete, &rows);
        if again != record || header != self::header() || record.complete && !rows.keys().copied().eq(wanted) {
            return Err(unreadable(name, "its rows are not those that part.json tells of".to_owned()));
        }
        Ok(Self { record, rows, header })
    }

    /// The parts of one trial as its only part: the same bytes as one machine writes.
    ///
    /// # Errors
    /// Parts of different trials; parts that are missing, doubled or stopped early.
    pub fn merge(parts: Vec<(PathBuf, Self)>) -> Result<Self, NotOne> {
        let incomplete = |found: String, mend: &str| NotOne::Incomplete { found, mend: mend.to_owned() };
        let mut parts = parts.into_iter();
        let Some((first, mut whole)) = parts.next() else {
            return Err(incomplete("no parts".to_owned(), "name the folders of all parts"));
        };
        let n = whole.record.shard.1;
        let mut found: BTreeMap<u32, PathBuf> = BTreeMap::new();
        let rest: Vec<(PathBuf, Self)> = parts.collect();
        for (folder, part) in std::iter::once((&first, &whole)).chain(rest.iter().map(|(folder, part)| (folder, part)))
        {
            if let Some(what) = difference(&whole.record, &part.record) {
                return Err(NotOne::Different { first: first.clone(), other: folder.clone(), what });
            }
            if !part.record.complete {
                let told = format!("`{}` was stopped before all its futures were tried", folder.display());
                return Err(incomplete(told, "run that part again without a time limit"));
            }
            if let Some(other) = found.insert(part.record.shard.0, folder.clone()) {
                let k = part.record.shard.0;
                let told = format!("part {k} of {n} is there twice: `{}` and `{}`", other.display(), folder.display());
                return Err(incomplete(told, "name each part once"));
            }
        }
        let missing: Vec<String> = (1..=n).filter(|k| !found.contains_key(k)).map(|k| k.to_string()).collect();
        if !missing.is_empty() {
            let told = format!("of {n} parts these are missing: {}", missing.join(", "));
            return Err(incomplete(told, "run them with `placewell recruit --shard k/n`, and name all parts"));
        }
        for (_, part) in rest {
            whole.rows.extend(part.rows);
        }
        whole.record = record(whole.record.trial, Shard { k: 1, n: 1 }, true, &whole.rows);
        Ok(whole)
    }
}

fn common(reading: &Reading, request: &RecruitRequest, plan: &Plan) -> Common {
    let scenario: &Scenario = &reading.scenario;
    let kinds = scenario.kinds.iter().zip(&plan.homes).filter(|(_, homes)| **homes > 0);
    Common {
        placewell_version: env!("CARGO_PKG_VERSION").to_owned(),
        scenario: scenario.settings.name.clone(),
        inputs: reading.inputs.iter().map(|each| (each.file.clone(), each.sha256.clone())).collect(),
        backend: format!("{:?}", request.backend).to_lowercase(),
        seed_of_plan: request.seed,
        futures_of_plan: request.futures,
        seed: seed_of_trials(request.seed),
        futures: request.test,
        share_asked_for: request.share.to_string(),
        plan: kinds.map(|(kind, homes)| (kind.reference.clone(), *homes)).collect(),
        plan_was_given: request.plan.is_some(),
        plan_cost_pence: plan.cost.0,
        plan_bound_pence: plan.bound.0,
        futures_promised: plan.held,
    }
}

/// In what two parts differ that should not.
fn difference(first: &Record, other: &Record) -> Option<&'static str> {
    let (a, b) = (&first.trial, &other.trial);
    let checks = [
        ("the version of placewell", a.placewell_version == b.placewell_version && a.backend == b.backend),
        ("the scenario", a.scenario == b.scenario && a.inputs == b.inputs),
        ("the seed", a.seed == b.seed && a.seed_of_plan == b.seed_of_plan),
        ("the plan", a.plan == b.plan && a.plan_cost_pence == b.plan_cost_pence),
        ("the number of futures", a.futures == b.futures && a.futures_of_plan == b.futures_of_plan),
        ("the number of parts", first.shard.1 == other.shard.1),
        ("what was asked for", a == b),
    ];
    checks.into_iter().find(|(_, same)| !same).map(|(what, _)| what)
}

fn record(trial: Common, shard: Shard, complete: bool, rows: &BTreeMap<u32, Vec<String>>) -> Record {
    let count =
        |ending: Ending| rows.values().filter(|row| row.get(1).is_some_and(|cell| cell == word(ending))).count();
    let reached = count(Ending::Reached);
    let (middle, low, high) = Trials::share_of(reached, rows.len());
    Record {
        trial,
        shard: (shard.k, shard.n),
        complete,
        tried: rows.len(),
        reached,
        not_reached: count(Ending::NotReached),
        undecided: count(Ending::Undecided),
        share_reached: middle.to_string(),
        share_low: low.to_string(),
        share_high: high.to_string(),
    }
}

fn word(ending: Ending) -> &'static str {
    match ending {
        Ending::Reached => "reached",
        Ending::NotReached => "not_reached",
        Ending::Undecided => "undecided",
    }
}

/// `futures.csv`: how each future ended.
///
/// # Errors
/// A table that cannot be written, which none should be.
pub fn futures_file(trials: &Trials) -> Result<File, report::Error> {
    let (header, rows) = rows(trials);
    table(&header, &rows)
}

fn table(header: &[String], rows: &BTreeMap<u32, Vec<String>>) -> Result<File, report::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows.values() {
        writer.write_record(row)?;
    }
    Ok((FUTURES, writer.into_inner().map_err(|broken| report::Error::Io(broken.into_error()))?))
}

fn header() -> Vec<String> {
    let columns = [
        "future",
        "ending",
        "children",
        "children_in_house",
        "children_residential",
        "children_unplaced",
        "groups",
        "groups_split",
        "weekly_cost_pence",
    ];
    columns.map(str::to_owned).to_vec()
}

fn rows(trials: &Trials) -> (Vec<String>, BTreeMap<u32, Vec<String>>) {
    let row = |trial: &crate::recruitment::Trial| {
        let heads = [
            trial.children,
            trial.children_in_house,
            trial.children_residential,
            trial.children_unplaced,
            trial.groups,
            trial.groups_split,
            trial.weekly_cost.0,
        ];
        let first = [trial.future.to_string(), word(trial.ending).to_owned()];
        first.into_iter().chain(heads.map(|heads| heads.to_string())).collect()
    };
    (header(), trials.trials.iter().map(|trial| (trial.future, row(trial))).collect())
}
