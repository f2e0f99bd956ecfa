//! Bytes of a CSV file, as spreadsheet programs really write them, become text.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::codes;
use super::problem::{At, Problems};

/// Text with LF line ends and without a byte order mark; none = not text.
pub(super) fn text(bytes: &[u8], file: &str, problems: &Problems) -> Option<String> {
    let (encoding, start) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let body = &bytes[start..];
    let text = if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(body) {
        text
    } else {
        problems.add(
            At { file, line: Some(1 + line_ends(&body[..valid_up_to(body)])), column: None },
            codes::OLD_ENCODING,
            format!("a byte that is not {}, here first", encoding.name()),
            "it was read as Windows-1252: check names with accents, and save the file as CSV UTF-8",
        );
        WINDOWS_1252.decode_without_bom_handling(body).0
    };
    if let Some(at) = text.find('\0') {
        problems.add(
            At { file, line: Some(1 + line_ends(&text.as_bytes()[..at])), column: None },
            codes::NOT_TEXT,
            "a character that no text has (NUL)",
            "save the table from your spreadsheet program as CSV UTF-8",
        );
        return None;
    }
    Some(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() })
}

/// How many line ends are in these bytes.
pub(super) fn line_ends(bytes: &[u8]) -> u64 {
    let lines = bytes.split(|byte| *byte == b'\n').count();
    u64::try_from(lines).unwrap_or(u64::MAX).saturating_sub(1)
}

fn valid_up_to(bytes: &[u8]) -> usize {
    std::str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Option<String>, Vec<(Option<u64>, &'static str)>) {
        let problems = Problems::default();
        let text = text(bytes, "f.csv", &problems);
        (text, problems.sorted().into_iter().map(|each| (each.line, each.code)).collect())
    }

    #[test]
    fn every_encoding_that_spreadsheets_write() {
        assert_eq!(read("a,é\n".as_bytes()), (Some("a,é\n".to_owned()), vec![]));
        assert_eq!(read(b"\xEF\xBB\xBFa,\xC3\xA9\r\nb"), (Some("a,é\nb".to_owned()), vec![]));
        assert_eq!(read(b"\xFF\xFEa\0\xE9\0\r\0\n\0"), (Some("aé\n".to_owned()), vec![]), "UTF-16, low byte first");
        assert_eq!(read(b"\xFE\xFF\0a\0\xE9"), (Some("aé".to_owned()), vec![]), "UTF-16, high byte first");
        assert_eq!(read(b"a\rb\r"), (Some("a\nb\n".to_owned()), vec![]), "old Macintosh line ends");
        assert_eq!(read(b"a\nb\xE9\x80"), (Some("a\nbé€".to_owned()), vec![(Some(2), codes::OLD_ENCODING)]));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(read(b"PK\x03\x04\n\0"), (None, vec![(Some(2), codes::NOT_TEXT)]));
    }
}
