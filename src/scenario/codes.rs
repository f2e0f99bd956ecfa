//! Every code of a problem, with the long text that `check --explain CODE` prints.

/// What a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// `S...` files and cells, `D...` data that contradict one another, `W...` warnings.
    pub id: &'static str,
    /// A few words.
    pub title: &'static str,
    /// The long text: what is asked, why, and what to do.
    pub text: &'static str,
}

/// Declares each code once, with its texts beside it.
macro_rules! codes {
    ($($name:ident = $id:literal $title:literal $text:literal)+) => {
        $(pub(super) const $name: &str = $id;)+

        /// Every code, in order.
        pub const CODES: &[Code] = &[$(Code { id: $id, title: $title, text: $text }),+];
    };
}

codes! {
NO_FOLDER = "S001" "the folder cannot be read"
    "A scenario is a folder that holds `scenario.toml` and the tables as CSV files or as sheets of one `scenario.xlsx`. \
     `placewell new DIR` writes one to start from."
MISSING_FILE = "S002" "a file or table is missing"
    "`scenario.toml` and the tables children, households and localities are required. The tables relations, exclusions, \
     scores, provision, decisions and kinds are optional."
TOO_LARGE = "S003" "too large to read"
    "A file may hold 200 MB, a table 1,000 columns and a cell 64 KiB of text. Anything larger is more likely an accident \
     (a whole worksheet formatted, a quotation mark that was never closed) than a register of children and homes."
TWICE = "S004" "a table is given twice"
    "A table stands either in its CSV file or in its sheet of `scenario.xlsx`, so that it is clear which one counts. \
     Two files whose names differ only in capitals are two as well."
NOT_TEXT = "S005" "not a text file"
    "The file holds bytes that no text has, for instance because it is a spreadsheet that was renamed to `.csv`. \
     Save it from the spreadsheet program as CSV UTF-8."
OPEN_QUOTE = "S006" "a quotation mark is never closed"
    "A cell that begins with a quotation mark ends with one; within it a quotation mark is written twice. Everything \
     after the open one was swallowed by that cell."
NO_HEADER = "S007" "a table without a header"
    "The first line of a table names its columns."
MISSING_COLUMN = "S008" "a required column is missing"
    "The column must be in the header. Names count in any order and in any case."
COLUMN_TWICE = "S009" "a column is given twice"
    "Two columns of one name could contradict each other: keep one."
RAGGED = "S010" "a row has more or fewer cells than the header"
    "A missing or surplus delimiter moves every later cell into a wrong column. A comma inside a cell needs quotation \
     marks around the cell."
BAD_WORKBOOK = "S011" "the workbook cannot be read"
    "`scenario.xlsx` must be an Excel workbook (.xlsx) that is not protected by a password. Cells with an error such as \
     #N/A are refused, since the value they should hold is unknown."
BLANK = "S012" "a required cell is blank"
    "The value has no default that would be safe to assume."
BAD_WORD = "S013" "not one of the words of this column"
    "The column takes a closed list of words, in any case; spaces and hyphens count as underscores."
BAD_NUMBER = "S014" "not a whole number in range"
    "Numbers are whole, without units, thousands separators or decimals; each column has a range outside of which a \
     value must be a slip."
BAD_DECIMAL = "S015" "not a distance in miles"
    "Miles are written as a decimal with at most one place, for instance `12` or `12.5`."
BAD_DATE = "S016" "not a date"
    "Dates are written dd/mm/yyyy or yyyy-mm-dd, with four digits for the year, from 1900 to 2100."
BAD_YES_NO = "S017" "neither yes nor no"
    "Write one of: yes no true false y n 1 0."
BAD_LIST = "S018" "a list that cannot be read"
    "Items of a list stand in one cell, separated by semicolons, each of them of the kind that the column takes."
BAD_ID = "S019" "an id that cannot be used"
    "An id has at most 100 characters and neither a semicolon (it separates lists) nor control characters such as line \
     breaks."
BAD_TOML = "S020" "scenario.toml cannot be read"
    "The file is not TOML. Texts need quotation marks; a table such as [policy] stands on a line of its own."
UNKNOWN_KEY = "S021" "scenario.toml has an unknown key"
    "A misspelt key would silently leave the default in force, so every key must be known. `placewell new DIR` writes a \
     scenario.toml with all of them."
BAD_SETTING = "S022" "a setting of the wrong kind"
    "The key takes another kind of value, or a value in another range."
NO_REASON = "S023" "switched off or overridden without a reason"
    "A rule, limit or preference is switched off, and a rule overridden, only with a reason, which every report prints."
UNKNOWN_RULE = "S024" "no such rule, limit or preference"
    "`placewell rules` lists the ids of the catalogue. Overrides lift rules about a child and a home only: a limit \
     changes with the home's own data (named_children, places, bedrooms) or is switched off in scenario.toml."
BAD_RATE = "S025" "not a rate in range"
    "Rates and shares are decimals with at most six places: shares from 0 to 1 (write 0.12 for 12 %), growth from -1 to 1, \
     multiples in [ranges] from 0 to 10. They are kept as written; nothing is rounded."
BAD_SHARES = "S026" "shares that do not sum to 1"
    "The shares of a list say how a whole divides, so they sum to 1. A thousandth more or less is taken for rounding: the \
     largest share takes up the difference."
BAD_BANDS = "S027" "a band or size that cannot be one"
    "Ages lie within 0 to 17, group sizes within 1 to 20, stays within 0 to 939 weeks; the lower end comes first, and \
     bands of one list do not overlap."
NO_GOAL = "S028" "no goal"
    "[goals] stands in place of the default goals, so it asks for at least one. Without the section the defaults hold."
EMPTY_DEMAND = "S029" "a demand model in which nobody arrives"
    "[demand] needs groups_per_month: how many sibling groups, groups of one included, arrive in a month on average. \
     Remove the section if nothing is known; the tables of today do not need it."
SAME_ID = "D001" "an id is used twice"
    "Ids are unique within their table, and a provision does not share its id with a household, since a child's present \
     place may be either. Nor does a kind of home: it is not a home yet."
UNKNOWN_ID = "D002" "an id that no table has"
    "The id must stand in the table that the column refers to."
SAME_PAIR = "D003" "a pair has two rows"
    "Two rows about one pair could contradict each other, and would count twice if they do not."
SELF = "D004" "a child is related to itself"
    "A row of relations.csv names two different children."
NOT_SIBLINGS = "D005" "must_together for children who are not siblings"
    "Only siblings can be required to live together: give them the same sibling_group, or choose another plan."
NEVER_BOTH = "D006" "plans that contradict each other"
    "Children joined by must_together, directly or through a third child, live in one home; must_apart for two of them \
     means that none of them could ever be placed."
NO_PRESENT_PLACE = "D007" "may_move without a present place"
    "may_move = yes says that a child who is placed may be matched again, so current_household must be given. A child \
     without a placement is matched in any case."
BAD_AGE = "D008" "an impossible age"
    "A child is born on or before the planning date and under 18 on it."
BAD_RANGE = "D009" "a range that is upside down"
    "The lower end is above the upper end, so nobody fits."
HALF_GRID = "D010" "half a grid reference"
    "Give both easting and northing, or neither: distance is then unknown."
BAD_DECISION = "D011" "a decision that cannot be meant"
    "A pin places, and an override opens a home to, a child in scope: one without a placement, or one that may move. \
     Decisions name homes, not provision. One child has at most one pin, and a forbidden pair is not pinned."
PIN_BREAKS_RULE = "D012" "a pin breaks a rule"
    "A pin alone does not lift a rule. If the placement is meant, give an override of that rule for that pair, with a \
     reason, in a row beside the pin."
PINS_CLASH = "D013" "pins that cannot hold together"
    "The pinned children, those who stay in the home and the siblings who must live with them would break a limit of \
     the home, or a sibling who must live with a pinned child cannot live there."
HUGE_GROUP = "D014" "a sibling group that cannot be one"
    "More than 20 children share a sibling_group, or its name is a word for nothing such as `none` or `n/a`, which \
     would make siblings of children who are none. Leave the cell blank for a child without siblings here."
CROWD = "D015" "more children in one home than any home has"
    "More than 20 children live, or are pinned to live, in one fostering home. It is more likely that one id was filled \
     down a column. If it is a children's home, put it into provision.csv."
UNKNOWN_COLUMN = "W001" "an unknown column"
    "The column is not read. If its name is misspelt, its values are missing and defaults were taken."
OLD_ENCODING = "W002" "not UTF-8"
    "The file is not UTF-8 and was read as Windows-1252, as older spreadsheet programs write it. Look at names with \
     accents; save as CSV UTF-8."
UNREAD_FILE = "W003" "a file that is not read"
    "The name is like that of a table but not equal to it."
FEW_PLACES = "W004" "more children than places today"
    "More children are to be placed than homes have places free today; provision is not counted."
OUTSIDE_APPROVAL = "W005" "a present placement breaks a rule or limit"
    "Present placements are listed, never refused. A home whose children who stay break a limit takes nobody more."
NO_COORDINATES = "W006" "a locality without coordinates"
    "Its distances are unknown: the distance rule passes and preferences about distance give no points."
NEED_NOBODY_MEETS = "W007" "a need that no home or provision meets"
    "The specialism is among the skills of no home and no provision, whether available or not (nor, for one in [demand], \
     of any kind of home); nobody who needs it can be placed. Check the spelling on both sides."
NO_EFFECT = "W008" "a value without effect"
    "The value is read, but nothing in this scenario depends on it."
UNKNOWN_NAMED = "W009" "a named child that the scenario does not have"
    "named_children may name children who are not in children.csv; they have no effect here."
OUTSIDE_APPROVED_AGES = "W010" "preferred ages outside the approved ages"
    "Children of those ages are not placed there, whatever is preferred."
ALMOST_SAME = "W011" "almost the same name"
    "Two sibling groups differ only in capitals or spaces; they are read as two."
}

/// What a code means; none = there is no such code.
pub fn explain(code: &str) -> Option<&'static Code> {
    CODES.iter().find(|each| each.id.eq_ignore_ascii_case(code.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order_within_their_group() {
        for pair in CODES.windows(2) {
            assert!(pair[0].id.as_bytes()[0] != pair[1].id.as_bytes()[0] || pair[0].id < pair[1].id, "{}", pair[1].id);
        }
        assert_eq!(explain(" s001").map(|code| code.id), Some("S001"));
        assert_eq!(explain("S999"), None);
    }
}
