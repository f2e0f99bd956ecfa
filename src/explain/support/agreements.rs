//! What others have to agree: area, terms of approval, exemption, shared bedrooms, rules that are lifted or off.

use super::super::beds::{Sleeping, names};
use super::wishes::OVER_DISTANCE;
use super::{Placed, SupportNeeded};
use crate::domain::{DecisionKind, Household, Place};
use crate::policy::limits;
use crate::policy::limits::bedrooms::Bed;
use crate::policy::{Objection, is_on, rules, same_text};

pub(super) fn needed(placed: &Placed<'_>, lifted: &[Objection], sleeping: Option<&Sleeping>) -> Vec<SupportNeeded> {
    let mut needed: Vec<SupportNeeded> = out_of_area(placed).into_iter().collect();
    let Some(home) = placed.home else { return needed };
    needed.extend(lifted.iter().filter_map(|objection| outside(placed, home, objection)));
    needed.extend(rules_off(placed, home));
    needed.extend(exemption(placed, home));
    needed.extend(limits_off(placed, home));
    needed.extend(sleeping.and_then(|sleeping| bedroom(placed, sleeping)));
    needed.extend(smoking_kin(placed, home));
    needed
}

fn out_of_area(placed: &Placed<'_>) -> Option<SupportNeeded> {
    let scenario = placed.scene.scenario;
    let own = scenario.locality(placed.child.locality).authority.as_deref()?;
    let there = match placed.placement.place {
        Place::Home(id) => scenario.household(id).authority.as_deref(),
        Place::Provision(id) => scenario.locality(scenario.provision(id).locality?).authority.as_deref(),
    };
    if placed.lives_there() || there.is_some_and(|there| same_text(there, own)) {
        return None;
    }
    let lacking = there.map_or_else(
        || format!("the area it is in is not known; the child's is {own}"),
        |there| format!("in the area of {there}; the child's is {own}"),
    );
    Some(SupportNeeded {
        about: "out-of-area",
        lacking,
        support:
            "approval by the nominated officer before the placement, and notice to the area authority; if the area \
                  does not adjoin (not among the inputs), it is at a distance: approval by the director of children's \
                  services"
                .to_owned(),
        source: "Care Planning, Placement and Case Review (England) Regulations 2010, reg 11, as amended by SI 2013/3239",
    })
}

/// A pair rule that a decision or the present placement lifts. A home that is held because of the child is no lack.
fn outside(placed: &Placed<'_>, home: &Household, objection: &Objection) -> Option<SupportNeeded> {
    let overridden = placed.scene.scenario.decisions.iter().find(|each| {
        each.kind == DecisionKind::Override
            && (each.child, each.household) == (placed.child.id, home.id)
            && each.rule.as_deref() == Some(objection.id)
    });
    let how = match overridden {
        Some(decision) => format!("overridden: {}", decision.reason.as_deref().unwrap_or("no reason given")),
        None if objection.id == "available" => return None,
        None => "the child lives there now".to_owned(),
    };
    Some(broken(objection.id, format!("{} ({how})", objection.found)))
}

/// Rules that are switched off and that the pair would break.
fn rules_off<'a>(placed: &'a Placed<'_>, home: &'a Household) -> impl Iterator<Item = SupportNeeded> + 'a {
    let scenario = placed.scene.scenario;
    rules::ALL
        .iter()
        .filter(move |rule| !is_on(scenario, rule.about()) && !rule.holds(scenario, placed.child, home))
        .map(move |rule| {
            broken(rule.about().id, format!("{} (rule switched off)", rule.found(scenario, placed.child, home)))
        })
}

/// Limits that are switched off and that those who would live there break.
fn limits_off<'a>(placed: &'a Placed<'_>, home: &'a Household) -> impl Iterator<Item = SupportNeeded> + 'a {
    let scenario = placed.scene.scenario;
    let everyone = placed.scene.living_at(placed.placement.place);
    limits::ALL.iter().filter(move |limit| !is_on(scenario, limit.about())).filter_map(move |limit| {
        let found = limit.breach(scenario, home, everyone)?;
        Some(broken(limit.about().id, format!("{found} (limit switched off)")))
    })
}

