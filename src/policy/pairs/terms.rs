//! The rules in their compiled reading: what a child asks of a home, and what a home has, as bits and a few numbers.
//!
//! A *trait* is something about a child that one rule looks at: a sex, an urgency, a need. A home has the bit of a trait
//! if the rule holds there for a plain child with that trait alone; so the rule itself says what each bit means, and a
//! rule that is off is written as a home that has every bit. Ages and authorities are kept as numbers. A rule that is
//! not compiled is asked plainly, and so is any pair of which the scenario says something in particular (see
//! [`super::Shortlist`]): here nobody is kin to anybody, and nothing is ruled out.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{
    Child, ChildId, Companions, Household, HouseholdId, LocalityId, Pets, PlacementType, Scenario, Sex, Suitability,
    Urgency, Years,
};
use crate::policy::rules::{self, Rule};
use crate::policy::{folded, is_on};

/// Rules that are read here as numbers and not as traits.
const NUMBERS: [&str; 3] = ["age-range", "resident-ages", "area"];
/// Rules that the caller reads: by the distance of localities, and by the pairs that are named.
const ELSEWHERE: [&str; 2] = ["distance", "never"];

/// The rules of a scenario, compiled.
pub(super) struct Compiled<'s> {
    scenario: &'s Scenario,
    traits: Vec<Trait>,
    /// Authorities by number, in the spelling in which they are compared.
    authorities: BTreeMap<String, u32>,
    /// Rules that are on and not compiled.
    plain: Vec<&'static dyn Rule>,
}

/// Something about a child that a rule looks at.
struct Trait {
    rule: &'static str,
    is_of: Box<dyn Fn(&Child) -> bool + Send + Sync>,
    give: Box<dyn Fn(&mut Child) + Send + Sync>,
}

/// What a home has.
pub(super) struct Terms {
    pub(super) home: HouseholdId,
    authority: Authority,
    has: u64,
    age_min: Years,
    age_max: Years,
    youngest_resident: Years,
    oldest_resident: Years,
}

/// What a child asks of a home.
pub(super) struct Asks {
    /// None = any.
    authority: Option<Authority>,
    traits: u64,
    age: Years,
    age_end: Years,
    youngest_resident: Years,
    oldest_resident: Years,
}

/// An authority that is known, by number; two that are not known are not the same.
#[derive(Clone, Copy, PartialEq)]
enum Authority {
    Known(u32),
    UnknownOfHome,
    UnknownOfChild,
}

impl<'s> Compiled<'s> {
    pub(super) fn of(scenario: &'s Scenario) -> Self {
        let mut traits = traits(scenario);
        let needs: BTreeSet<&String> = scenario.children.iter().flat_map(|child| &child.needs).collect();
        let room = u64::BITS as usize - traits.len();
        traits.extend(needs.iter().take(room).map(|need| need_of((*need).clone())));
        let is_compiled = |id: &str| {
            let as_trait = traits.iter().any(|each| each.rule == id) && (id != "needs" || needs.len() <= room);
            as_trait || NUMBERS.contains(&id) || ELSEWHERE.contains(&id) || (id == "needs" && needs.is_empty())
        };
        let on = rules::ALL.iter().copied().filter(|rule| is_on(scenario, rule.about()));
        let plain = on.filter(|rule| !is_compiled(rule.about().id)).collect();
        let named = scenario.localities.iter().filter_map(|each| each.authority.as_deref());
        let named = named.chain(scenario.households.iter().filter_map(|home| home.authority.as_deref()));
        let folded: BTreeSet<String> = named.map(|name| folded(name).collect()).collect();
        Self { scenario, traits, authorities: folded.into_iter().zip(0..).collect(), plain }
    }

    /// What a home has.
    pub(super) fn terms(&self, home: &Household) -> Terms {
        let any_age = (Years::MIN, Years::MAX);
        let (age_min, age_max) = if self.is_on("age-range") { (home.age_min, home.age_max) } else { any_age };
        let residents: &[Years] = if self.is_on("resident-ages") { &home.resident_ages } else { &[] };
        let has = self.traits.iter().zip(0..).filter(|(each, _)| self.suits(each, home));
        Terms {
            home: home.id,
            authority: self.authority(home.authority.as_deref()).unwrap_or(Authority::UnknownOfHome),
            has: has.fold(0, |bits, (_, bit)| bits | 1 << bit),
            age_min,
            age_max,
            youngest_resident: residents.iter().copied().min().unwrap_or(Years::MAX),
            oldest_resident: residents.iter().copied().max().unwrap_or(Years::MIN),
        }
    }

