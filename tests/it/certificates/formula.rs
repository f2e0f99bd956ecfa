//! The formula of a certificate by brute force: every set of children in every place, asked of the plain readings, and what
//! it adds to a level counted on a proposal in which nobody else moves.

use std::collections::BTreeMap;

use placewell::domain::{
    Branch, CERTIFICATE_UNIT, ChildId, LevelId, Multipliers, Place, Placement, Proposal, Quotient, Scenario, Split,
};
use placewell::policy::{Pairs, limits, provision};

use crate::exhaustive::count;

/// Some children in one place, in units of a provision or in a home, and what they add to each level.
pub(crate) struct Company {
    pub(crate) place: Place,
    pub(crate) children: Vec<ChildId>,
    /// Siblings who live together, in id order; children alone.
    pub(crate) units: Vec<Vec<ChildId>>,
    pub(crate) adds: BTreeMap<LevelId, i64>,
}

/// Every lawful company of every place, by place and, in provision, by sibling group.
pub(crate) struct Formula<'s> {
    pub(crate) scenario: &'s Scenario,
    /// Who could live where.
    pub(crate) open: Vec<(ChildId, Place)>,
    /// One is chosen of each list, or none.
    pub(crate) choices: Vec<Vec<Company>>,
    /// What each unit adds to each level where nobody else moves.
    alone: BTreeMap<(Place, Vec<ChildId>), BTreeMap<LevelId, i64>>,
    nobody: BTreeMap<LevelId, i64>,
    steps: BTreeMap<LevelId, i64>,
}

impl<'s> Formula<'s> {
    pub(crate) fn of(scenario: &'s Scenario) -> Self {
        let pairs = Pairs::of(scenario);
        let nobody = LevelId::ALL.iter().map(|level| (*level, count(scenario, &nobody_placed(scenario), *level)));
        let mut formula = Self {
            scenario,
            open: Vec::new(),
            choices: Vec::new(),
            alone: BTreeMap::new(),
            nobody: nobody.collect(),
            steps: BTreeMap::from([(LevelId::Separated, 1)]),
        };
        for home in &scenario.households {
            let open: Vec<ChildId> =
                scenario.in_scope().filter(|child| pairs.is_open(child, home)).map(|child| child.id).collect();
            formula.home(home, &open);
        }
        for there in &scenario.provisions {
            let may = |child: &&placewell::domain::Child| {
                !pairs.is_pinned(child.id) && provision::is_open(scenario, child, there)
            };
            let open: Vec<ChildId> = scenario.in_scope().filter(may).map(|child| child.id).collect();
            let mut families: BTreeMap<_, Vec<ChildId>> = BTreeMap::new();
            for child in &open {
                families.entry(scenario.child(*child).group.ok_or(*child)).or_default().push(*child);
            }
            for family in families.values() {
                let mut all = Vec::new();
                formula.packings(there, family, &mut Vec::new(), &mut all);
                formula.choices.push(all);
            }
            formula.remember(Place::Provision(there.id), &open);
        }
        let companies = formula.choices.iter().flatten();
        let units = companies.flat_map(|company| company.units.iter().map(|unit| (company.place, unit.clone())));
        let alone = units.map(|(place, unit)| {
            let adds = formula.company(place, std::slice::from_ref(&unit)).adds;
            ((place, unit), adds)
        });
        formula.alone = alone.collect();
        formula
    }

    fn remember(&mut self, place: Place, open: &[ChildId]) {
        for child in open {
            self.open.push((*child, place));
            let alone = self.company(place, &[vec![*child]]);
            for (level, add) in alone.adds {
                let step = self.steps.entry(level).or_default();
                *step = gcd(*step, add.abs());
            }
        }
    }

