//! Plain English for what the findings hold as data.

use jiff::civil::Date;

use super::table::{Cell, SUPPRESSED};
use super::view::{Side, View};
use crate::domain::{
    Child, ChildId, DecisionKind, LevelId, PencePerWeek, Place, Points, ProvisionKind, Rate, Scenario, Sector, Sex,
    Tenths, Urgency,
};
use crate::explain::{Match, Unmet, Want};
use crate::policy::provision::{MAX_SIBLINGS, RESIDENTIAL_CARE, SUPPORTED_ACCOMMODATION, UNIT_SIBLINGS};
use crate::policy::{Objection, levels, limits, preferences, rules};

/// The title of a rule, limit, preference or decision; an id that the catalogue lacks stands for itself.
pub(crate) fn title(id: &str) -> &str {
    let rule = rules::ALL.iter().map(|each| each.about());
    let limit = limits::ALL.iter().map(|each| each.about());
    let preference = preferences::ALL.iter().map(|each| each.about());
    if let Some(about) = rule.chain(limit).chain(preference).find(|about| about.id == id) {
        about.title
    } else if id == DecisionKind::Forbid.word() {
        "Forbidden by a decision"
    } else if id == DecisionKind::Pin.word() {
        "Pinned elsewhere by a decision"
    } else {
        match id {
            "stays" => "A sibling stays elsewhere",
            "capacity" => "Capacity",
            RESIDENTIAL_CARE => "Residential care does not suit the child",
            SUPPORTED_ACCOMMODATION => "Supported accommodation does not suit the child",
            UNIT_SIBLINGS => "Only siblings share a unit",
            MAX_SIBLINGS => "Most siblings in one unit",
            other => other,
        }
    }
}

/// The title of a level.
pub(crate) fn level_title(id: LevelId) -> &'static str {
    levels::level(id).about().title
}

/// What one of a level is.
pub(crate) fn level_unit(id: LevelId) -> &'static str {
    if id == LevelId::WeeklyCost { "a week" } else { levels::level(id).unit() }
}

/// A value of a level, for a table.
pub(crate) fn level_cell(id: LevelId, value: i64) -> Cell {
    if id == LevelId::WeeklyCost { Cell::Money(PencePerWeek(value)) } else { Cell::Whole(value) }
}

/// A value of a level in its unit.
pub(crate) fn level_value(id: LevelId, value: i64) -> String {
    if id == LevelId::WeeklyCost { pounds(PencePerWeek(value)) } else { value.to_string() }
}

/// A value of a level with its unit: `1 pair`, `2 pairs`, `£5 a week`.
pub fn level_amount(id: LevelId, value: i64) -> String {
    let unit = match (level_unit(id), value) {
        ("children", 1) => "child",
        ("pairs", 1) => "pair",
        ("points", 1) => "point",
        ("points of urgency", 1) => "point of urgency",
        (unit, _) => unit,
    };
    format!("{} {unit}", level_value(id, value))
}

/// A change of a level, with its sign.
pub(crate) fn level_change(id: LevelId, change: i64) -> String {
    let sign = if change > 0 { "+" } else { "" };
    format!("{sign}{}", level_value(id, change)).replace('-', "\u{2212}")
}

/// A date as people write it: `4 December 2014`.
pub(crate) fn date(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::try_from(date.month()).expect("1 to 12");
    format!("{} {} {}", date.day(), MONTHS[month - 1], date.year())
}

/// Money without pence where there are none.
pub(crate) fn pounds(pence: PencePerWeek) -> String {
    let text = pence.to_string();
    text.strip_suffix(".00").map_or(text.clone(), str::to_owned)
}

/// A value of a table as people read it; its unit stands in the heading.
pub(crate) fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Whole(number) => whole(*number),
        Cell::Miles(miles) => miles.to_string(),
        Cell::Money(pence) => pounds(*pence).replace('-', "\u{2212}"),
        Cell::Share(rate) => percent(*rate),
        Cell::Suppressed => SUPPRESSED.to_owned(),
        Cell::Seconds(number) | Cell::Real(number) => format!("{number:.2}"),
    }
}

