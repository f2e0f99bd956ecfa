//! Peak memory and processor time of this process, and how busy the machine is, where the system tells.

/// Where it is read.
pub(super) const SOURCE: &str = "VmHWM of /proc/self/status";

/// The most memory that this process has had so far, in kibibytes; none = the system does not tell.
pub(super) fn peak_kib() -> Option<u64> {
    field(&std::fs::read_to_string("/proc/self/status").ok()?, "VmHWM")
}

/// Seconds that the processors have worked for this process so far, all threads together; none = the system does not
/// tell.
pub(super) fn processor_seconds() -> Option<f64> {
    /// Linux counts in hundredths of a second for all who ask (`USER_HZ`).
    const TICKS: f64 = 100.0;
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program is in parentheses and may hold spaces; user and system time are 11 fields behind it.
    let ticks: Vec<u32> =
        text.rsplit_once(')')?.1.split_whitespace().skip(11).take(2).map_while(|each| each.parse().ok()).collect();
    let [user, system] = ticks[..] else { return None };
    Some((f64::from(user) + f64::from(system)) / TICKS)
}

/// How many threads wanted a processor in the last minute, on average; none = the system does not tell.
pub(super) fn load() -> Option<f64> {
    std::fs::read_to_string("/proc/loadavg").ok()?.split_whitespace().next()?.parse().ok()
}

/// A field such as `VmHWM:     1234 kB`.
pub(super) fn field(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_read_or_missing() {
        let text = "Name:\tx\nVmPeak:\t  900 kB\nVmHWM:\t    1234 kB\n";
        assert_eq!(field(text, "VmHWM"), Some(1_234));
        assert_eq!(field(text, "VmRSS"), None);
        assert_eq!(field("VmHWM: lots\n", "VmHWM"), None);
    }

    #[test]
    fn work_takes_processor_time() {
        let Some(before) = processor_seconds() else { return };
        let began = std::time::Instant::now();
        let mut sum = 0_u64;
        // Twice the step of the clock, whatever else the machine does.
        while processor_seconds().expect("told before") < before + 0.02 && began.elapsed().as_secs() < 60 {
            sum = (0..100_000_u64).fold(sum, |sum, each| std::hint::black_box(sum.wrapping_add(each)));
        }
        assert!(processor_seconds() >= Some(before + 0.02) && load().is_none_or(|load| load >= 0.0));
    }

    #[test]
    fn what_is_held_is_in_the_peak() {
        let Some(before) = peak_kib() else { return };
        let held = std::hint::black_box(vec![1_u8; 256 << 20]);
        let during = peak_kib().expect("told before");
        drop(held);
        // Other tests of this process may have held as much before.
        assert!(before > 1_000 && during >= 250_000, "{before} and {during}");
    }
}
