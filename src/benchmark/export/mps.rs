//! Free MPS: fields apart by spaces, columns one after another.

use std::io::{self, Write};

use super::{Programme, column, hold, most, row};

pub(super) fn write(programme: &Programme<'_>, out: &mut impl Write) -> io::Result<()> {
    let Programme { model, objective, held } = *programme;
    writeln!(out, "NAME placewell\nROWS\n N {}", objective.level)?;
    for at in 0..model.rows.len() {
        writeln!(out, " L {}", row(at))?;
    }
    for each in held {
        writeln!(out, " L {}", hold(each.level))?;
    }
    writeln!(out, "COLUMNS\n MARKER1 'MARKER' 'INTORG'")?;
    let by_column = by_column(programme);
    for variable in 0..model.variables() {
        let name = column(variable, model);
        // Every column is named, even one that is nowhere.
        writeln!(out, " {name} {} {}", objective.level, objective.charges[variable])?;
        for (at, factor) in by_column.of(variable) {
            writeln!(out, " {name} {} {factor}", row(at))?;
        }
        for each in held.iter().filter(|each| each.charges[variable] != 0) {
            writeln!(out, " {name} {} {}", hold(each.level), each.charges[variable])?;
        }
    }
    writeln!(out, " MARKER2 'MARKER' 'INTEND'\nRHS")?;
    for (at, each) in model.rows.iter().enumerate().filter(|(_, each)| each.at_most != 0) {
        writeln!(out, " RHS {} {}", row(at), each.at_most)?;
    }
    for each in held {
        writeln!(out, " RHS {} {}", hold(each.level), most(each))?;
    }
    writeln!(out, "BOUNDS")?;
    for variable in 0..model.variables() {
        writeln!(out, " BV BND {}", column(variable, model))?;
    }
    writeln!(out, "ENDATA")
}

/// The terms of the rows, by column.
struct ByColumn {
    /// Where the terms of each column begin; one more than there are columns.
    starts: Vec<usize>,
    terms: Vec<(usize, i64)>,
}

impl ByColumn {
    fn of(&self, variable: usize) -> impl Iterator<Item = (usize, i64)> + '_ {
        self.terms[self.starts[variable]..self.starts[variable + 1]].iter().copied()
    }
}

fn by_column(programme: &Programme<'_>) -> ByColumn {
    let model = programme.model;
    let mut starts = vec![0; model.variables() + 1];
    for (variable, _) in model.rows.iter().flat_map(|each| &each.terms) {
        starts[variable + 1] += 1;
    }
    for variable in 0..model.variables() {
        starts[variable + 1] += starts[variable];
    }
    let mut next = starts.clone();
    let mut terms = vec![(0, 0); starts[model.variables()]];
    for (at, each) in model.rows.iter().enumerate() {
        for (variable, factor) in &each.terms {
            terms[next[*variable]] = (at, *factor);
            next[*variable] += 1;
        }
    }
    ByColumn { starts, terms }
}
