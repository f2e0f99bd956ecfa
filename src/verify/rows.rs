//! The rows of `proposal.csv`: whom each is about, and where it puts the child.

use std::collections::BTreeMap;

use csv::StringRecord;

use super::Findings;
use crate::domain::{Child, ChildId, HouseholdId, Place, Placement, Proposal, ProvisionId, Scenario, unguarded};

/// The table as read: the proposal it means, and every row as it stands.
pub(super) struct Table {
    pub(super) proposal: Proposal,
    pub(super) columns: BTreeMap<String, usize>,
    pub(super) rows: BTreeMap<ChildId, StringRecord>,
}

impl Table {
    /// A cell, trimmed; none = the table lacks the column.
    pub(super) fn cell(&self, child: ChildId, column: &str) -> Option<&str> {
        Some(self.rows.get(&child)?.get(*self.columns.get(column)?)?.trim())
    }
}

/// Reads what can be read; everything else is a fault.
pub(super) fn read(scenario: &Scenario, text: &str, findings: &mut Findings) -> Table {
    let text = text.trim_start_matches('\u{feff}');
    let header = text.lines().next().unwrap_or("");
    let delimiter = if header.contains(';') && !header.contains(',') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let columns = columns(&mut reader, findings);
    let nobody = vec![None; scenario.children.len()];
    let mut table = Table { proposal: Proposal { placements: nobody }, columns, rows: BTreeMap::new() };
    if !findings.faults.is_empty() {
        return table;
    }
    let names = Names::of(scenario);
    for record in reader.records() {
        match record {
            Ok(record) => take_row(&names, record, &mut table, findings),
            Err(broken) => findings.fault("unreadable", Vec::new(), broken.to_string()),
        }
    }
    for child in scenario.children.iter().filter(|child| !table.rows.contains_key(&child.id)) {
        findings.fault("missing-child", vec![child.reference.clone()], "no row in proposal.csv");
    }
    place(scenario, &names, &mut table, findings);
    table
}

fn columns(reader: &mut csv::Reader<&[u8]>, findings: &mut Findings) -> BTreeMap<String, usize> {
    let mut columns = BTreeMap::new();
    match reader.headers() {
        Ok(header) => {
            for (i, name) in header.iter().enumerate() {
                let name = name.trim().to_lowercase();
                if columns.insert(name.clone(), i).is_some() {
                    findings.fault("columns", Vec::new(), format!("column `{name}` stands twice"));
                }
            }
        }
        Err(broken) => findings.fault("unreadable", Vec::new(), broken.to_string()),
    }
    for needed in ["child_id", "placement"] {
        if !columns.contains_key(needed) {
            findings.fault("columns", Vec::new(), format!("no column `{needed}`"));
        }
    }
    columns
}

fn take_row(names: &Names<'_>, record: StringRecord, table: &mut Table, findings: &mut Findings) {
    let cell = record.get(table.columns["child_id"]).unwrap_or("").trim();
    let Some(child) = Names::find(&names.children, cell) else {
        findings.fault("unknown-id", vec![cell.to_owned()], "no child of this id");
        return;
    };
    if table.rows.insert(child.id, record).is_some() {
        findings.fault("twice-placed", vec![child.reference.clone()], "more than one row");
    }
}

/// Fills in where each row puts its child. Labels of units become numbers from 1, provision by provision; a blank label
/// is a unit that nobody shares.
fn place(scenario: &Scenario, names: &Names<'_>, table: &mut Table, findings: &mut Findings) {
    let mut units: BTreeMap<ProvisionId, Labels> = BTreeMap::new();
    for child in &scenario.children {
        let Some(there) = table.cell(child.id, "placement").map(str::to_owned) else { continue };
        let label = table.cell(child.id, "unit").unwrap_or("").to_owned();
        let whom = || vec![child.reference.clone(), there.clone()];
        let place = names.place(&there);
        if !label.is_empty() && (there.is_empty() || matches!(place, Some(Place::Home(_)))) {
            findings.fault("unit", whom(), format!("unit `{label}`, but only provision has units"));
        }
        table.proposal.placements[child.id.index()] = match place {
            _ if there.is_empty() => None,
            Some(Place::Home(home)) => Some(Placement::home(home)),
            Some(Place::Provision(id)) => Some(Placement::provision(id, units.entry(id).or_default().number(label))),
            None => {
                findings.fault("unknown-id", whom(), "no home or provision of this id");
                None
            }
        };
    }
}

/// The units of a provision so far.
#[derive(Default)]
struct Labels {
    known: BTreeMap<String, u32>,
    count: u32,
}

impl Labels {
    /// The number of the unit of this label, from 1.
    fn number(&mut self, label: String) -> u32 {
        if let Some(number) = self.known.get(&label) {
            return *number;
        }
        self.count = self.count.saturating_add(1);
        if !label.is_empty() {
            self.known.insert(label, self.count);
        }
        self.count
    }
}

/// The caller's ids.
pub(super) struct Names<'s> {
    pub(super) children: BTreeMap<&'s str, &'s Child>,
    pub(super) homes: BTreeMap<&'s str, HouseholdId>,
    pub(super) provisions: BTreeMap<&'s str, ProvisionId>,
}

impl<'s> Names<'s> {
    pub(super) fn of(scenario: &'s Scenario) -> Self {
        Self {
            children: scenario.children.iter().map(|each| (each.reference.as_str(), each)).collect(),
            homes: scenario.households.iter().map(|each| (each.reference.as_str(), each.id)).collect(),
            provisions: scenario.provisions.iter().map(|each| (each.reference.as_str(), each.id)).collect(),
        }
    }

    /// Reads an id that may have been made safe for spreadsheets: first without the `'`, then as it stands.
    fn find<T: Copy>(known: &BTreeMap<&str, T>, cell: &str) -> Option<T> {
        known.get(unguarded(cell)).or_else(|| known.get(cell)).copied()
    }

    fn place(&self, cell: &str) -> Option<Place> {
        let home = Self::find(&self.homes, cell).map(Place::Home);
        home.or_else(|| Self::find(&self.provisions, cell).map(Place::Provision))
    }
}
