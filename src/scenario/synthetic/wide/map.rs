//! Where the councils are, and which of them are near one another.

use std::ops::Range;

use super::super::{Ground, Recipe, figures, reference};
use crate::domain::{Dice, HouseholdId, Locality, LocalityId};

/// Metres in a mile.
const MILE: i64 = 1_609;

/// How far from the centre of a town its councils' centres are at most, east and north: councils lie close together in
/// conurbations (assumed).
const TOWN_REACH: i64 = 16_000;

/// Metres on the national grid.
type Point = (i64, i64);

/// The councils of a ground.
pub(super) struct Map {
    pub(super) councils: Vec<Council>,
}

/// One council.
pub(super) struct Council {
    /// Its localities, by position in the table.
    pub(super) localities: Range<usize>,
    /// How many children it looks after, compared with others.
    pub(super) children: i64,
    /// How many homes are there, compared with others.
    pub(super) homes: i64,
    /// The homes there.
    pub(super) its_homes: Vec<HouseholdId>,
    /// Those of relatives and friends.
    pub(super) its_kin: Vec<HouseholdId>,
    /// The nearest councils in which a home may be within twenty miles.
    pub(super) near: Vec<usize>,
    /// Those in which a home may be twenty to thirty miles away.
    pub(super) far: Vec<usize>,
    centre: Point,
    reach: i64,
}

impl Council {
    /// One of its localities.
    pub(super) fn locality(&self, dice: &mut Dice) -> LocalityId {
        LocalityId::at(self.localities.start + dice.below(self.localities.len()))
    }
}

impl Map {
    /// A council, each as often as it looks after children.
    pub(super) fn council_of_a_child(&self, dice: &mut Dice) -> usize {
        self.drawn(|council| council.children, dice)
    }

    /// A council, each as often as there are homes.
    pub(super) fn council_of_a_home(&self, dice: &mut Dice) -> usize {
        self.drawn(|council| council.homes, dice)
    }

    fn drawn(&self, weight: impl Fn(&Council) -> i64, dice: &mut Dice) -> usize {
        let mut left = dice.between(1, self.councils.iter().map(&weight).sum());
        let at = self.councils.iter().position(|council| {
            left -= weight(council);
            left <= 0
        });
        at.unwrap_or(0)
    }

    /// The council a locality belongs to.
    pub(super) fn council_at(&self, locality: LocalityId) -> usize {
        locality.index() / self.councils[0].localities.len()
    }
}

/// Draws where the councils are: a third of them around towns, the others spread over the ground.
pub(super) fn draw(recipe: &Recipe, ground: Ground, dice: &mut Dice) -> Map {
    let towns: Vec<Point> = (0..ground.councils.div_ceil(12)).map(|_| anywhere(ground, dice)).collect();
    let mut councils: Vec<Council> = Vec::with_capacity(ground.councils);
    for i in 0..ground.councils {
        // A council in a town is smaller on the ground than one in the country (assumed).
        let (centre, reach) = if i % 3 == 0 {
            let (east, north) = *dice.pick(&towns);
            let off = |dice: &mut Dice| dice.between(-TOWN_REACH, TOWN_REACH);
            ((east + off(dice), north + off(dice)), dice.between(4 * MILE, 7 * MILE))
        } else {
            (apart(&councils, ground, dice), dice.between(7 * MILE, 10 * MILE))
        };
        let children = dice.weighted(&figures::COUNCIL_CHILDREN);
        let homes = children * dice.between(85, 115) / 100;
        let localities = i * recipe.localities..(i + 1) * recipe.localities;
        councils.push(Council {
            localities,
            children,
            homes,
            its_homes: vec![],
            its_kin: vec![],
            near: vec![],
            far: vec![],
            centre,
            reach,
        });
    }
    for i in 0..councils.len() {
        let (near, far) = around(&councils, i);
        (councils[i].near, councils[i].far) = (near, far);
    }
    Map { councils }
}

fn anywhere(ground: Ground, dice: &mut Dice) -> Point {
    let (east, north) = ground.metres;
    (dice.between(ground.corner.0, ground.corner.0 + east), dice.between(ground.corner.1, ground.corner.1 + north))
}

/// Of ten points the one farthest from the councils so far: areas of councils do not overlap much.
fn apart(councils: &[Council], ground: Ground, dice: &mut Dice) -> Point {
    let gap = |point: Point| councils.iter().map(|council| square(council.centre, point)).min().unwrap_or(0);
    let mut best = anywhere(ground, dice);
    for _ in 1..10 {
        let other = anywhere(ground, dice);
        if gap(other) > gap(best) {
            best = other;
        }
    }
    best
}

fn square((e1, n1): Point, (e2, n2): Point) -> i64 {
    (e1 - e2) * (e1 - e2) + (n1 - n2) * (n1 - n2)
}

/// The six nearest of those in which a home may be within twenty miles, and those in which a home may be twenty to thirty miles away.
fn around(councils: &[Council], at: usize) -> (Vec<usize>, Vec<usize>) {
    let off = |other: usize| square(councils[at].centre, councils[other].centre);
    let within = |miles: i64| (miles * MILE) * (miles * MILE);
    let mut others: Vec<usize> = (0..councils.len()).filter(|other| *other != at).collect();
    others.sort_by_key(|other| (off(*other), *other));
    let near = others.iter().copied().take_while(|other| off(*other) <= within(26)).take(6).collect();
    let beyond = |other: &usize| off(*other) > within(12) && off(*other) <= within(40);
    (near, others.into_iter().filter(beyond).collect())
}

/// The localities of every council, council by council, within its reach of its centre.
pub(super) fn localities(recipe: &Recipe, map: &Map, dice: &mut Dice) -> Vec<Locality> {
    let all = recipe.localities * map.councils.len();
    let mut localities = Vec::with_capacity(all);
    for (i, council) in map.councils.iter().enumerate() {
        let authority = format!("Council {}", reference('A', i, map.councils.len()));
        for place in 0..recipe.localities {
            let (east, north) = within(council.reach, dice);
            localities.push(Locality {
                reference: reference('L', localities.len(), all),
                name: format!("{authority}, place {}", place + 1),
                grid: Some((council.centre.0 + east, council.centre.1 + north)),
                authority: Some(authority.clone()),
            });
        }
    }
    localities
}

/// A step of at most so many metres in a straight line, every point of the circle as likely.
fn within(reach: i64, dice: &mut Dice) -> (i64, i64) {
    loop {
        let (east, north) = (dice.between(-reach, reach), dice.between(-reach, reach));
        if east * east + north * north <= reach * reach {
            return (east, north);
        }
    }
}
