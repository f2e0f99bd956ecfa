//! `placewell rules`: the catalogue.

use super::Format;
use super::exit::Exit;
use super::say::{complain, say};
use crate::policy::{About, levels, limits, preferences, rules};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// How to print the catalogue
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let catalogue: [(&str, &str, Vec<&About>); 4] = [
        ("rules", "hard rules: a child and a home", rules::ALL.iter().map(|each| each.about()).collect()),
        ("limits", "limits: everybody fostered in one home", limits::ALL.iter().map(|each| each.about()).collect()),
        (
            "preferences",
            "preferences: points between lawful homes",
            preferences::ALL.iter().map(|each| each.about()).collect(),
        ),
        (
            "levels",
            "levels: how a proposal is judged, in the default order",
            levels::ALL.iter().map(|each| each.about()).collect(),
        ),
    ];
    match arguments.format {
        Format::Text => {
            for (_, title, items) in &catalogue {
                say(&format!("{} {title}\n", items.len()));
                for about in items {
                    say(&format!(
                        "{}  {}\n  {}\n  {}\n  source: {}\n",
                        about.id, about.title, about.asks, about.because, about.source
                    ));
                }
            }
            say(
                "A rule, limit or preference is switched off in scenario.toml, with a reason that every report prints:\n  [rules]\n  smoke-free = { enabled = false, reason = \"...\" }",
            );
            Exit::Done
        }
        Format::Json => {
            let all: serde_json::Map<String, serde_json::Value> = catalogue
                .iter()
                .map(|(kind, _, items)| {
                    let items = items.iter().map(|about| {
                        serde_json::json!({
                            "id": about.id, "title": about.title, "asks": about.asks,
                            "because": about.because, "source": about.source,
                        })
                    });
                    ((*kind).to_owned(), items.collect())
                })
                .collect();
            match serde_json::to_string_pretty(&all) {
                Ok(json) => {
                    say(&json);
                    Exit::Done
                }
                Err(error) => {
                    complain(&format!("error: {error}"));
                    Exit::InternalFault
                }
            }
        }
    }
}