/// A whole number, by thousands.
pub(crate) fn whole(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = if number < 0 { "\u{2212}".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A count, by thousands.
pub(crate) fn whole_count(number: usize) -> String {
    whole(i64::try_from(number).unwrap_or(i64::MAX))
}

/// A share in a hundred, with one decimal where it has one, rounded half up: `12.8 %`.
pub(crate) fn percent(rate: Rate) -> String {
    let tenths = (rate.0 + 500).div_euclid(1_000);
    let sign = if tenths < 0 { "\u{2212}" } else { "" };
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let rest = if rest == 0 { String::new() } else { format!(".{rest}") };
    format!("{sign}{whole}{rest}\u{a0}%")
}

/// `1 child`, `2 children`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

pub(crate) fn children(number: usize) -> String {
    count(number, "child", "children")
}

/// `A`, `A and B`, `A, B and C`.
pub(crate) fn and<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// The first few of a list, and how many more there are.
pub(crate) fn some<S: AsRef<str>>(items: &[S], most: usize) -> String {
    if items.len() <= most + 1 {
        return and(items);
    }
    let first: Vec<&str> = items[..most].iter().map(AsRef::as_ref).collect();
    format!("{} and {} more", first.join(", "), items.len() - most)
}

/// What kind of place it is, for a sentence: `in-house home`.
pub(crate) fn kind_of_place(scenario: &Scenario, place: Place) -> &'static str {
    match place {
        Place::Home(id) => match scenario.household(id).sector {
            Sector::InHouse => "in-house home",
            Sector::Kinship => "kinship home",
            Sector::Ifa => "agency home",
            Sector::OtherLa => "other council\u{2019}s home",
        },
        Place::Provision(id) => match scenario.provision(id).kind {
            ProvisionKind::IfaFramework => "agency framework",
            ProvisionKind::IfaSpot => "agency spot purchase",
            ProvisionKind::Residential => "residential care",
            ProvisionKind::Supported => "supported accommodation",
        },
    }
}

pub(crate) fn miles(miles: Option<Tenths>) -> String {
    miles.map_or_else(|| "distance unknown".to_owned(), |miles| format!("{miles} miles"))
}

/// An objection as a person would say it.
pub(crate) fn objection(objection: &Objection) -> String {
    if objection.found.is_empty() {
        title(objection.id).to_owned()
    } else {
        format!("{}: {}", title(objection.id), objection.found)
    }
}

/// What a child was to have and does not.
pub(crate) fn want(want: Want) -> &'static str {
    match want {
        Want::Placement => "a placement",
        Want::Family => "a family",
        Want::Siblings => "brothers and sisters together",
        Want::InHouse => "an in-house home",
    }
}

/// What a child was to have and does not, as one word for files.
pub(crate) fn want_word(want: Want) -> &'static str {
    match want {
        Want::Placement => "placement",
        Want::Family => "family",
        Want::Siblings => "siblings",
        Want::InHouse => "in_house",
    }
}

/// Why this place, or why none, in a sentence or two.
pub(crate) fn reason(view: &View<'_>, child: &Child) -> String {
    let side = &view.proposal;
    let reasons = view.reasons(child.id);
    match (side.proposal.of(child.id), reasons) {
        (Some(_), _) if !child.in_scope() => "Stays: not to be matched.".to_owned(),
        (Some(there), Some(reasons)) => match &reasons.here {
            Some(here) => why_here(view, side, child, here),
            None => format!("Placed: {}.", kind_of_place(view.scenario, there.place)),
        },
        (Some(there), None) => format!("Placed: {}.", kind_of_place(view.scenario, there.place)),
        (None, reasons) => reasons
            .and_then(|each| each.unmet.as_ref())
            .map_or_else(|| "No place.".to_owned(), |unmet| why_not(view, child.id, unmet)),
    }
}

fn why_here(view: &View<'_>, side: &Side<'_>, child: &Child, here: &Match) -> String {
    let scenario = view.scenario;
    let kind = kind_of_place(scenario, here.place);
    let far = scenario
        .miles_from_home(child, here.place)
        .map(|miles| format!(" {miles} miles from home"))
        .unwrap_or_default();
    let siblings: Vec<&str> = side
        .lives_with(child.id)
        .into_iter()
        .filter(|other| scenario.are_siblings(child.id, *other))
        .map(|other| view.name(other))
        .collect();
    let with = if siblings.is_empty() { String::new() } else { format!(", with siblings {}", some(&siblings, 4)) };
    let less: Vec<&str> = here.points.iter().map(|(_, _, found)| found.as_str()).collect();
    let wishes = if less.is_empty() {
        match here.place {
            Place::Home(_) => "Meets every preference.".to_owned(),
            Place::Provision(_) => "Not a known home.".to_owned(),
        }
    } else {
        format!("Less than ideal: {}.", less.join(", "))
    };
    let others = match here.equally_good.as_slice() {
        [] => String::new(),
        others => format!(" {}.", equally_good(scenario, others)),
    };
    format!("{}{far}{with}. {wishes}{others}", capital(kind))
}

