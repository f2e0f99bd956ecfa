//! The model child by child.
//!
//! * `x[c,p]` for each open pair: the child lives there; each child once;
//! * approved number and usual limit: a row each, lifted by a choice that the home holds one family only;
//! * bedrooms: beds and a cot, and rooms by family where strangers may not share;
//! * a child who is to live alone, or only beside some, shuts out the others by a row with a large factor;
//! * siblings who must be together are in the same places;
//! * [`super::pairs`]: `y[a,b,p]` for two siblings in one place, which levels charge;
//! * what these rows let pass and a limit forbids (beds that do not suit, mostly) is forbidden when it is met: the smallest
//!   part of the company that is unlawful may not live there, and the level is solved again.

use std::collections::{BTreeMap, BTreeSet};

use super::Reading;
use super::mip::{Mip, MipRow};
use super::pairs::{Pair, pairs};
use crate::compatibility::Graph;
use crate::domain::{ChildId, Companions, GroupId, Household, Place, Plan, Scenario, Sector};
use crate::model;
use crate::policy::limits::{self, Limit};
use crate::policy::{levels, provision};

/// A place, who stays there, and the variable of each child to whom it is open.
pub(super) struct Offer {
    pub(super) place: Place,
    pub(super) staying: Vec<ChildId>,
    pub(super) children: Vec<(ChildId, usize)>,
}

impl Offer {
    pub(super) fn variable(&self, child: ChildId) -> Option<usize> {
        self.children.binary_search_by_key(&child, |each| each.0).ok().map(|at| self.children[at].1)
    }

    /// The children of each sibling group to whom it is open.
    pub(super) fn groups(&self, scenario: &Scenario) -> BTreeMap<GroupId, Vec<(ChildId, usize)>> {
        let mut groups: BTreeMap<GroupId, Vec<(ChildId, usize)>> = BTreeMap::new();
        for (child, variable) in &self.children {
            if let Some(group) = scenario.child(*child).group {
                groups.entry(group).or_default().push((*child, *variable));
            }
        }
        groups
    }
}

pub(super) struct Naive<'s> {
    scenario: &'s Scenario,
    limits: Vec<&'static dyn Limit>,
    must_place: Vec<ChildId>,
    offers: Vec<Offer>,
    pairs: Vec<Pair>,
    variables: usize,
}

impl<'s> Naive<'s> {
    pub(super) fn of(scenario: &'s Scenario, graph: &Graph) -> Self {
        let limits = limits::active(scenario);
        let mut staying: BTreeMap<Place, Vec<ChildId>> = BTreeMap::new();
        for child in scenario.children.iter().filter(|child| !child.in_scope()) {
            if let Some(place @ Place::Home(_)) = child.current {
                staying.entry(place).or_default().push(child.id);
            }
        }
        let mut variables = 0;
        let mut offers = Vec::new();
        for place in graph.places() {
            let staying = staying.remove(&place).unwrap_or_default();
            if breached(scenario, &limits, place, &staying, &[]) {
                continue;
            }
            let may = |child: &ChildId| !breached(scenario, &limits, place, &staying, &[*child]);
            let children: Vec<(ChildId, usize)> =
                graph.children_of(place).into_iter().filter(may).enumerate().map(|(i, c)| (c, variables + i)).collect();
            variables += children.len();
            if !children.is_empty() {
                offers.push(Offer { place, staying, children });
            }
        }
        let must_place = scenario.in_scope().map(|child| child.id).filter(|child| graph.must_place(*child)).collect();
        Self { scenario, limits, must_place, offers, pairs: Vec::new(), variables }
    }

    /// The programme, and what each level charges.
    pub(super) fn programme(&mut self) -> (Mip, Vec<Vec<i64>>) {
        let mut mip = Mip { most: vec![1; self.variables], rows: Vec::new() };
        self.once(&mut mip);
        for offer in &self.offers {
            match offer.place {
                Place::Home(id) => self.home(offer, self.scenario.household(id), &mut mip),
                Place::Provision(id) => {
                    if let Some(room) = provision::room(self.scenario, self.scenario.provision(id)) {
                        mip.rows.push(MipRow::at_most(ones(&offer.children), room.max(0)));
                    }
                }
            }
            self.must_together(offer, &mut mip);
        }
        self.pairs = pairs(self.scenario, &self.limits, &self.offers, &mut mip);
        let costs = self.scenario.settings.priorities.iter().map(|id| self.charges(*id, mip.most.len())).collect();
        (mip, costs)
    }

