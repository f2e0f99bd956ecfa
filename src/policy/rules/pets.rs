//! Rule: pets, where the child must or must not live with them.

use super::Rule;
use crate::domain::{self, Child, Household, Scenario};
use crate::policy::About;

pub(super) struct Pets;

impl Rule for Pets {
    fn about(&self) -> &'static About {
        &About {
            id: "pets",
            title: "Pets",
            asks: "A child who cannot live with pets, or who may harm animals, lives in a home without; a child who \
                must live with pets, in a home with.",
            because: "The National Placements Standard records both for every referral; harm to animals is a known risk.",
            source: "National Placements Standard (2026), fields pets and riskToOthersHarmToAnimals, \
                https://github.com/SocialCareData/standard",
        }
    }

    fn holds(&self, _: &Scenario, child: &Child, home: &Household) -> bool {
        if home.pets {
            child.pets != domain::Pets::No && !child.harm_to_animals
        } else {
            child.pets != domain::Pets::Must
        }
    }

    fn found(&self, _: &Scenario, child: &Child, home: &Household) -> String {
        if !home.pets {
            "must live with pets, and there are none"
        } else if child.pets == domain::Pets::No {
            "cannot live with pets, and there are some"
        } else {
            "a risk of harm to animals, and there are pets"
        }
        .to_owned()
    }
}
