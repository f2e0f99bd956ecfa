//! Neighbourhoods that cover everything: homes near each other, with who lives there and who waits nearby.

use std::collections::BTreeMap;

use super::Diligence;
use super::choice::Choice;
use super::ground::Ground;
use super::patch::Patch;
use crate::domain::{ChildId, LocalityId, Place};

/// Directions along which the map is cut, by turns: each pass has its own, so that what one cut parts another keeps.
const DIRECTIONS: &[[(i64, i64); 2]] =
    &[[(1, 0), (0, 1)], [(1, 1), (1, -1)], [(2, 1), (-1, 2)], [(1, 2), (-2, 1)], [(3, 1), (-1, 3)], [(1, 3), (-3, 1)]];

/// A home, or children of one family who live in none: a unit of a provision, or those who are unplaced.
enum Item {
    Home(usize),
    Family(Vec<ChildId>),
}

struct Located {
    item: Item,
    at: (i64, i64),
    /// How many children come with it.
    weight: usize,
    /// Tells apart what is at one spot, otherwise in each pass.
    mixed: u64,
}

/// Cells of at most so many children that share no home and no child, and share what is left of the provisions.
pub(super) fn cells(ground: &Ground<'_>, choice: &Choice, pass: usize, diligence: Diligence) -> Vec<Patch> {
    let most = diligence.children.get(pass).or(diligence.children.last()).copied().unwrap_or(1);
    let mut patches = Vec::new();
    split(located(ground, choice, pass), pass, 0, &mut |items| {
        let weight: usize = items.iter().map(|item| item.weight).sum();
        if weight > most && items.len() > 1 {
            return false;
        }
        let patch = patch(ground, choice, items);
        let is_small = items.len() < 2 || patch.columns(ground) <= diligence.columns;
        if is_small {
            patches.push(patch);
        }
        is_small
    });
    patches.retain(|patch| !patch.children.is_empty());
    share_rooms(ground, choice, pass, &mut patches);
    patches
}

fn located(ground: &Ground<'_>, choice: &Choice, pass: usize) -> Vec<Located> {
    let scenario = ground.scenario;
    let spot = |locality: LocalityId| scenario.locality(locality).grid.unwrap_or((0, 0));
    let homes = ground.offers.iter().enumerate().filter_map(|(position, offer)| {
        let Place::Home(home) = offer.place else { return None };
        let weight: usize = choice.taken[position].iter().map(|unit| offer.units[*unit as usize].children.len()).sum();
        Some((Item::Home(position), scenario.household(home).locality, weight))
    });
    let mut families: BTreeMap<_, Vec<ChildId>> = BTreeMap::new();
    for child in scenario.in_scope().filter(|child| !choice.is_at_home(ground, child.id)) {
        let family = choice.at[child.id.index()].ok_or(child.group.ok_or(child.id));
        families.entry(family).or_default().push(child.id);
    }
    let families = families.into_values().map(|family| {
        let (locality, weight) = (scenario.child(family[0]).locality, family.len());
        (Item::Family(family), locality, weight)
    });
    homes
        .chain(families)
        .enumerate()
        .map(|(position, (item, locality, weight))| Located {
            item,
            at: spot(locality),
            weight,
            mixed: mix(position as u64, pass as u64),
        })
        .collect()
}

/// A number that looks random, the same every time.
pub(super) fn mix(a: u64, b: u64) -> u64 {
    let mut x = a.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ b.wrapping_add(0x7F4A_7C15).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x = (x ^ (x >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^ (x >> 32)
}

/// Cuts in two where the weight is shared evenly (the first cut of a pass elsewhere), until a cell is taken.
fn split(mut items: Vec<Located>, pass: usize, depth: usize, take: &mut dyn FnMut(&[Located]) -> bool) {
    if take(&items) {
        return;
    }
    let weight: usize = items.iter().map(|item| item.weight).sum();
    let directions = &DIRECTIONS[pass % DIRECTIONS.len()];
    let along = |item: &Located, (x, y): (i64, i64)| x * item.at.0 + y * item.at.1;
    let extent = |direction: (i64, i64)| {
        let low = items.iter().map(|item| along(item, direction)).min().unwrap_or(0);
        let high = items.iter().map(|item| along(item, direction)).max().unwrap_or(0);
        high - low
    };
    let direction = if extent(directions[0]) >= extent(directions[1]) { directions[0] } else { directions[1] };
    items.sort_by_cached_key(|item| (along(item, direction), item.mixed));
    let share = if depth == 0 { [2, 3, 4, 1, 5][pass % 5] } else { 3 };
    let mut before = 0;
    let cut = items
        .iter()
        .position(|item| {
            before += item.weight;
            before * 6 >= weight * share
        })
        .map_or(items.len() / 2, |last| (last + 1).min(items.len() - 1));
    let rest = items.split_off(cut);
    split(items, pass, depth + 1, take);
    split(rest, pass, depth + 1, take);
}

fn patch(ground: &Ground<'_>, choice: &Choice, cell: &[Located]) -> Patch {
    let mut patch = Patch::default();
    for item in cell {
        match &item.item {
            Item::Family(children) => patch.children.extend(children),
            Item::Home(offer) => {
                patch.homes.push(*offer);
                let living = choice.taken[*offer].iter().map(|unit| &ground.offers[*offer].units[*unit as usize]);
                patch.children.extend(living.flat_map(|unit| &unit.children));
            }
        }
    }
    patch.homes.sort_unstable();
    patch.children.sort_unstable();
    patch
}

/// Gives each patch the room that its own children take in each provision, and its share of what is free.
pub(super) fn share_rooms(ground: &Ground<'_>, choice: &Choice, pass: usize, patches: &mut [Patch]) {
    for (offer, room) in ground.room.iter().enumerate() {
        let (Some(room), Place::Provision(id)) = (room, ground.offers[offer].place) else { continue };
        let free = (room - choice.living[offer]).max(0);
        let count = i64::try_from(patches.len()).unwrap_or(i64::MAX);
        for (position, patch) in patches.iter_mut().enumerate() {
            let own = patch.children.iter().filter_map(|child| choice.at[child.index()]);
            let own = own.filter(|taken| taken.offer as usize == offer).count();
            let turn = (i64::try_from(position + pass).unwrap_or(0)) % count;
            let share = free / count + i64::from(turn < free % count);
            patch.rooms.insert(id, i64::try_from(own).unwrap_or(i64::MAX) + share);
        }
    }
}