    fn charges(&self, id: crate::domain::LevelId, variables: usize) -> Vec<i64> {
        let level = levels::level(id);
        let mut charges = vec![0; variables];
        for offer in &self.offers {
            for (child, variable) in &offer.children {
                charges[*variable] = level.charge(self.scenario, &[*child], offer.place, &offer.staying);
            }
        }
        for pair in &self.pairs {
            charges[pair.variable] = pair.charge(self.scenario, level);
        }
        charges
    }

    fn once(&self, mip: &mut Mip) {
        let mut of_child: Vec<Vec<(usize, i64)>> = vec![Vec::new(); self.scenario.children.len()];
        for (child, variable) in self.offers.iter().flat_map(|offer| &offer.children) {
            of_child[child.index()].push((*variable, 1));
        }
        for (index, terms) in of_child.into_iter().enumerate() {
            if self.must_place.contains(&ChildId::at(index)) {
                mip.rows.push(MipRow::equal(terms, 1));
            } else if !terms.is_empty() {
                mip.rows.push(MipRow::at_most(terms, 1));
            }
        }
    }

    fn is_on(&self, id: &str) -> bool {
        self.limits.iter().any(|limit| limit.about().id == id)
    }

    fn home(&self, offer: &Offer, home: &Household, mip: &mut Mip) {
        let groups = offer.groups(self.scenario);
        let families = self.one_family(offer, home, &groups, mip);
        let lifted = |by: &dyn Fn(GroupId) -> i64| -> Vec<(usize, i64)> {
            families.iter().map(|(group, variable)| (*variable, -by(*group))).filter(|(_, by)| *by != 0).collect()
        };
        let staying = whole(offer.staying.len());
        if self.is_on("approved-number") {
            let more = (home.places_for_siblings - home.places).max(0);
            let terms = [ones(&offer.children), lifted(&|_| more)].concat();
            // Siblings who stay may be more than the places, lawfully; then nobody can join but as one family.
            mip.rows.push(MipRow::at_most(terms, (home.places - staying).max(0)));
        }
        if self.is_on("usual-fostering-limit") {
            let counts = |child: &ChildId| home.sector == Sector::Kinship || !home.named_children.contains(child);
            let counted: Vec<(ChildId, usize)> =
                offer.children.iter().copied().filter(|(child, _)| counts(child)).collect();
            let most = whole(offer.children.len() + offer.staying.len());
            let there = whole(offer.staying.iter().filter(|child| counts(child)).count());
            let terms = [ones(&counted), lifted(&|_| most)].concat();
            let limit = self.scenario.settings.policy.usual_fostering_limit;
            mip.rows.push(MipRow::at_most(terms, (limit - there).max(0)));
        }
        if self.is_on("bedrooms") {
            self.bedrooms(offer, home, &groups, mip);
        }
        self.special(offer, mip);
    }

    /// For each sibling group that could fill the home beyond the usual: a choice that only this group lives there.
    fn one_family(
        &self,
        offer: &Offer,
        home: &Household,
        groups: &BTreeMap<GroupId, Vec<(ChildId, usize)>>,
        mip: &mut Mip,
    ) -> Vec<(GroupId, usize)> {
        let usual = home.places.min(self.scenario.settings.policy.usual_fostering_limit);
        let mut families = Vec::new();
        for (group, members) in groups {
            let all_of_it = offer.staying.iter().all(|child| self.scenario.child(*child).group == Some(*group));
            if !all_of_it || whole(members.len() + offer.staying.len()) <= usual {
                continue;
            }
            let variable = mip.most.len();
            mip.most.push(1);
            let others: Vec<(ChildId, usize)> = offer
                .children
                .iter()
                .copied()
                .filter(|(child, _)| self.scenario.child(*child).group != Some(*group))
                .collect();
            let most = whole(others.len());
            mip.rows.push(MipRow::at_most([ones(&others), vec![(variable, most)]].concat(), most));
            families.push((*group, variable));
        }
        families
    }

