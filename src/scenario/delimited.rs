//! A CSV file becomes a [`Table`]. The `csv` crate splits cells; lines are counted here, since it miscounts them on
//! CRLF files, after blank lines and after line breaks inside cells.

use csv::{ReaderBuilder, StringRecord};

use super::codes;
use super::decode::line_ends;
use super::problem::{At, Problems};
use super::table::{Kind, Table, TableBuilder, header_name};

/// Reads the text of a CSV file.
pub(super) fn table(kind: &'static Kind, file: &str, text: &str, problems: &Problems) -> Option<Table> {
    let (delimiter, skip) = dialect(kind, text);
    let body = &text[skip..];
    if let Some(at) = open_quote(body, delimiter) {
        problems.add(
            At { file, line: Some(line_of(text, skip + at)), column: None },
            codes::OPEN_QUOTE,
            "a quotation mark that is never closed",
            "close it at the end of its cell; write a quotation mark inside a cell twice",
        );
        return None;
    }
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(body.as_bytes());
    let mut builder = TableBuilder::new(kind, file, problems);
    let mut record = StringRecord::new();
    let mut lines = Lines { text, at: 0, line: 1 };
    // Reading from memory what is known to be UTF-8 cannot fail.
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let start = record.position().map_or(0, csv::Position::byte);
        let line = lines.at(skip + usize::try_from(start).unwrap_or(body.len()));
        if !builder.row(line, &record) {
            break;
        }
    }
    builder.finish()
}

/// Counts line ends up to a byte, going forward only.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the record that starts here, or after blank lines from here.
    fn at(&mut self, start: usize) -> u64 {
        let bytes = self.text.as_bytes();
        let mut start = start.min(bytes.len());
        while bytes.get(start) == Some(&b'\n') {
            start += 1;
        }
        self.line += line_ends(&bytes[self.at..start]);
        self.at = start;
        self.line
    }
}

fn line_of(text: &str, at: usize) -> u64 {
    Lines { text, at: 0, line: 1 }.at(at)
}

/// The delimiter, and where the table begins: after a first line such as `sep=;`, which Excel writes and reads.
fn dialect(kind: &Kind, text: &str) -> (u8, usize) {
    let first = text.split_inclusive('\n').next().unwrap_or("");
    if let Some(&[delimiter @ (b',' | b';' | b'\t'), b'\n']) =
        first.strip_prefix("sep=").and_then(|rest| rest.as_bytes().first_chunk::<2>())
    {
        return (delimiter, first.len());
    }
    let header = text.trim_start_matches('\n').lines().next().unwrap_or("");
    let known = |delimiter: u8| {
        let cells = header.split(char::from(delimiter)).map(|cell| header_name(cell.trim().trim_matches('"')));
        let known = cells.filter(|cell| kind.columns.iter().any(|column| column.name == *cell)).count();
        (known, header.matches(char::from(delimiter)).count())
    };
    // The comma wins a tie, and so does the semicolon against the tab.
    let best = [b'\t', b';', b','].into_iter().max_by_key(|each| known(*each)).unwrap_or(b',');
    (best, 0)
}

/// Where a quotation mark opens a cell that no quotation mark ends.
fn open_quote(text: &str, delimiter: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut cell_start) = (0, true);
    while at < bytes.len() {
        if cell_start && bytes[at] == b'"' {
            let open = at;
            at += 1;
            loop {
                at += bytes[at..].iter().position(|byte| *byte == b'"').map_or(bytes.len(), |found| found + 1);
                if at > bytes.len() {
                    return Some(open);
                }
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
                at += 1;
            }
            cell_start = false;
        } else {
            cell_start = bytes[at] == delimiter || bytes[at] == b'\n';
            at += 1;
        }
    }
    None
}