    fn home(&mut self, home: &placewell::domain::Household, open: &[ChildId]) {
        let scenario = self.scenario;
        let lawful = |everyone: &[ChildId]| {
            limits::active(scenario).iter().all(|limit| limit.breach(scenario, home, everyone).is_none())
        };
        let staying = scenario.staying_in(home.id);
        if !staying.is_empty() && !lawful(&staying) {
            return;
        }
        let mut all = Vec::new();
        for set in 1_u32..1 << open.len() {
            let movers: Vec<ChildId> =
                open.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, child)| *child).collect();
            let mut everyone = [staying.clone(), movers.clone()].concat();
            everyone.sort_unstable();
            if lawful(&everyone) {
                let mut families: BTreeMap<_, Vec<ChildId>> = BTreeMap::new();
                for child in &movers {
                    families.entry(scenario.child(*child).group.ok_or(*child)).or_default().push(*child);
                }
                let company = self.company(Place::Home(home.id), &[movers]);
                all.push(Company { units: families.into_values().collect(), ..company });
            }
        }
        self.choices.push(all);
        self.remember(Place::Home(home.id), open);
    }

    /// Every way to put some of these siblings into lawful units.
    fn packings(
        &self,
        there: &placewell::domain::Provision,
        left: &[ChildId],
        units: &mut Vec<Vec<ChildId>>,
        all: &mut Vec<Company>,
    ) {
        let Some((first, rest)) = left.split_first() else {
            let room = provision::room(self.scenario, there);
            let fits = |unit: &Vec<ChildId>| room.is_none_or(|room| i64::try_from(unit.len()).expect("few") <= room);
            let lawful = |unit: &Vec<ChildId>| provision::unit_breach(self.scenario, there, unit).is_none();
            if !units.is_empty() && units.iter().all(|unit| fits(unit) && lawful(unit)) {
                all.push(self.company(Place::Provision(there.id), units));
            }
            return;
        };
        self.packings(there, rest, units, all);
        for i in 0..units.len() {
            units[i].push(*first);
            self.packings(there, rest, units, all);
            units[i].pop();
        }
        units.push(vec![*first]);
        self.packings(there, rest, units, all);
        units.pop();
    }

    fn company(&self, place: Place, units: &[Vec<ChildId>]) -> Company {
        let mut proposal = nobody_placed(self.scenario);
        for (number, unit) in (1_000..).zip(units) {
            for child in unit {
                proposal.placements[child.index()] = Some(match place {
                    Place::Home(id) => Placement::home(id),
                    Place::Provision(id) => Placement::provision(id, number),
                });
            }
        }
        let adds =
            LevelId::ALL.iter().map(|level| (*level, count(self.scenario, &proposal, *level) - self.nobody[level]));
        Company { place, children: units.concat(), units: units.to_vec(), adds: adds.collect() }
    }

    /// The cheapest choices under these multipliers in this case, and the whole sum.
    pub(crate) fn least(
        &self,
        level: LevelId,
        held: &[i64],
        multipliers: &Multipliers,
        facts: &[(&Split, bool)],
    ) -> (i128, Vec<&Company>) {
        let child: BTreeMap<_, _> = multipliers.children.iter().copied().collect();
        let there: BTreeMap<_, _> = multipliers.provisions.iter().copied().collect();
        let mut weights: BTreeMap<_, i64> = multipliers.levels.iter().copied().collect();
        weights.insert(level, CERTIFICATE_UNIT);
        let mut total = 0_i128;
        for (each, weight) in &weights {
            let position = self.scenario.settings.priorities.iter().position(|other| other == each).expect("held");
            let value = if *each == level { 0 } else { held[position] };
            total += i128::from(*weight) * i128::from(self.nobody[each] - value);
        }
        total -= child.values().map(|each| i128::from(*each)).sum::<i128>();
        for (id, multiplier) in &there {
            let room = provision::room(self.scenario, self.scenario.provision(*id)).expect("a capacity").max(0);
            total -= i128::from(*multiplier) * i128::from(room);
        }
        total -= most(&multipliers.groups);
        for quotient in &multipliers.quotients {
            let one = |place: &Place| match place {
                Place::Home(_) => 1,
                Place::Provision(id) => {
                    let room = provision::room(self.scenario, self.scenario.provision(*id));
                    i128::from(room.expect("a capacity").max(0))
                }
            };
            let mut sum = quotient.children.iter().map(|_| 1).chain(quotient.places.iter().map(one)).sum::<i128>();
            for (each, times) in &quotient.levels {
                let position = self.scenario.settings.priorities.iter().position(|other| other == each).expect("held");
                sum += i128::from(*times) * i128::from(held[position] - self.nobody[each]);
            }
            total -= i128::from(quotient.number) * down(sum, i128::from(quotient.divisor));
        }
        let allowed = |company: &&Company| {
            facts.iter().all(|(split, yes)| company.units.iter().all(|unit| open(split, *yes, company.place, unit)))
        };
        let price = |company: &Company| {
            let mut price = 0_i128;
            for (each, weight) in &weights {
                price += i128::from(*weight) * i128::from(company.adds[each]);
            }
            for (set, weight) in &multipliers.groups {
                price += i128::from(*weight) * i128::from(company.units.contains(set));
            }
            for quotient in &multipliers.quotients {
                price += i128::from(quotient.number) * self.quotients_of(quotient, company);
            }
            for each in &company.children {
                price += i128::from(child.get(each).copied().unwrap_or(0));
                if let Place::Provision(id) = company.place {
                    price += i128::from(there.get(&id).copied().unwrap_or(0));
                }
            }
            price
        };
        let mut chosen = Vec::new();
        for choices in &self.choices {
            let best = choices.iter().filter(allowed).map(|each| (price(each), each)).min_by_key(|(price, _)| *price);
            if let Some((price, company)) = best.filter(|(price, _)| *price < 0) {
                total += price;
                chosen.push(company);
            }
        }
        (total, chosen)
    }

    /// The bound that follows from a proof.
    pub(crate) fn bound(&self, level: LevelId, held: &[i64], proof: &Branch) -> i64 {
        let mut facts = Vec::new();
        let total = self.of_branch(level, held, proof, &mut facts);
        self.rounded(level, total)
    }

    /// The least value of the level that is no less than this sum.
    pub(crate) fn rounded(&self, level: LevelId, total: i128) -> i64 {
        let step = self.steps.get(&level).copied().unwrap_or(0).max(1);
        let mut value = self.nobody[&level];
        let is_enough = |value: i64| i128::from(value) * i128::from(CERTIFICATE_UNIT) >= total;
        // By steps of any size, since costs are in pence.
        let mut stride = step << 24;
        while stride >= step {
            while is_enough(value - stride) {
                value -= stride;
            }
            while !is_enough(value) {
                value += stride;
            }
            stride /= 2;
        }
        value
    }

    fn of_branch<'p>(
        &self,
        level: LevelId,
        held: &[i64],
        proof: &'p Branch,
        facts: &mut Vec<(&'p Split, bool)>,
    ) -> i128 {
        match proof {
            Branch::Multipliers(multipliers) => self.least(level, held, multipliers, facts).0,
            Branch::Cases { split, yes, no } => {
                let mut of = |proof: &'p Branch, answer: bool| {
                    facts.push((split, answer));
                    let total = self.of_branch(level, held, proof, facts);
                    facts.pop();
                    total
                };
                of(yes, true).min(of(no, false))
            }
        }
    }

    /// How often the divisor of a quotient is filled in a company: in a home all are counted at once, in a provision unit by
    /// unit; what they add to levels is what each unit adds alone.
    fn quotients_of(&self, quotient: &Quotient, company: &Company) -> i128 {
        let divisor = i128::from(quotient.divisor);
        let is_place = i128::from(quotient.places.contains(&company.place));
        let of_unit = |unit: &Vec<ChildId>| {
            let adds = &self.alone[&(company.place, unit.clone())];
            let of_levels: i128 =
                quotient.levels.iter().map(|(level, times)| i128::from(*times) * i128::from(adds[level])).sum();
            of_levels + few(unit.iter().filter(|child| quotient.children.contains(child)).count())
        };
        match company.place {
            Place::Home(_) => down(company.units.iter().map(of_unit).sum::<i128>() + is_place, divisor),
            Place::Provision(_) => {
                company.units.iter().map(|unit| down(of_unit(unit) + is_place * few(unit.len()), divisor)).sum()
            }
        }
    }

    /// A level with nobody in scope placed.
    pub(crate) fn nobody(&self, level: LevelId) -> i64 {
        self.nobody[&level]
    }
}