    /// What a child asks of a home.
    pub(super) fn asks(&self, child: &Child) -> Asks {
        let own = self.scenario.locality(child.locality).authority.as_deref();
        let own = self.authority(own).unwrap_or(Authority::UnknownOfChild);
        let traits = self.traits.iter().zip(0..).filter(|(each, _)| (each.is_of)(child));
        let when = |companions, age, otherwise| if child.companions == companions { age } else { otherwise };
        Asks {
            authority: (!child.out_of_area_ok && self.is_on("area")).then_some(own),
            traits: traits.fold(0, |bits, (_, bit)| bits | 1 << bit),
            age: child.age,
            age_end: child.age_end,
            youngest_resident: when(Companions::OnlyOlder, child.age, Years::MIN),
            oldest_resident: when(Companions::OnlyYounger, child.age, Years::MAX),
        }
    }

    /// Whether the rules that are not compiled hold as well.
    pub(super) fn hold_plainly(&self, child: &Child, home: HouseholdId) -> bool {
        self.plain.iter().all(|rule| rule.holds(self.scenario, child, self.scenario.household(home)))
    }

    /// Whether the rule holds in the home for a plain child of this trait.
    fn suits(&self, of: &Trait, home: &Household) -> bool {
        let Some(rule) = rules::ALL.iter().find(|rule| rule.about().id == of.rule) else { return true };
        let nobody = ChildId::at(self.scenario.children.len());
        let mut child = Child::plain(nobody, String::new(), LocalityId::at(0));
        (of.give)(&mut child);
        !is_on(self.scenario, rule.about()) || rule.holds(self.scenario, &child, home)
    }

    fn authority(&self, name: Option<&str>) -> Option<Authority> {
        let folded: String = folded(name?).collect();
        self.authorities.get(&folded).map(|number| Authority::Known(*number))
    }

    fn is_on(&self, id: &str) -> bool {
        self.scenario.switched_off(id).is_none()
    }
}

impl Terms {
    /// Whether every compiled rule holds.
    pub(super) fn meet(&self, asks: &Asks) -> bool {
        asks.traits & !self.has == 0
            && self.age_min <= asks.age
            && asks.age_end <= self.age_max
            && asks.youngest_resident <= self.youngest_resident
            && self.oldest_resident <= asks.oldest_resident
            && asks.authority.is_none_or(|own| own == self.authority)
    }
}

/// The traits that any child can have; of needs there are as many as children have.
fn traits(scenario: &Scenario) -> Vec<Trait> {
    let young = scenario.settings.policy.smoke_free_under_age;
    let mut all = vec![
        of("kinship-named", |_| true, |_| ()),
        of("foster-care", is_unsuitable, |child| child.foster_care = Suitability::Unsuitable),
        of("smoke-free", |child| child.respiratory_condition, |child| child.respiratory_condition = true),
        of("smoke-free", move |child| child.age < young, move |child| child.age = young.saturating_sub(1)),
        of("pets", |child| child.pets == Pets::Must, |child| child.pets = Pets::Must),
        of("pets", |child| child.pets == Pets::No, |child| child.pets = Pets::No),
        of("pets", |child| child.harm_to_animals, |child| child.harm_to_animals = true),
        of("resident-ages", |child| child.companions == Companions::Solo, |child| child.companions = Companions::Solo),
    ];
    for each in Sex::ALL {
        all.push(of("sex", |child| child.sex == *each, |child| child.sex = *each));
    }
    for each in Urgency::ALL {
        all.push(of("available", |child| child.urgency == *each, |child| child.urgency = *each));
    }
    for each in PlacementType::ALL {
        let give = |child: &mut Child| child.placement_type = *each;
        all.push(of("placement-type", |child| child.placement_type == *each, give));
    }
    all
}

fn need_of(need: String) -> Trait {
    let given = need.clone();
    of("needs", move |child| child.needs.contains(&need), move |child| _ = child.needs.insert(given.clone()))
}

fn is_unsuitable(child: &Child) -> bool {
    child.foster_care == Suitability::Unsuitable
}

fn of(
    rule: &'static str,
    is_of: impl Fn(&Child) -> bool + Send + Sync + 'static,
    give: impl Fn(&mut Child) + Send + Sync + 'static,
) -> Trait {
    Trait { rule, is_of: Box::new(is_of), give: Box::new(give) }
}
