//! The caller's ids become positions: tables are put in the byte order of their ids, so that the order of rows in a
//! file changes nothing.

use std::collections::BTreeSet;

use super::cells::Cells;
use super::codes;
use super::problem::{Problems, quote};
use super::table::{Row, Table};
use crate::domain::{ChildId, GroupId, HouseholdId, Id, LocalityId, Place, ProvisionId};

/// The rows of a table in the order of their ids.
pub(super) struct Keyed<'t> {
    rows: Vec<(&'t str, Row<'t>)>,
    /// The first bytes of each id as a number, in the same order: most searches end there.
    heads: Vec<u64>,
    /// The table could be read, so that an id which it lacks is a fault of its own.
    given: bool,
}

/// The ids of a scenario.
pub(super) struct Ids<'t> {
    pub(super) children: Keyed<'t>,
    pub(super) households: Keyed<'t>,
    pub(super) provisions: Keyed<'t>,
    pub(super) localities: Keyed<'t>,
    pub(super) kinds: Keyed<'t>,
    /// Names of sibling groups of two or more.
    pub(super) groups: Vec<&'t str>,
}

impl<'t> Keyed<'t> {
    /// Sorts a table by an id column. Rows whose id is blank, unusable or already used are left out and noted.
    pub(super) fn of(table: &'t Table, column: &'static str, problems: &'t Problems) -> Self {
        let mut rows: Vec<(&str, Row<'_>)> = table
            .rows()
            .filter_map(|row| {
                let cells = Cells { row, problems };
                let id = cells.required(column)?;
                let usable = id.chars().count() <= 100 && !id.contains(';') && !id.contains(char::is_control);
                if !usable {
                    let mend = "use at most 100 characters, and neither semicolons nor line breaks";
                    cells.add(column, codes::BAD_ID, quote(id), mend);
                }
                Some((id, row))
            })
            .collect();
        rows.sort_by_key(|(id, row)| (*id, row.line));
        rows.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                let found = format!("{}, which line {} has as well", quote(later.0), first.1.line);
                let cells = Cells { row: later.1, problems };
                cells.add(column, codes::SAME_ID, found, "give every row its own id, or remove one of the two rows");
            }
            same
        });
        let heads = rows.iter().map(|(id, _)| head(id)).collect();
        Self { rows, heads, given: !table.incomplete }
    }

    /// The id and the row at each position.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&'t str, Row<'t>)> {
        self.rows.iter().copied()
    }

    pub(super) fn row(&self, position: usize) -> Row<'t> {
        self.rows[position].1
    }

    /// Whether the table could be read, so that an id which it lacks is a fault of its own.
    pub(super) fn is_given(&self) -> bool {
        self.given
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn find<T>(&self, id: &str) -> Option<Id<T>> {
        let wanted = head(id);
        let from = self.heads.partition_point(|head| *head < wanted);
        let same = self.heads[from..].partition_point(|head| *head == wanted);
        let found = self.rows[from..from + same].binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(Id::at(from + found))
    }
}

impl<'t> Ids<'t> {
    /// The child that a cell names.
    pub(super) fn child(&self, cells: Cells<'t>, column: &'static str) -> Option<ChildId> {
        let id = cells.required(column)?;
        self.children.find(id).or_else(|| unknown(&self.children, cells, column, id, "children"))
    }

    /// The household that a cell names.
    pub(super) fn household(&self, cells: Cells<'t>, column: &'static str) -> Option<HouseholdId> {
        let id = cells.required(column)?;
        let found = self.households.find(id);
        found.or_else(|| unknown(&self.households, cells, column, id, "households"))
    }

    /// The locality that a cell names, if it names one.
    pub(super) fn locality(&self, cells: Cells<'t>, column: &'static str) -> Option<LocalityId> {
        let id = cells.row.cell(column)?;
        let found = self.localities.find(id);
        found.or_else(|| unknown(&self.localities, cells, column, id, "localities"))
    }

    /// The localities of a list.
    pub(super) fn localities_of(&self, cells: Cells<'t>, column: &'static str) -> BTreeSet<LocalityId> {
        let find = |id| self.localities.find(id).or_else(|| unknown(&self.localities, cells, column, id, "localities"));
        cells.items(column).filter_map(find).collect()
    }

    /// The home or provision that a cell names, if it names one.
    pub(super) fn place(&self, cells: Cells<'t>, column: &'static str) -> Option<Place> {
        let id = cells.row.cell(column)?;
        let home = self.households.find(id).map(Place::Home);
        let place = home.or_else(|| self.provisions.find(id).map(|id: ProvisionId| Place::Provision(id)));
        let tables = if self.provisions.given { &self.households } else { &self.provisions };
        place.or_else(|| unknown(tables, cells, column, id, "households and provision"))
    }

    /// The sibling group of a child, if it has siblings here.
    pub(super) fn group_of(&self, child: ChildId) -> Option<GroupId> {
        self.children.row(child.index()).cell("sibling_group").and_then(|name| self.group(name))
    }

    /// The sibling group of this name, if it has two members or more.
    pub(super) fn group(&self, name: &str) -> Option<GroupId> {
        self.groups.binary_search(&name).ok().map(GroupId::at)
    }
}

/// The first eight bytes of an id, such that ids in order have theirs in order.
fn head(id: &str) -> u64 {
    let mut head = [0; 8];
    let length = id.len().min(head.len());
    head[..length].copy_from_slice(&id.as_bytes()[..length]);
    u64::from_be_bytes(head)
}

/// Notes an id that its table lacks. Where the whole table is missing that has been noted already.
fn unknown<T>(keyed: &Keyed<'_>, cells: Cells<'_>, column: &'static str, id: &str, tables: &str) -> Option<T> {
    if keyed.given {
        let mend = format!("add a row for it to {tables}, or correct the id");
        cells.add(column, codes::UNKNOWN_ID, quote(id), mend);
    }
    None
}

/// The names of groups of two or more, in byte order.
pub(super) fn groups<'t>(children: &Keyed<'t>) -> Vec<&'t str> {
    let mut names: Vec<&str> = children.rows().filter_map(|(_, row)| row.cell("sibling_group")).collect();
    names.sort_unstable();
    let mut groups: Vec<&str> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    groups.dedup();
    groups
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn heads_are_in_the_order_of_their_ids() {
        let mut ids = ["", "C", "C\u{0}", "C1", "C10", "C1000001", "C10000012", "C10000013", "É", "c", "Éire-longer"];
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| head(pair[0]) <= head(pair[1])));
        assert_eq!(head("C10000012"), head("C10000013"), "told apart by the ids themselves");
        assert!(head("C1000001") < head("C1000002"));
    }
}