/// What has to be agreed where a rule or limit is broken.
fn broken(id: &'static str, lacking: String) -> SupportNeeded {
    let (support, source) = match id {
        "age-range" | "sex" | "placement-type" | "approved-number" => (
            "outside the terms of approval: they are varied, or in an emergency the placement lasts up to 6 working days",
            "Fostering Services (England) Regulations 2011, reg 27; Care Planning, Placement and Case Review (England) \
             Regulations 2010, reg 23",
        ),
        "usual-fostering-limit" => (
            "an exemption by the authority in whose area the home is, naming the children",
            "Children Act 1989, Schedule 7, para 4",
        ),
        "bedrooms" => (
            "the sleeping arrangements are agreed by each child's responsible authority and written down",
            "National Minimum Standard 10.6",
        ),
        "needs" => (
            "training and support for the carers, before the placement starts",
            "Children Act 1989, s22C(8)(d); National Minimum Standard 15",
        ),
        "distance" => OVER_DISTANCE,
        _ => (
            "the placement plan says what support meets this, and who agreed",
            "National Minimum Standard 15: gaps, and the training, resource or support that closes them",
        ),
    };
    SupportNeeded { about: id, lacking, support: support.to_owned(), source }
}

/// More children than the usual fostering limit, lawful by exemption only.
fn exemption(placed: &Placed<'_>, home: &Household) -> Option<SupportNeeded> {
    let scenario = placed.scene.scenario;
    let everyone = placed.scene.living_at(placed.placement.place);
    let limit = scenario.settings.policy.usual_fostering_limit;
    let is_over = i64::try_from(everyone.len()).is_ok_and(|count| count > limit) && !scenario.all_siblings(everyone);
    let exempt: Vec<_> = everyone.iter().copied().filter(|child| home.named_children.contains(child)).collect();
    (is_over && !exempt.is_empty()).then(|| SupportNeeded {
        about: "exemption",
        lacking: format!("{} children fostered there, usual limit {limit}", everyone.len()),
        support: format!(
            "the exemption that names {} is in force, by the authority in whose area the home is, and its conditions are kept",
            names(scenario, &exempt)
        ),
        source: "Children Act 1989, Schedule 7, para 4",
    })
}

/// A shared room for a child over three, or the carers' room.
fn bedroom(placed: &Placed<'_>, sleeping: &Sleeping) -> Option<SupportNeeded> {
    let scenario = placed.scene.scenario;
    if sleeping.bed == Bed::CarersRoom {
        return Some(SupportNeeded {
            about: "carers-room",
            lacking: "sleeps in the carers' room".to_owned(),
            support: format!(
                "agreed in the placement plan; a bedroom before the age of {} months",
                scenario.settings.policy.carers_room_max_months
            ),
            source: "National Minimum Standard 10.6; local practice (Northumberland, Knowsley)",
        });
    }
    let over_three = sleeping.with.iter().chain([&placed.child.id]).any(|child| scenario.child(*child).age_end >= 3);
    (!sleeping.with.is_empty() && over_three).then(|| SupportNeeded {
        about: "bedroom-sharing",
        lacking: format!("shares a bedroom with {}", names(scenario, &sleeping.with)),
        support:
            "agreed by each child's responsible authority and written down, with regard to bullying, abuse and the \
                  children's wishes; an area of its own for each"
                .to_owned(),
        source: "National Minimum Standard 10.6",
    })
}

/// Kin who smoke: lawful, and to be worked on.
fn smoking_kin(placed: &Placed<'_>, home: &Household) -> Option<SupportNeeded> {
    let scenario = placed.scene.scenario;
    let is_young = placed.child.age < scenario.settings.policy.smoke_free_under_age;
    let rule = rules::ALL.iter().find(|rule| rule.about().id == "smoke-free")?;
    (is_young && home.smoker && rule.holds(scenario, placed.child, home)).then(|| SupportNeeded {
        about: "smoke-free",
        lacking: format!("aged {} in a smoking home, with kin", placed.child.age),
        support: "a smoke-free home and car are agreed, with help to stop".to_owned(),
        source: "Birmingham, Smoking Guidance: kin exempt",
    })
}
