//! The position in a minute: children, places, and what the places that nobody fills are doing.

use maud::{Markup, html};

use super::shown::{Line, Shown, tallied};
use super::tables;
use crate::domain::Sector;
use crate::report::document::Part;
use crate::report::page::draw::Told;
use crate::report::page::draw::paint::Paint;
use crate::report::page::draw::stacked::{Bar, stacked};
use crate::report::page::html as page;
use crate::report::words;

/// What a place is doing, and how it is drawn.
const USES: [(&str, Paint, &str); 4] = [
    ("places_filled", Paint::Dark, "filled"),
    ("places_usable", Paint::Light, "vacant and usable"),
    ("places_mismatched", Paint::Stripes, "vacant and mismatched"),
    ("places_held", Paint::Dots, "held"),
];

pub(super) fn part(shown: &Shown<'_>) -> Part {
    let total = shown.total();
    let by_sector = (!shown.spread.disclosure).then(|| tables::by_sector(shown));
    let markup = html! {
        p.big { (children(&total)) }
        (tiles(&total))
        p { (places(&total)) }
        p { (lesson(shown)) }
        (bar(&total))
        @if let Some(table) = &by_sector {
            (page::shown("Places by who runs the home", table))
        }
    };
    Part::new("position", "Children, homes and places", markup).with(by_sector)
}

fn children(total: &Line) -> String {
    let in_need = total.count("children_in_need");
    if in_need == Some(0) {
        return "No child needs a home.".to_owned();
    }
    format!(
        "{} to be matched. By the proposal {} would live with the council\u{2019}s own carers, {} with family and friends, \
         {} with agencies or another council\u{2019}s carers, {} in residential or supported care, and {} would have no \
         place. {} short of a home: foster care suits them, and no in-house or kinship home is found.",
        said(in_need, "child is", "children are"),
        tallied(total.count("children_in_house")),
        tallied(total.count("children_kinship")),
        tallied(total.count("children_agency")),
        tallied(total.count("children_residential")),
        tallied(total.count("children_unplaced")),
        said(total.count("children_short"), "child is", "children are"),
    )
}

fn places(total: &Line) -> String {
    let above = match total.count("places_above") {
        Some(0) => String::new(),
        above => format!(
            " {} above the approved number, where brothers and sisters may exceed it or present placements do.",
            said(above, "child lives", "children live")
        ),
    };
    format!(
        "{} in {}: {} filled, {} vacant and usable, {} vacant and mismatched, {} held.{above}",
        said(total.count("places"), "place is approved", "places are approved"),
        said(total.count("homes"), "home", "homes"),
        tallied(total.count("places_filled")),
        tallied(total.count("places_usable")),
        tallied(total.count("places_mismatched")),
        tallied(total.count("places_held")),
    )
}

/// What the number of approved places does not say.
fn lesson(shown: &Shown<'_>) -> String {
    let own = tables::of_sectors(shown, |sector| matches!(sector, Sector::InHouse | Sector::Kinship));
    let free = own.places_usable + own.places_mismatched + own.places_held;
    let here = if shown.spread.disclosure || free == 0 {
        String::new()
    } else {
        format!(
            "Of the council\u{2019}s own places, kinship included, nobody fills {free}; {} of them could be used now, {} {} \
             nobody who is short of a home, and {} held. ",
            own.places_usable,
            own.places_mismatched,
            if own.places_mismatched == 1 { "fits" } else { "fit" },
            said(Some(own.places_held), "is", "are"),
        )
    };
    format!(
        "{here}The number of approved places alone misleads: of Middlesbrough\u{2019}s 235 on 31 March 2019, 5 were vacant \
         and 65 not available (Ofsted, Fostering in England 2018 to 2019). A recruitment gap is closed by homes that fit \
         the children who are short of one, or by freeing places that are held; not by places."
    )
}

fn tiles(total: &Line) -> Markup {
    let alarming = ["children_short", "places_mismatched", "places_held"];
    let tiles = [
        ("Children to be matched", "children_in_need"),
        ("Short of a home", "children_short"),
        ("Places approved", "places"),
        ("Places filled", "places_filled"),
        ("Vacant, usable", "places_usable"),
        ("Vacant, mismatched", "places_mismatched"),
        ("Held", "places_held"),
    ];
    html! {
        ul.tiles {
            @for (title, column) in tiles {
                @let count = total.count(column);
                li class=[(alarming.contains(&column) && count != Some(0)).then_some("bad")] {
                    span { (title) }
                    b { (tallied(count)) }
                }
            }
        }
    }
}

/// Not drawn if a part is suppressed: its length would tell it.
fn bar(total: &Line) -> Markup {
    let parts: Option<Vec<i64>> = USES.iter().map(|(column, ..)| total.count(column)).collect();
    let keys = USES.map(|(_, paint, name)| (paint, name));
    html! {
        @if let Some(parts) = parts {
            @let said: Vec<String> = parts.iter().zip(keys).map(|(count, (_, name))| format!("{count} {name}")).collect();
            (stacked(
                &Told { id: "places", title: "What the places are doing", told: &words::and(&said) },
                &keys,
                &[Bar { name: "All homes", parts }],
                "children and free places",
            ))
        }
    }
}

fn said(count: Option<i64>, one: &str, many: &str) -> String {
    format!("{} {}", tallied(count), if count == Some(1) { one } else { many })
}
