//! Children in scope, family by family: sizes and ages are dealt out to the published counts, not only drawn by them.

use super::super::children::{Family, Surroundings, most_children};
use super::super::{Recipe, figures, reference};
use super::map::Map;
use crate::domain::{Child, ChildId, Dice, Group, GroupId, Scenario};

/// Children who belong together, and whether they live somewhere now.
pub(super) struct Lone {
    pub(super) council: usize,
    pub(super) children: Vec<ChildId>,
    pub(super) lives_somewhere: bool,
}

/// Draws every child in scope.
pub(super) fn draw(recipe: &Recipe, map: &Map, scenario: &mut Scenario, dice: &mut Dice) -> Vec<Lone> {
    let sizes = sizes(recipe, dice);
    let groups = sizes.iter().filter(|size| **size > 1).count();
    let settled: Vec<bool> = sizes.iter().map(|_| dice.chance(recipe.moves_percent)).collect();
    let of = |wanted: bool| {
        sizes.iter().zip(&settled).filter(|(_, lives)| **lives == wanted).map(|(size, _)| *size).collect::<Vec<_>>()
    };
    // Those who live somewhere are as old as children in care are on a day, the others as those who start.
    let mut on_a_day = ages(&of(true), &figures::AGE_ON_31_MARCH, dice).into_iter();
    let mut on_starting = ages(&of(false), &figures::AGE_ON_STARTING, dice).into_iter();
    let mut families = Vec::with_capacity(sizes.len());
    for lives_somewhere in settled {
        let ages = if lives_somewhere { on_a_day.next() } else { on_starting.next() }.unwrap_or_default();
        let council = map.council_of_a_child(dice);
        let children = family(recipe, map, (council, &ages, groups), scenario, dice);
        families.push(Lone { council, children, lives_somewhere });
    }
    families
}

/// One family of a council, with these ages; there are so many sibling groups in all.
fn family(
    recipe: &Recipe,
    map: &Map,
    (council, ages, groups): (usize, &[i64], usize),
    scenario: &mut Scenario,
    dice: &mut Dice,
) -> Vec<ChildId> {
    let council = &map.councils[council];
    let elsewhere = |dice: &mut Dice| council.locality(dice);
    // How far a placement team would look is one decision for brothers and sisters.
    let farthest = dice.weighted(&figures::MAX_MILES);
    let surroundings = Surroundings { max_miles: &[(farthest, 1)], elsewhere: &elsewhere };
    let group = (ages.len() > 1).then(|| GroupId::at(scenario.groups.len()));
    let family = Family::draw(council.locality(dice), dice);
    let first = scenario.children.len();
    let members: Vec<ChildId> = (first..first + ages.len()).map(ChildId::at).collect();
    for (id, age) in members.iter().zip(ages) {
        let name = reference('C', id.index(), most_children(recipe));
        let child = Child { group, ..family.child((*id, name), *age, group.is_some(), &surroundings, dice) };
        scenario.children.push(child);
    }
    if let Some(id) = group {
        scenario.groups.push(Group { reference: reference('S', id.index(), groups), members: members.clone() });
    }
    members
}

/// Sizes of the families in a drawn order: as many children have siblings as asked, to the child or nearly.
fn sizes(recipe: &Recipe, dice: &mut Dice) -> Vec<usize> {
    let share = usize::try_from(recipe.sibling_share_percent).unwrap_or(0);
    let mut left = if recipe.largest_group > 1 { recipe.children * share / 100 } else { 0 };
    let mut sizes = Vec::new();
    while left > 1 {
        let mut size =
            figures::group_size(&figures::GROUP_SIZE_WITH_PUBLISHED_MEAN, dice).min(recipe.largest_group).min(left);
        // Nobody is left over alone if that can be avoided.
        if left - size == 1 {
            size = if size < recipe.largest_group { size + 1 } else { (size - 1).max(2) };
        }
        sizes.push(size);
        left -= size;
    }
    let grouped: usize = sizes.iter().sum();
    sizes.extend(std::iter::repeat_n(1, recipe.children - grouped));
    for i in (1..sizes.len()).rev() {
        sizes.swap(i, dice.below(i + 1));
    }
    sizes
}

type Bands = [((i64, i64), i64); 5];

/// Ages of families of these sizes. Brothers and sisters are a few years apart (assumed); children without any then make
/// up the published counts of all.
fn ages(sizes: &[usize], published: &Bands, dice: &mut Dice) -> Vec<Vec<i64>> {
    let all: usize = sizes.iter().sum();
    let children = i64::try_from(all).unwrap_or(i64::MAX);
    let total: i64 = published.iter().map(|(_, count)| count).sum();
    let mut wanted = published.map(|(band, count)| (band, (count * children + total / 2) / total));
    let mut families: Vec<Vec<i64>> = sizes.iter().map(|size| siblings(*size, published, dice)).collect();
    for age in families.iter().flatten() {
        count_off(&mut wanted, *age);
    }
    for family in families.iter_mut().filter(|family| family.is_empty()) {
        let left = wanted.map(|(band, count)| (band, count.max(0)));
        let any = left.iter().any(|(_, count)| *count > 0);
        let (low, high) = dice.weighted(if any { &left } else { published });
        let age = dice.between(low, high);
        count_off(&mut wanted, age);
        family.push(age);
    }
    families
}

fn count_off(wanted: &mut Bands, age: i64) {
    if let Some((_, count)) = wanted.iter_mut().find(|((low, high), _)| (*low..=*high).contains(&age)) {
        *count -= 1;
    }
}

/// Ages of a sibling group; of a single child none yet.
fn siblings(size: usize, published: &Bands, dice: &mut Dice) -> Vec<i64> {
    if size < 2 {
        return Vec::new();
    }
    let (low, high) = dice.weighted(published);
    let first = dice.between(low, high);
    let others = (1..size).map(|_| (first + dice.between(-6, 4)).clamp(0, 17));
    std::iter::once(first).chain(others).collect()
}
