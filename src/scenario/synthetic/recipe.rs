//! Recipes: what to invent, and the named ones.

use super::figures;

/// What to invent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// The scenario's name.
    pub name: String,
    /// Which of the many scenarios of this recipe.
    pub seed: u64,
    /// Children in scope.
    pub children: usize,
    /// Known homes.
    pub households: usize,
    /// How many in a hundred children in scope come with siblings.
    pub sibling_share_percent: i64,
    /// The largest sibling group.
    pub largest_group: usize,
    /// How many in a hundred places are filled by children who stay.
    pub filled_percent: i64,
    /// How many in a hundred homes are on hold or not available; on a wide ground, how many in a hundred places are vacant in
    /// such homes.
    pub closed_percent: i64,
    /// How many in a hundred children in scope have a home now and may move.
    pub moves_percent: i64,
    /// Whether there are frameworks, children's homes and supported accommodation beside the homes.
    pub with_provision: bool,
    /// Whether some children must, should or must not live together, or not in certain homes.
    pub with_relations: bool,
    /// Whether rooms may bind; else there is a bedroom for each child that a home is approved for.
    pub with_rooms: bool,
    /// Localities of the council's own area; there are as many of its neighbours'. On a wide ground, of each council.
    pub localities: usize,
    /// Several councils on a wide ground, in place of one with its neighbours.
    pub ground: Option<Ground>,
    /// Children who are placed and stay, by the published shares of kinds of placement, in place of `filled_percent` and
    /// `closed_percent`; there is then a catalogue of kinds of home and an outlook, too.
    pub placed: Option<usize>,
}

/// Where several councils are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// How many councils.
    pub councils: usize,
    /// The south-western corner on the national grid, in metres.
    pub corner: (i64, i64),
    /// From west to east and from south to north, in metres.
    pub metres: (i64, i64),
}

/// The named recipes: what they are for, children in scope, homes.
pub const SIZES: [(&str, usize, usize); 6] = [
    ("daily", 20, 60),
    ("month", 150, 300),
    ("council", 800, 450),
    ("planning", 60, 450),
    ("region", 8_000, 5_000),
    ("nation", 60_000, 40_000),
];

/// Where every placement is thought anew, in percent of all places: those of children who stay (assumed) ...
const STAY_PERCENT: i64 = 15;

/// ... and, in percent of the children in scope, those who live somewhere now: with the former, as many as fill the
/// published share of places.
const LIVE_SOMEWHERE_PERCENT: i64 = 60;

impl Recipe {
    /// A recipe by name: `daily` is one afternoon at the duty desk, `month` a month's referrals of a large council,
    /// `council` every placement of a council thought anew, where homes are short, `planning` a council as it stands: 800
    /// children, most of them placed, with what may come; `region` the pooled homes of ten councils and `nation` those of a
    /// hundred and fifty, every placement thought anew.
    pub fn named(name: &str, seed: u64) -> Option<Self> {
        let (_, children, households) = SIZES.into_iter().find(|(known, _, _)| *known == name)?;
        // A duty desk's list holds mostly homes with a vacancy, and where a whole council is thought anew most of those
        // who fill places may move: both differ from the published shares on purpose.
        let (filled_percent, moves_percent, closed_percent) = match name {
            "daily" => (35, 5, 10),
            "month" => (figures::FILLED_PERCENT, 10, figures::NOT_AVAILABLE_PERCENT),
            "planning" => (0, 0, 0),
            "region" | "nation" => (STAY_PERCENT, LIVE_SOMEWHERE_PERCENT, figures::NOT_AVAILABLE_OF_ALL_PERCENT),
            _ => (15, 40, 15),
        };
        let ground = match name {
            // Sixty miles by sixty, as a large city region.
            "region" => Some(Ground { councils: 10, corner: (370_000, 370_000), metres: (96_560, 96_560) }),
            "nation" => Some(Ground { councils: 150, corner: (290_000, 80_000), metres: figures::ENGLAND }),
            _ => None,
        };
        Some(Self {
            name: format!("Invented: {name}, seed {seed}"),
            seed,
            children,
            households,
            sibling_share_percent: 50,
            largest_group: if ground.is_some() { 8 } else { 6 },
            filled_percent,
            moves_percent,
            closed_percent,
            with_provision: true,
            with_relations: true,
            with_rooms: true,
            localities: match name {
                "planning" => 6,
                "region" | "nation" => 16,
                _ => 8 + (households / 25).min(24),
            },
            ground,
            placed: (name == "planning").then_some(740),
        })
    }

    /// What of it is drawn otherwise than by the named recipe of its size, for the scenario's name; empty = nothing.
    pub fn differences(&self, named: &Self) -> Vec<String> {
        let mut all = Vec::new();
        if self.sibling_share_percent != named.sibling_share_percent {
            all.push(format!("{} % with siblings", self.sibling_share_percent));
        }
        if self.largest_group != named.largest_group {
            all.push(format!("groups to {}", self.largest_group));
        }
        if self.moves_percent != named.moves_percent {
            all.push(format!("{} % may move", self.moves_percent));
        }
        let without = [
            (self.with_provision, named.with_provision, "no provision"),
            (self.with_relations, named.with_relations, "no plans"),
            (self.with_rooms, named.with_rooms, "rooms for all"),
        ];
        all.extend(without.iter().filter(|(drawn, usual, _)| drawn != usual).map(|(_, _, text)| (*text).to_owned()));
        all
    }

    /// Another number of children: of those to be placed or, where children are placed by published shares, of all, as
    /// many to a hundred of them to be placed as before.
    pub fn resize(&mut self, children: usize) {
        let before = self.children + self.placed.unwrap_or(0);
        let in_scope = if self.placed.is_some() { (children * self.children).div_ceil(before) } else { children };
        self.placed = self.placed.map(|_| children - in_scope);
        self.children = in_scope;
    }
}
