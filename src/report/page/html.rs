//! Pieces of a page: tables that a screen reader can read and a phone can scroll, tags, notes.

use maud::{Markup, html};

use crate::report::table::{Cell, Table};
use crate::report::words;

/// Rows that one table of the page shows at most; the files have them all.
pub(crate) const MOST_ROWS: usize = 200;
/// Children whom a section with several lines for each shows at most.
pub(crate) const MOST_CHILDREN: usize = 60;

/// Of a list that is cut on the page, so many are printed: the style sheet says so as well.
const ON_PAPER: usize = 40;

/// Rows of a table that a printer keeps on one page.
const SHORT: usize = 10;

/// A column of a table on the page.
pub(crate) struct Head {
    pub(crate) text: String,
    number: bool,
}

impl Head {
    fn class(&self) -> Option<&'static str> {
        self.number.then_some("number")
    }
}

/// A column of words.
pub(crate) fn words(text: impl Into<String>) -> Head {
    Head { text: text.into(), number: false }
}

/// A column of numbers.
pub(crate) fn number(text: impl Into<String>) -> Head {
    Head { text: text.into(), number: true }
}

/// A table in a region of its own that scrolls sideways where it must. The first cell of a row heads the row.
pub(crate) fn table(caption: &str, heads: &[Head], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div class=(if rows.len() <= SHORT { "scroll short" } else { "scroll" }) role="region" tabindex="0" aria-label=(caption) {
            table class={ (width(heads)) @if is_cut(rows.len()) { " cut" } } {
                caption { (caption) }
                thead {
                    tr { @for head in heads { th scope="col" class=[head.class()] { (head.text) } } }
                }
                tbody {
                    @for row in rows.iter().take(MOST_ROWS) {
                        tr {
                            @for (cell, head) in row.iter().zip(heads).take(1) {
                                th scope="row" class=[head.class()] { (cell) }
                            }
                            @for (cell, head) in row.iter().zip(heads).skip(1) {
                                td class=[head.class()] { (cell) }
                            }
                        }
                    }
                }
            }
        }
        (on_paper(rows.len()))
    }
}

/// Whether a list is as long as the page shows at most.
pub(crate) fn is_cut(shown: usize) -> bool {
    shown >= MOST_ROWS
}

/// What a print says under a list that is cut.
pub(crate) fn on_paper(shown: usize) -> Markup {
    html! {
        @if is_cut(shown) { p.quiet.paper { "On paper, the first " (ON_PAPER) "." } }
    }
}

/// A table with the very rows that its sheet and its file have.
pub(crate) fn shown(caption: &str, shown: &Table) -> Markup {
    let is_number = |at: usize| shown.rows.iter().any(|row| !matches!(row[at], Cell::Blank | Cell::Text(_)));
    let heads: Vec<Head> = (0..)
        .zip(&shown.columns)
        .map(|(at, column)| Head { text: column.heading.clone(), number: is_number(at) })
        .collect();
    let rows: Vec<Vec<Markup>> =
        shown.rows.iter().map(|row| row.iter().map(|cell| text(words::cell(cell))).collect()).collect();
    html! {
        (table(caption, &heads, &rows))
        (more(rows.len(), shown.file.unwrap_or("report.xlsx")))
    }
}

/// How wide a table has to be to be read, whatever the screen.
fn width(heads: &[Head]) -> &'static str {
    match heads.iter().filter(|head| !head.number).count() {
        0..=2 => "narrow",
        3 => "middle",
        _ => "wide",
    }
}

/// How many rows a table leaves out, and where they are.
pub(crate) fn more(rows: usize, file: &str) -> Markup {
    more_than(MOST_ROWS, rows, file)
}

/// The same where fewer rows are shown.
pub(crate) fn more_than(most: usize, rows: usize, file: &str) -> Markup {
    html! {
        @if rows > most {
            p.quiet { (rows - most) " more in " code { (file) } "." }
        }
    }
}

/// How a tag is to be taken; its words say the same as its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Good,
    Bad,
    Doubt,
    Plain,
}

/// A word or two that people look for.
pub(crate) fn tag(tone: Tone, text: &str) -> Markup {
    let class = match tone {
        Tone::Good => "tag good",
        Tone::Bad => "tag bad",
        Tone::Doubt => "tag doubt",
        Tone::Plain => "tag",
    };
    html! { span class=(class) { (text) } }
}

/// Text as markup, escaped.
pub(crate) fn text(text: impl AsRef<str>) -> Markup {
    html! { (text.as_ref()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_what_it_is_and_escapes_what_it_holds() {
        let rows = vec![vec![text("<b>"), text("1")]];
        let page = table("A \"list\"", &[words("Who"), number("How many")], &rows).into_string();
        assert!(page.contains("<caption>A &quot;list&quot;</caption>"), "{page}");
        assert!(page.contains("<th scope=\"row\">&lt;b&gt;</th>"), "{page}");
        assert!(page.contains("aria-label=\"A &quot;list&quot;\""), "{page}");
    }

    #[test]
    fn long_tables_say_where_the_rest_is() {
        let rows: Vec<Vec<Markup>> = (0..MOST_ROWS + 3).map(|i| vec![text(i.to_string())]).collect();
        let page = table("t", &[number("n")], &rows).into_string();
        assert_eq!(page.matches("<tr>").count(), MOST_ROWS + 1);
        assert!(more(rows.len(), "proposal.csv").into_string().contains("3 more in"));
        assert!(more(MOST_ROWS, "proposal.csv").into_string().is_empty());
        assert!(page.contains("On paper, the first 40."), "{page}");
        assert!(include_str!("style.css").contains(&format!("tr:nth-child(n+{}){{display:none}}", ON_PAPER + 1)));
        let short = table("t", &[number("n")], &rows[..MOST_ROWS - 1]).into_string();
        assert!(!short.contains("On paper") && !short.contains("cut"), "{short}");
    }
}
