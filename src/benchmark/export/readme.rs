//! What stands beside an exported model.

use super::{Format, file};
use crate::domain::Scenario;
use crate::model::Model;

pub(super) fn text(scenario: &Scenario, model: &Model, format: Format) -> String {
    let kind = match format {
        Format::Mps => "free MPS",
        Format::Lp => "the LP format of CPLEX",
    };
    let files: Vec<String> = model
        .objectives
        .iter()
        .enumerate()
        .map(|(at, objective)| format!("{}. `{}`", at + 1, file(at, objective.level, format)))
        .collect();
    format!(
        "# {}\n\n\
         The integer programme that placewell {} solves, in {kind}: {} pattern columns, {} helper columns, {} rows.\n\
         It is solved level after level, each made as small as possible and then held:\n\n\
         {}\n\n\
         * A column `z` is a set of brothers and sisters, or one child, in one place: `columns.csv` says whom and where. A \
         column `s` is a helper of a limit. All are 0 or 1.\n\
         * Rows are `sum <= right-hand side`; `rows.csv` says what each stands for. A child in no chosen column is unplaced.\n\
         * The value of a level is the objective plus its `constant` in `levels.csv`, for the files have no constants. Every \
         value is a whole number, so an absolute gap under 1 proves it; cost is in pence a week.\n\
         * To hold a level, set the right-hand side of its row `hold_...` in every later file to the objective that you found \
         (without the constant). As written, these rows hold nothing.\n\n\
         A solver\u{2019}s answer is checked by writing it as a `proposal.csv` and running `placewell verify`.\n",
        scenario.settings.name.replace(['\n', '\r'], " "),
        env!("CARGO_PKG_VERSION"),
        model.columns.len(),
        model.switches,
        model.rows.len(),
        files.join("\n"),
    )
}
