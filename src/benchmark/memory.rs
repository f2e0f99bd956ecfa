//! Peak memory of this process, where the system tells.

/// Where it is read.
pub(super) const SOURCE: &str = "VmHWM of /proc/self/status";

/// The most memory that this process has had so far, in kibibytes; none = the system does not tell.
pub(super) fn peak_kib() -> Option<u64> {
    field(&std::fs::read_to_string("/proc/self/status").ok()?, "VmHWM")
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
    fn a_peak_never_falls() {
        let Some(before) = peak_kib() else { return };
        let held = vec![1_u8; 64 << 20];
        let during = peak_kib().expect("told before");
        drop(held);
        assert!(before > 0 && during >= before && peak_kib() >= Some(during));
    }
}