/// Whether an answer leaves a unit open in a place.
pub(crate) fn open(split: &Split, yes: bool, place: Place, unit: &[ChildId]) -> bool {
    match split {
        Split::Lives { child, places } => !unit.contains(child) || places.contains(&place) == yes,
        Split::Together { one, other } => match (unit.contains(one), unit.contains(other)) {
            (true, true) => yes,
            (false, false) => true,
            _ => !yes,
        },
    }
}

/// Divided and rounded down, also below nothing.
fn down(sum: i128, divisor: i128) -> i128 {
    let towards_nothing = sum / divisor;
    if towards_nothing * divisor > sum { towards_nothing - 1 } else { towards_nothing }
}

fn few(count: usize) -> i128 {
    i128::try_from(count).expect("few")
}

/// The most that sets without a child in common can sum to, trying all choices of them.
fn most(sets: &[(Vec<ChildId>, i64)]) -> i128 {
    let Some(((first, weight), others)) = sets.split_first() else { return 0 };
    let without = most(others);
    let apart = others.iter().filter(|(set, _)| set.iter().all(|child| !first.contains(child))).cloned();
    let with = i128::from(*weight) + most(&apart.collect::<Vec<_>>());
    with.max(without)
}

fn nobody_placed(scenario: &Scenario) -> Proposal {
    Proposal::of_those_who_stay(scenario)
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