    /// Beds and a cot for all; where strangers may not share, a room for each family, or as many as it needs.
    fn bedrooms(
        &self,
        offer: &Offer,
        home: &Household,
        groups: &BTreeMap<GroupId, Vec<(ChildId, usize)>>,
        mip: &mut Mip,
    ) {
        let rooms: Vec<i64> = home.bedrooms.iter().copied().filter(|beds| *beds > 0).collect();
        let cot = i64::from(home.carers_room_cot);
        let beds: i64 = rooms.iter().sum();
        mip.rows.push(MipRow::at_most(ones(&offer.children), beds + cot - whole(offer.staying.len())));
        if self.scenario.settings.policy.unrelated_share_max_age.is_some() {
            return;
        }
        let largest = rooms.iter().copied().max().unwrap_or(0);
        let alone = offer.children.iter().filter(|(child, _)| self.scenario.child(*child).group.is_none());
        let mut terms: Vec<(usize, i64)> = alone.map(|(_, variable)| (*variable, 1)).collect();
        for (group, members) in groups {
            let there = offer.staying.iter().filter(|child| self.scenario.child(**child).group == Some(*group)).count();
            let variable = mip.most.len();
            mip.most.push(whole(rooms.len()));
            mip.rows.push(MipRow::at_most([ones(members), vec![(variable, -largest)]].concat(), cot - whole(there)));
            terms.push((variable, 1));
        }
        let families: BTreeSet<Option<GroupId>> = offer
            .staying
            .iter()
            .map(|child| self.scenario.child(*child).group)
            .filter(|group| group.is_some_and(|group| !groups.contains_key(&group)))
            .collect();
        let single = offer.staying.iter().filter(|child| self.scenario.child(**child).group.is_none()).count();
        mip.rows.push(MipRow::at_most(terms, whole(rooms.len()) + cot - whole(families.len() + single)));
    }

    /// A child who is to live alone, or only beside some, and whom it shuts out.
    fn special(&self, offer: &Offer, mip: &mut Mip) {
        let asks = |child: ChildId| {
            !matches!(self.scenario.child(child).companions, Companions::WithOthers | Companions::NoPreference)
        };
        for (child, variable) in offer.children.iter().filter(|(child, _)| asks(*child)) {
            let shut_out: Vec<(ChildId, usize)> = offer
                .children
                .iter()
                .copied()
                .filter(|(other, _)| other != child && self.is_unlawful(offer, &[*child, *other]))
                .collect();
            mip.rows.extend(shuts_out(*variable, &shut_out));
        }
        for ((a, b), relation) in &self.scenario.relations {
            if relation.plan == Plan::MustApart
                && let (Some(x), Some(y)) = (offer.variable(*a), offer.variable(*b))
                && self.is_unlawful(offer, &[*a, *b])
            {
                mip.rows.push(MipRow::at_most(vec![(x, 1), (y, 1)], 1));
            }
        }
    }

    fn must_together(&self, offer: &Offer, mip: &mut Mip) {
        if !self.is_on("must-together") {
            return;
        }
        for ((a, b), relation) in &self.scenario.relations {
            let in_scope = self.scenario.child(*a).in_scope() && self.scenario.child(*b).in_scope();
            if relation.plan != Plan::MustTogether || !in_scope || !self.scenario.are_siblings(*a, *b) {
                continue;
            }
            match (offer.variable(*a), offer.variable(*b)) {
                (Some(x), Some(y)) => mip.rows.push(MipRow::equal(vec![(x, 1), (y, -1)], 0)),
                (Some(alone), None) | (None, Some(alone)) => mip.most[alone] = 0,
                (None, None) => {}
            }
        }
    }

    fn is_unlawful(&self, offer: &Offer, children: &[ChildId]) -> bool {
        breached(self.scenario, &self.limits, offer.place, &offer.staying, children)
    }

