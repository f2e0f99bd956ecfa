//! Writing the files: all of them or none.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Error, File, NAMES};

/// The one folder that this process writes at a time.
static UNDER_WAY: UnderWay = UnderWay(Mutex::new(None));

/// A folder that is not whole yet. Whoever holds the lock may change files; nobody else does.
struct UnderWay(Mutex<Option<PathBuf>>);

/// Writes the files as the folder `out`. An `out` that exists is kept until the new folder is whole, and is replaced
/// only if it is empty or holds one of our files.
///
/// # Errors
/// A folder that is not ours, or what the file system refuses; `out` is then as it was.
pub fn write(out: &Path, files: &[File]) -> Result<(), Error> {
    write_with(out, files, &[])
}

/// As [`write()`], with whole folders moved into it, each under a name. They are of a [`room_beside`] it.
///
/// # Errors
/// As [`write()`]; the folders may then have been moved.
pub fn write_with(out: &Path, files: &[File], folders: &[(&str, &Path)]) -> Result<(), Error> {
    UNDER_WAY.write(out, files, folders)
}

/// Gives up what is being written, for a process that is to end at once: the half of a result goes, an earlier result
/// stays as it was. A result that is being put in its place gets there first. Whoever writes waits for ever.
pub fn abandon() {
    std::mem::forget(UNDER_WAY.abandon());
}

impl UnderWay {
    fn lock(&self) -> MutexGuard<'_, Option<PathBuf>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, out: &Path, files: &[File], folders: &[(&str, &Path)]) -> Result<(), Error> {
        let (out, beside) = replaceable(out)?;
        let whole = self.begin(&beside)?;
        for (name, bytes) in files {
            // Let go between two files, so that nobody who gives up waits for all of them.
            let _held = self.lock();
            fs::write(whole.path().join(name), bytes)?;
        }
        let mut under_way = self.lock();
        for (name, folder) in folders {
            readable(folder)?;
            fs::rename(folder, whole.path().join(name))?;
        }
        readable(whole.path())?;
        put(whole, &out)?;
        *under_way = None;
        Ok(())
    }

    fn begin(&self, beside: &Path) -> io::Result<tempfile::TempDir> {
        let mut under_way = self.lock();
        fs::create_dir_all(beside)?;
        let whole = tempfile::Builder::new().prefix(".placewell-").tempdir_in(beside)?;
        *under_way = Some(whole.path().to_owned());
        Ok(whole)
    }

    fn abandon(&self) -> MutexGuard<'_, Option<PathBuf>> {
        let mut under_way = self.lock();
        if let Some(half) = under_way.take() {
            // What cannot be removed stays beside the result, under a name that nobody takes for one.
            let _ = fs::remove_dir_all(half);
        }
        under_way
    }
}

/// Whether a result may be written as this folder, asked before the hours that it takes to have one.
///
/// # Errors
/// An `out` that is not ours to replace, or what the file system refuses.
pub fn may_write(out: &Path) -> Result<(), Error> {
    replaceable(out).map(drop)
}

/// The folder beside `out` for a report of what is not finished.
pub fn unfinished(out: &Path) -> PathBuf {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push("-unfinished");
    out.with_file_name(name)
}

/// A temporary folder beside `out`, for what is too large to be kept in memory until `out` is written.
///
/// # Errors
/// An `out` that is not ours to replace, or what the file system refuses.
pub fn room_beside(out: &Path) -> Result<tempfile::TempDir, Error> {
    let (_, beside) = replaceable(out)?;
    fs::create_dir_all(&beside)?;
    Ok(tempfile::Builder::new().prefix(".placewell-").tempdir_in(beside)?)
}

/// The path of a folder that is not there or ours to replace, and the folder beside it.
fn replaceable(out: &Path) -> Result<(PathBuf, PathBuf), Error> {
    let out = absolute(out)?;
    if out.symlink_metadata().is_ok() && !is_ours(&out)? {
        return Err(Error::NotOurs { folder: out });
    }
    let beside = out.parent().ok_or_else(|| Error::NotOurs { folder: out.clone() })?.to_owned();
    Ok((out, beside))
}

