//! The second stage: whether the goals can hold in one future, given the homes recruited.
//!
//! For the in-house share, sibling groups and children without a place it is a relaxation of the full matching: whatever
//! lawful proposal reaches the goals passes it, not the other way round. For the residential share and the budget it takes
//! for granted that as many children are placed as the flow to all places lets in without recruits, so that neither is
//! reached by leaving children out; where rooms let fewer in, it asks for more than it need. Children are a flow to places, sibling groups another flow to homes; rules about a pair and numbers are kept,
//! but a home may be counted for a group in one flow and for other children in the other. It forgets who may share a
//! bedroom, ages of companions, and who must be together or apart within the flow of children. The trial of a plan says
//! how much that matters, and [`Stage::tighten`] makes up for it.

use std::collections::BTreeMap;

use super::budget;
use super::flow::Flow;
use super::network::{Chain, KindLane, Network, Plain, whole};
use super::openings::{Openings, with_prototypes};
use super::siblings::Groups;
use crate::domain::{ChildId, Goal, Goals, HomeKind, Place, ProvisionKind, Rate, Scenario};
use crate::policy::provision;

/// One future, reduced to what decides whether the goals hold in it.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Children in care on the day.
    children: i64,
    /// Of those, who stay with in-house or kinship carers.
    staying_in_house: i64,
    /// The first is the flow of children to in-house and kinship homes.
    networks: Vec<Network>,
    conditions: Vec<Condition>,
    /// By kind: children to be matched who live in its locality and to whom it is open.
    in_need_near: Vec<i64>,
}

/// A flow that must be so great.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    pub(super) goal: Goal,
    /// Which of the networks.
    pub(super) network: usize,
    pub(super) need: i64,
}

/// Which places a flow of children may use; each holds those before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    InHouse,
    Family,
    All,
}

impl Stage {
    /// The second stage of a future, for these kinds and goals.
    pub fn of(future: &Scenario, kinds: &[HomeKind], goals: &Goals) -> Self {
        let scenario = with_prototypes(future, kinds);
        let inside = [Goal::InHouse, Goal::SiblingsTogether];
        let is_outside_asked = goals.wanted.keys().any(|goal| !inside.contains(goal));
        let openings = Openings::of(&scenario, kinds.len(), is_outside_asked);
        let homes: Vec<Vec<(usize, u8)>> =
            openings.scope.iter().map(|child| openings.homes_of(*child).collect()).collect();
        let staying = |counts: &dyn Fn(Place) -> bool| {
            let there = scenario.children.iter().filter(|child| !child.in_scope()).filter_map(|child| child.current);
            whole(there.filter(|place| counts(*place)).count())
        };
        let in_house = Network::of(children(&openings, &homes, Tier::InHouse));
        let mut stage = Self {
            children: whole(scenario.children.len()),
            staying_in_house: staying(&|place| scenario.is_in_house(place)),
            networks: vec![in_house],
            conditions: Vec::new(),
            in_need_near: openings.in_need_near(),
        };
        let (care, in_scope) = (stage.children, whole(openings.scope.len()));
        let most = |goal| goals.share(goal).map(|share: Rate| share.of_rounded_down(care));
        let everywhere = || Network::of(children(&openings, &homes, Tier::All));
        // Whom the places that are there can take is taken: nobody is left without one to make another goal easier.
        let placed_at_least = || {
            let today = everywhere().greatest(&mut Flow::default(), 1, &|_, _| 0);
            today.max(in_scope - most(Goal::Unplaced).unwrap_or(in_scope))
        };
        for (goal, number) in &goals.wanted {
            match goal {
                Goal::InHouse => {
                    stage.want(*goal, 0, Rate(*number).of_rounded_up(care) - stage.staying_in_house);
                }
                Goal::SiblingsTogether => {
                    let groups = Groups::of(&openings);
                    let network = stage.add(Network::of(groups.network(&openings)));
                    stage.want(*goal, network, Rate(*number).of_rounded_up(groups.all) - groups.free - groups.bound);
                }
                Goal::Residential => {
                    let network = stage.add(Network::of(children(&openings, &homes, Tier::Family)));
                    let more = most(*goal).unwrap_or(0) - staying(&|place| is_residential(&scenario, place));
                    stage.want(*goal, network, placed_at_least() - more);
                }
                Goal::Unplaced => {
                    let network = stage.add(everywhere());
                    stage.want(*goal, network, in_scope - most(*goal).unwrap_or(0));
                }
                Goal::WeeklyBudget => {
                    let need = budget::in_house_at_least(&openings, &homes, placed_at_least(), *number);
                    stage.want(*goal, 0, need);
                }
            }
        }
        stage
    }

    fn add(&mut self, network: Network) -> usize {
        self.networks.push(network);
        self.networks.len() - 1
    }

    fn want(&mut self, goal: Goal, network: usize, need: i64) {
        self.conditions.push(Condition { goal, network, need });
    }

