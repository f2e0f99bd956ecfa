//! Rows of the tables, cells in the order of their columns.

use std::fmt::Display;
use std::io::{self, Error, ErrorKind};

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::{Child, Decision, Household, Id, Provision, Scenario};
use crate::scenario::dates;

pub(super) type Row = Vec<String>;

/// The rows of a table.
pub(super) fn of(s: &Scenario, table: &str) -> io::Result<Vec<Row>> {
    let child = |id: crate::domain::ChildId| s.child(id).reference.clone();
    let home = |id: crate::domain::HouseholdId| s.household(id).reference.clone();
    Ok(match table {
        "children" => s.children.iter().map(|each| child_row(s, each)).collect::<io::Result<_>>()?,
        "households" => s.households.iter().map(|each| household_row(s, each)).collect(),
        "provision" => s.provisions.iter().map(|each| provision_row(s, each)).collect(),
        "localities" => s.localities.iter().map(locality_row).collect(),
        "relations" => s
            .relations
            .iter()
            .map(|((a, b), each)| vec![child(*a), child(*b), each.plan.to_string(), text(each.reason.as_ref())])
            .collect(),
        "exclusions" => s
            .exclusions
            .iter()
            .flat_map(|(pair, all)| all.iter().map(move |each| (pair, each)))
            .map(|((a, b), each)| vec![child(*a), home(*b), each.plan.to_string(), text(each.reason.as_ref())])
            .collect(),
        "scores" => s.scores.iter().map(|((a, b), points)| vec![child(*a), home(*b), points.to_string()]).collect(),
        "kinds" => super::kinds::rows(s)?,
        "decisions" => s.decisions.iter().map(|each| decision_row(s, each)).collect(),
        _ => Vec::new(),
    })
}

fn child_row(s: &Scenario, c: &Child) -> io::Result<Row> {
    let (born, age) = birth(c, s.settings.date)?;
    Ok(vec![
        c.reference.clone(),
        born,
        age,
        c.sex.to_string(),
        s.locality(c.locality).reference.clone(),
        c.group.map_or(String::new(), |group| s.groups[group.index()].reference.clone()),
        c.placement_type.to_string(),
        list(&c.needs),
        c.urgency.to_string(),
        c.companions.to_string(),
        c.pets.to_string(),
        yes(c.harm_to_animals),
        yes(c.harm_to_others),
        yes(c.respiratory_condition),
        yes(c.own_room),
        yes(c.out_of_area_ok),
        c.max_miles.to_string(),
        locality(s, c.school_locality),
        text(c.ethnicity.as_ref()),
        text(c.religion.as_ref()),
        text(c.language.as_ref()),
        c.foster_care.to_string(),
        c.residential_care.to_string(),
        c.supported_accommodation.to_string(),
        c.current.map_or(String::new(), |place| s.place_name(place).to_owned()),
        yes(c.may_move),
        c.expected_weeks.to_string(),
    ])
}

fn household_row(s: &Scenario, h: &Household) -> Row {
    vec![
        h.reference.clone(),
        h.sector.to_string(),
        s.locality(h.locality).reference.clone(),
        h.places.to_string(),
        h.places_for_siblings.to_string(),
        h.age_min.to_string(),
        h.age_max.to_string(),
        h.sexes.to_string(),
        list(&h.placement_types),
        list(&h.skills),
        if h.bedrooms.is_empty() { "0".to_owned() } else { list(&h.bedrooms) },
        yes(h.carers_room_cot),
        h.status.to_string(),
        text(h.status_reason.as_ref()),
        text(h.available_from),
        list(&h.resident_ages),
        yes(h.smoker),
        yes(h.pets),
        list(h.named_children.iter().map(|child| &s.child(*child).reference)),
        text(h.preferred_age_min),
        text(h.preferred_age_max),
        h.weekly_cost.0.to_string(),
        text(h.ethnicity.as_ref()),
        text(h.religion.as_ref()),
        list(&h.languages),
        text(h.authority.as_ref()),
    ]
}

fn provision_row(s: &Scenario, p: &Provision) -> Row {
    vec![
        p.reference.clone(),
        p.kind.to_string(),
        p.age_min.to_string(),
        p.age_max.to_string(),
        text(p.capacity),
        p.max_siblings.to_string(),
        list(&p.skills),
        p.weekly_cost.0.to_string(),
        locality(s, p.locality),
    ]
}

fn locality_row(l: &crate::domain::Locality) -> Row {
    let (easting, northing) = l.grid.unzip();
    vec![l.reference.clone(), l.name.clone(), text(easting), text(northing), text(l.authority.as_ref())]
}

fn decision_row(s: &Scenario, d: &Decision) -> Row {
    vec![
        s.child(d.child).reference.clone(),
        s.household(d.household).reference.clone(),
        d.kind.to_string(),
        text(d.rule.as_ref()),
        text(d.reason.as_ref()),
        text(d.decided_by.as_ref()),
        text(d.decided_on),
    ]
}

/// A date of birth, or else an age, from which the child's ages are read back. A scenario keeps ages, not the date:
/// any date that gives the same ages is as good.
fn birth(child: &Child, today: Date) -> io::Result<(String, String)> {
    let end_by_age = child.age + child.expected_weeks / 52;
    if child.age_end == end_by_age && child.months_end == 12 * end_by_age + 11 {
        return Ok((String::new(), child.age.to_string()));
    }
    let end = dates::end_of_stay(today, child.expected_weeks);
    let fits = |born: &Date| {
        let (now, then) = (dates::years(*born, today), dates::years(*born, end));
        now == child.age && then == child.age_end && dates::months(*born, end) == child.months_end && *born <= today
    };
    let newest = end.checked_sub(child.months_end.months()).unwrap_or(today);
    let born = (-4..=35).filter_map(|days: i64| newest.checked_sub(days.days()).ok()).find(fits);
    born.map(|born| (born.to_string(), String::new())).ok_or_else(|| {
        let message = format!("the ages of child {} fit no date of birth", child.reference);
        Error::new(ErrorKind::InvalidInput, message)
    })
}

fn locality(s: &Scenario, id: Option<Id<crate::domain::Locality>>) -> String {
    id.map_or(String::new(), |id| s.locality(id).reference.clone())
}

pub(super) fn text(value: Option<impl Display>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

pub(super) fn yes(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}

pub(super) fn list<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(";")
}