/// Which other places are as good.
pub(crate) fn equally_good(scenario: &Scenario, others: &[Place]) -> String {
    let names: Vec<&str> = others.iter().map(|place| scenario.place_name(*place)).collect();
    match others.len() {
        1 => format!("Equally good: {}", names[0]),
        many => format!("{many} other places are equally good: {}", some(&names, 3)),
    }
}

/// Age and sex, as a list of children shows them.
pub(crate) fn age_and_sex(child: &Child) -> String {
    let sex = match child.sex {
        Sex::M => "boy",
        Sex::F => "girl",
        Sex::U => "sex not recorded",
    };
    if child.age == 0 { format!("{sex}, under 1") } else { format!("{sex}, {}", child.age) }
}

/// When a placement is needed.
pub(crate) fn urgency(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Today => "today",
        Urgency::Within5Days => "within 5 days",
        Urgency::Over5Days => "in more than 5 days",
    }
}

/// Points, in words.
pub(crate) fn points(points: Points) -> String {
    let points = points.to_string().replace('-', "\u{2212}");
    if points == "1" { "1 point".to_owned() } else { format!("{points} points") }
}

/// Why a want of a child is not met, in a sentence.
pub(crate) fn why_not(view: &View<'_>, child: ChildId, unmet: &Unmet) -> String {
    let homes = match unmet.wants.first() {
        Some(Want::InHouse) => count(unmet.homes, "in-house or kinship home", "in-house or kinship homes"),
        _ => count(unmet.homes, "home", "homes"),
    };
    let (open, whom) = match unmet.about.as_slice() {
        [] | [_] => (format!("{} open", is_are(unmet.open_homes)), String::new()),
        several => ("could take".to_owned(), format!(" {} together", some(&view.names(several), 6))),
    };
    if unmet.open_homes == 0 {
        let open = if whom.is_empty() { "is open" } else { "could take" };
        let most: Vec<String> =
            unmet.closed_by.iter().take(2).map(|(id, homes)| format!("{} ({homes})", title(id))).collect();
        let why = if most.is_empty() { String::new() } else { format!(": closed by {}", and(&most)) };
        return format!("None of {homes} {open}{whom}{why}.");
    }
    let some_open = format!("{} of {homes} {open}{whom}", unmet.open_homes);
    if unmet.is_crowded {
        return format!("{some_open}, and more children compete for them than can be listed.");
    }
    let Some(contention) = &unmet.contention else { return format!("{some_open}.") };
    let rivals: Vec<&str> = contention
        .children
        .iter()
        .filter(|each| **each != child && !unmet.about.contains(each))
        .map(|each| view.name(*each))
        .collect();
    let places = count(contention.places.len(), "place", "places");
    if rivals.is_empty() {
        format!("{some_open}, and no other child competes for {places}.")
    } else {
        format!("{some_open}; {} competing for {places}: {}.", others(rivals.len()), some(&rivals, 4))
    }
}

fn others(children: usize) -> String {
    count(children, "other child is", "other children are")
}

pub(crate) fn is_are(number: usize) -> &'static str {
    if number == 1 { "is" } else { "are" }
}

/// The text with a capital first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_people_write_them() {
        assert_eq!(and(&["A"]), "A");
        assert_eq!(and(&["A", "B", "C"]), "A, B and C");
        assert_eq!(some(&["A", "B", "C"], 2), "A, B and C");
        assert_eq!(some(&["A", "B", "C", "D"], 2), "A, B and 2 more");
    }

    #[test]
    fn numbers_are_grouped_and_shares_are_rounded_to_a_tenth() {
        assert_eq!((whole(0), whole(1_234_567), whole(-100)), ("0".into(), "1,234,567".into(), "\u{2212}100".into()));
        assert_eq!(percent(Rate(884_000)), "88.4\u{a0}%");
        assert_eq!((percent(Rate(900_000)), percent(Rate(449))), ("90\u{a0}%".into(), "0\u{a0}%".into()));
        assert_eq!(percent(Rate(-25_000)), "\u{2212}2.5\u{a0}%");
    }

    #[test]
    fn changes_carry_their_sign() {
        assert_eq!(level_change(LevelId::External, 1), "+1");
        assert_eq!(level_change(LevelId::External, 0), "0");
        assert_eq!(level_change(LevelId::WeeklyCost, -100_050), "\u{2212}£1,000.50");
        assert_eq!(level_change(LevelId::WeeklyCost, 45_000), "+£450");
    }
}
