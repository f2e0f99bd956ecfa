//! Which cases there are: sizes by name, shares of children with siblings, seeds; or scenario folders of one's own.

use std::path::{Path, PathBuf};

use crate::scenario::synthetic::{Recipe, SIZES};

/// One scenario to be solved.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What it is called: a size, or a folder's name.
    pub name: String,
    /// Where it comes from.
    pub source: Source,
    /// Seconds that a search may take.
    pub limit: f64,
}

/// Where a scenario comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// It is drawn.
    Drawn(Recipe),
    /// It is read.
    Folder(PathBuf),
}

/// Seconds that a search may take where nobody says otherwise: of a region and of a nation so many that the whole run, with
/// its files, may keep to its goal.
const SECONDS: [(&str, f64); 4] = [("daily", 60.0), ("month", 60.0), ("region", 570.0), ("nation", 1_560.0)];
const SECONDS_OF_OTHERS: f64 = 120.0;

impl Case {
    /// How many in a hundred children come with siblings, and the seed, of a case that is drawn.
    pub fn draw(&self) -> Option<(i64, u64)> {
        match &self.source {
            Source::Drawn(recipe) => Some((recipe.sibling_share_percent, recipe.seed)),
            Source::Folder(_) => None,
        }
    }

    /// What to call it in a list of many.
    pub fn label(&self) -> String {
        match self.draw() {
            Some((share, seed)) => format!("{}, {share} % with siblings, seed {seed}", self.name),
            None => self.name.clone(),
        }
    }
}

/// Every case: each size by each share and seed, then each folder. A size is a name, or children and homes such as
/// `400/250`, drawn like a month.
///
/// # Errors
/// The first size that there is not, and how to mend it.
pub fn cases(
    sizes: &[String],
    shares: &[i64],
    seeds: &[u64],
    folders: &[PathBuf],
    limit: Option<f64>,
) -> Result<Vec<Case>, String> {
    let mut all = Vec::new();
    for size in sizes {
        for share in shares {
            for seed in seeds {
                let mut recipe = recipe(size, *seed).ok_or_else(|| unknown(size))?;
                recipe.sibling_share_percent = *share;
                recipe.name = format!("Invented: {size}, {share} in a hundred with siblings, seed {seed}");
                let limit = limit.unwrap_or_else(|| usual_limit(size));
                all.push(Case { name: size.clone(), source: Source::Drawn(recipe), limit });
            }
        }
    }
    all.extend(folders.iter().map(|folder| Case {
        name: name(folder),
        source: Source::Folder(folder.clone()),
        limit: limit.unwrap_or(SECONDS_OF_OTHERS),
    }));
    Ok(all)
}

fn recipe(size: &str, seed: u64) -> Option<Recipe> {
    let Some((children, households)) = size.split_once('/') else { return Recipe::named(size, seed) };
    let count = |text: &str| text.parse::<usize>().ok().filter(|count| (1..=100_000).contains(count));
    let mut recipe = Recipe::named("month", seed)?;
    recipe.resize(count(children)?);
    recipe.households = count(households)?;
    Some(recipe)
}

fn unknown(size: &str) -> String {
    let known: Vec<&str> = SIZES.iter().map(|(name, ..)| *name).collect();
    format!(
        "there is no case `{size}`\n  mend: name any of {}, or children and homes such as `400/250`",
        known.join(", ")
    )
}

fn usual_limit(size: &str) -> f64 {
    SECONDS.iter().find(|(name, _)| *name == size).map_or(SECONDS_OF_OTHERS, |(_, seconds)| *seconds)
}

fn name(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    whole.file_name().map_or_else(|| folder.display().to_string(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_comes_with_every_share_and_seed() {
        let sizes = ["daily".to_owned(), "7/12".to_owned()];
        let all = cases(&sizes, &[25, 60], &[1, 2, 3], &[PathBuf::from("a/b")], None).expect("known sizes");
        assert_eq!(all.len(), 2 * 2 * 3 + 1);
        assert_eq!(all[7].draw(), Some((25, 2)));
        let Source::Drawn(recipe) = &all[7].source else { panic!("drawn") };
        assert_eq!((recipe.children, recipe.households, recipe.sibling_share_percent), (7, 12, 25));
        assert_eq!((all[12].name.as_str(), all[12].draw()), ("b", None));
        let limited = cases(&sizes, &[25], &[1], &[], Some(3.0)).expect("known sizes");
        assert!(limited.iter().all(|case| (case.limit - 3.0).abs() < f64::EPSILON));
    }

    #[test]
    fn an_unknown_size_is_named_with_those_there_are() {
        for size in ["county", "0/5", "5/0", "5/", "/", "-1/3", "5/200000"] {
            let refused = cases(&[size.to_owned()], &[25], &[1], &[], None).expect_err("no such size");
            assert!(refused.contains(size) && refused.contains("month"), "{refused}");
        }
    }
}