    /// Asks so many more heads (of sibling groups: so many more groups) of a goal: what the full matching model taught.
    pub fn tighten(&mut self, goal: Goal, by: i64) {
        for condition in self.conditions.iter_mut().filter(|condition| condition.goal == goal) {
            condition.need += by;
        }
    }

    /// Whether every goal can hold with so many homes of each kind.
    pub fn holds(&self, homes: &[i64]) -> bool {
        self.holds_with(&mut Flow::default(), homes)
    }

    pub(super) fn holds_with(&self, flow: &mut Flow, homes: &[i64]) -> bool {
        self.conditions.iter().all(|condition| self.flow(flow, condition, homes) >= condition.need)
    }

    /// By how many children (of sibling groups: by how many groups) each goal is missed; goals that can hold are left out.
    pub fn shortfall(&self, homes: &[i64]) -> BTreeMap<Goal, i64> {
        let mut flow = Flow::default();
        let short = self.conditions.iter().map(|condition| {
            let short = condition.need - self.flow(&mut flow, condition, homes);
            (condition.goal, short)
        });
        short.filter(|(_, short)| *short > 0).collect()
    }

    /// Children in care on the day.
    pub fn children(&self) -> i64 {
        self.children
    }

    /// How many children could live with in-house or kinship carers at most, those who stay there included.
    pub fn in_house(&self, homes: &[i64]) -> i64 {
        let flow = self.networks[0].greatest(&mut Flow::default(), 1, &|of, each| each * homes[of.kind as usize]);
        self.staying_in_house + flow
    }

    fn flow(&self, flow: &mut Flow, condition: &Condition, homes: &[i64]) -> i64 {
        self.networks[condition.network].greatest(flow, 1, &|of: KindLane, each| each * homes[of.kind as usize])
    }

    pub(super) fn networks(&self) -> &[Network] {
        &self.networks
    }

    pub(super) fn in_need_near(&self) -> &[i64] {
        &self.in_need_near
    }

    pub(super) fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    pub(super) fn network(&self, condition: &Condition) -> &Network {
        &self.networks[condition.network]
    }

    /// Adds up by kind how many homes of it could ever be of use: more than there are children or groups who could come.
    pub(super) fn useful(&self, kinds: usize) -> Vec<i64> {
        let mut most = vec![0; kinds];
        for network in &self.networks {
            let mut open = vec![0; kinds];
            network.add_open_to(&mut open);
            for (most, open) in most.iter_mut().zip(open) {
                *most = open.max(*most);
            }
        }
        most
    }
}

#[cfg(test)]
impl Stage {
    /// A stage that asks so much of each network.
    pub(super) fn asking(networks: Vec<(Plain, i64)>) -> Self {
        let mut stage =
            Self { children: 0, staying_in_house: 0, networks: vec![], conditions: vec![], in_need_near: vec![] };
        for (plain, need) in networks {
            let network = stage.add(Network::of(plain));
            stage.want(Goal::InHouse, network, need);
        }
        stage
    }
}

/// Children in scope and the places of a tier that they could come into.
fn children(openings: &Openings<'_>, homes_of: &[Vec<(usize, u8)>], tier: Tier) -> Plain {
    let scenario = openings.scenario;
    let homes = scenario.households.len();
    let in_tier = |place: usize| tier_of(scenario, homes, place) <= tier;
    let doors = |(child, open): (&ChildId, &Vec<(usize, u8)>)| {
        let at_home = open.iter().copied().filter(|(home, _)| in_tier(*home));
        let provisions = (0..scenario.provisions.len()).filter(|at| openings.is_open_provision(*child, *at));
        let elsewhere = provisions.map(|at| (homes + at, 3)).filter(|(place, _)| in_tier(*place));
        at_home.chain(elsewhere).collect()
    };
    let mut places: Vec<Chain> = openings
        .lanes
        .iter()
        .enumerate()
        .map(|(at, rooms)| Chain { rooms: rooms.clone(), kinds: openings.kind_of(at).into_iter().collect() })
        .collect();
    let everybody = whole(openings.scope.len());
    places.extend(scenario.provisions.iter().map(|there| {
        let room = provision::room(scenario, there).map_or(everybody, |room| room.clamp(0, everybody));
        Chain { rooms: vec![room; 4], kinds: Vec::new() }
    }));
    Plain { doors: openings.scope.iter().zip(homes_of).map(doors).collect(), places }
}

fn tier_of(scenario: &Scenario, homes: usize, place: usize) -> Tier {
    if place < homes {
        if scenario.households[place].is_in_house() { Tier::InHouse } else { Tier::Family }
    } else if scenario.provisions[place - homes].kind.is_family() {
        Tier::Family
    } else {
        Tier::All
    }
}

fn is_residential(scenario: &Scenario, place: Place) -> bool {
    match place {
        Place::Home(_) => false,
        Place::Provision(id) => {
            matches!(scenario.provision(id).kind, ProvisionKind::Residential | ProvisionKind::Supported)
        }
    }
}
