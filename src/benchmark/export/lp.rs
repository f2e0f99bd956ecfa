//! The LP format of CPLEX: sums as people write them.

use std::io::{self, Write};

use super::{Programme, column, hold, most, row};
use crate::model::Model;

/// Terms of a line: readers of the format take some hundreds of letters.
const OF_A_LINE: usize = 12;

pub(super) fn write(programme: &Programme<'_>, out: &mut impl Write) -> io::Result<()> {
    let Programme { model, objective, held } = *programme;
    writeln!(out, "Minimize\n {}:", objective.level)?;
    sum(&charged(&objective.charges), model, out)?;
    writeln!(out, "\nSubject To")?;
    for (at, each) in model.rows.iter().enumerate() {
        writeln!(out, " {}:", row(at))?;
        sum(&each.terms, model, out)?;
        writeln!(out, " <= {}", each.at_most)?;
    }
    for each in held {
        writeln!(out, " {}:", hold(each.level))?;
        sum(&charged(&each.charges), model, out)?;
        writeln!(out, " <= {}", most(each))?;
    }
    writeln!(out, "Binaries")?;
    for variable in 0..model.variables() {
        writeln!(out, " {}", column(variable, model))?;
    }
    writeln!(out, "End")
}

fn charged(charges: &[i64]) -> Vec<(usize, i64)> {
    charges.iter().enumerate().filter(|(_, charge)| **charge != 0).map(|(at, charge)| (at, *charge)).collect()
}

/// A sum; the format has no empty one.
fn sum(terms: &[(usize, i64)], model: &Model, out: &mut impl Write) -> io::Result<()> {
    if terms.is_empty() && model.variables() > 0 {
        write!(out, " 0 {}", column(0, model))?;
    }
    for (at, (variable, factor)) in terms.iter().enumerate() {
        let sign = if *factor < 0 { '-' } else { '+' };
        write!(out, " {sign} {} {}", factor.unsigned_abs(), column(*variable, model))?;
        if at % OF_A_LINE == OF_A_LINE - 1 {
            writeln!(out)?;
        }
    }
    Ok(())
}