    /// The proposal of these values, or what they break.
    pub(super) fn read(&self, values: &[bool]) -> Reading {
        let mut broken = Vec::new();
        let mut units: Vec<(Vec<ChildId>, Place)> = Vec::new();
        let mut tied: BTreeMap<Place, Vec<(ChildId, ChildId)>> = BTreeMap::new();
        for pair in self.pairs.iter().filter(|pair| pair.binds && values[pair.variable]) {
            tied.entry(pair.place).or_default().push((pair.a, pair.b));
        }
        for offer in &self.offers {
            let there: Vec<ChildId> =
                offer.children.iter().filter(|(_, variable)| values[*variable]).map(|(child, _)| *child).collect();
            if self.is_unlawful(offer, &there) {
                broken.extend(self.forbid(offer, there));
            } else {
                let tied = tied.get(&offer.place).map_or(&[][..], Vec::as_slice);
                units.extend(self.units(offer.place, &there, tied).into_iter().map(|unit| (unit, offer.place)));
            }
        }
        if !broken.is_empty() {
            return Reading::Broken(broken);
        }
        Reading::Lawful(model::place(self.scenario, units.iter().map(|(unit, place)| (unit.as_slice(), *place))))
    }

    /// In a home siblings are one unit; in a provision those who are tied.
    fn units(&self, place: Place, there: &[ChildId], tied: &[(ChildId, ChildId)]) -> Vec<Vec<ChildId>> {
        let mut units: Vec<Vec<ChildId>> = Vec::new();
        for child in there {
            let belongs = |unit: &&mut Vec<ChildId>| match place {
                Place::Home(_) => self.scenario.are_siblings(unit[0], *child),
                Place::Provision(_) => unit.iter().any(|other| tied.contains(&(*other, *child))),
            };
            match units.iter_mut().find(belongs) {
                Some(unit) => unit.push(*child),
                None => units.push(vec![*child]),
            }
        }
        units
    }

    /// Rows that forbid the smallest unlawful part of a company. Of two children: each with all whom it cannot live with.
    fn forbid(&self, offer: &Offer, mut company: Vec<ChildId>) -> Vec<MipRow> {
        let mut at = 0;
        while at < company.len() {
            let child = company.remove(at);
            if !self.is_unlawful(offer, &company) {
                company.insert(at, child);
                at += 1;
            }
        }
        let variable = |child: &ChildId| offer.variable(*child);
        if company.len() == 2 {
            let cannot = |child: &ChildId| -> Vec<(ChildId, usize)> {
                let others = offer.children.iter().copied();
                others.filter(|(other, _)| other != child && self.is_unlawful(offer, &[*child, *other])).collect()
            };
            return company.iter().filter_map(|child| shuts_out(variable(child)?, &cannot(child))).collect();
        }
        let terms: Vec<(usize, i64)> = company.iter().filter_map(variable).map(|variable| (variable, 1)).collect();
        let most = whole(terms.len()) - 1;
        vec![MipRow::at_most(terms, most)]
    }
}

/// Whether these children and those who stay break a limit that fewer would not. Only homes have such limits.
fn breached(
    scenario: &Scenario,
    limits: &[&'static dyn Limit],
    place: Place,
    staying: &[ChildId],
    children: &[ChildId],
) -> bool {
    let Place::Home(id) = place else { return false };
    let mut everyone = [staying, children].concat();
    everyone.sort_unstable();
    let home = scenario.household(id);
    limits.iter().filter(|limit| limit.is_hereditary()).any(|limit| !limit.holds(scenario, home, &everyone))
}

/// `Σ others + n × child ≤ n`.
fn shuts_out(child: usize, others: &[(ChildId, usize)]) -> Option<MipRow> {
    let most = whole(others.len());
    (most > 0).then(|| MipRow::at_most([ones(others), vec![(child, most)]].concat(), most))
}

pub(super) fn ones(children: &[(ChildId, usize)]) -> Vec<(usize, i64)> {
    children.iter().map(|(_, variable)| (*variable, 1)).collect()
}

pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
