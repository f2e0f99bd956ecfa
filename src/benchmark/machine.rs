//! What is measured on.

use std::fs;

use super::memory;
use super::record::Machine;

/// The machine, now.
pub fn machine() -> Machine {
    let read = |file: &str| fs::read_to_string(file).unwrap_or_default();
    let processor = read("/proc/cpuinfo")
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':').map(|(_, name)| name.trim().to_owned()));
    Machine {
        measured_at: now(),
        processors: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        processor,
        memory_kib: memory::field(&read("/proc/meminfo"), "MemTotal"),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        build: if cfg!(debug_assertions) { "debug" } else { "release" }.to_owned(),
        load_before: memory::load(),
        memory_from: memory::peak_kib().map(|_| memory::SOURCE.to_owned()),
    }
}

/// The time to the second, UTC.
fn now() -> String {
    let second = jiff::Timestamp::now().as_second();
    jiff::Timestamp::from_second(second).map_or_else(|_| String::new(), |now| now.to_string())
}