/// The path without a trailing slash, from the root, so that its parent is the folder beside it.
fn absolute(out: &Path) -> io::Result<PathBuf> {
    match out.canonicalize() {
        Ok(path) => Ok(path),
        Err(_) => std::path::absolute(out),
    }
}

fn is_ours(out: &Path) -> Result<bool, Error> {
    if !out.is_dir() {
        return Ok(false);
    }
    let mut is_empty = true;
    for entry in fs::read_dir(out)? {
        is_empty = false;
        if entry?.file_name().to_str().is_some_and(|name| NAMES.contains(&name)) {
            return Ok(true);
        }
    }
    Ok(is_empty)
}

/// Temporary folders are private to the user; results are as readable as any folder that the user makes.
fn readable(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
    }
    let _ = folder;
    Ok(())
}

/// Puts the whole folder in place. The old one steps aside first and comes back if the new one cannot take its place.
fn put(whole: tempfile::TempDir, out: &Path) -> Result<(), Error> {
    if out.symlink_metadata().is_err() {
        fs::rename(whole.path(), out)?;
        let _ = whole.keep();
        return Ok(());
    }
    let mut name = OsString::from(whole.path());
    name.push("-old");
    let old = PathBuf::from(name);
    fs::rename(out, &old)?;
    if let Err(refused) = fs::rename(whole.path(), out) {
        fs::rename(&old, out)?;
        return Err(refused.into());
    }
    let _ = whole.keep();
    fs::remove_dir_all(&old)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Vec<File> {
        vec![("proposal.csv", text.into()), ("result.json", b"{}".to_vec())]
    }

    #[test]
    fn a_new_folder_is_whole() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let out = place.path().join("a/b/out");
        write(&out, &files("x")).expect("written");
        assert_eq!(fs::read_to_string(out.join("proposal.csv")).expect("there"), "x");
        assert_eq!(fs::read_dir(out.parent().expect("b")).expect("b").count(), 1, "nothing is left beside it");
    }

    #[test]
    fn an_old_result_is_replaced_and_files_of_the_old_one_go() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let out = place.path().join("out");
        write(&out, &files("old")).expect("written");
        fs::write(out.join("gaps.csv"), "stale").expect("written");
        write(&out, &files("new")).expect("replaced");
        assert_eq!(fs::read_to_string(out.join("proposal.csv")).expect("there"), "new");
        assert!(!out.join("gaps.csv").exists());
        assert_eq!(fs::read_dir(place.path()).expect("place").count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_ours_is_left_alone() {
        let place = tempfile::tempdir().expect("a temporary folder");
        fs::write(place.path().join("letter.txt"), "mine").expect("written");
        assert!(matches!(write(place.path(), &files("x")), Err(Error::NotOurs { .. })));
        assert_eq!(fs::read_to_string(place.path().join("letter.txt")).expect("there"), "mine");
        assert!(matches!(write(&place.path().join("letter.txt"), &files("x")), Err(Error::NotOurs { .. })));
    }

    #[test]
    fn what_is_given_up_goes_and_the_earlier_result_stays() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let out = place.path().join("out");
        let under_way = UnderWay(Mutex::new(None));
        under_way.write(&out, &files("old"), &[]).expect("written");
        let half = under_way.begin(place.path()).expect("begun");
        fs::write(half.path().join("proposal.csv"), "new").expect("written");
        drop(under_way.abandon());
        assert!(!half.path().exists());
        assert_eq!(fs::read_dir(place.path()).expect("place").count(), 1, "nothing is left beside it");
        assert_eq!(fs::read_to_string(out.join("proposal.csv")).expect("there"), "old");
        // A result that is in its place is not given up any more.
        drop(under_way.abandon());
        assert!(out.join("result.json").exists());
    }

    #[test]
    fn an_empty_folder_is_taken() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let out = place.path().join("out");
        fs::create_dir(&out).expect("made");
        write(&out, &files("x")).expect("written");
        assert!(out.join("result.json").exists());
    }
}
