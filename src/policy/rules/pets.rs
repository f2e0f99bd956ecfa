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
            because: "A child may fear pets, be allergic to them, depend on them or harm them; every referral to the \
                national standard says which.",
            source: "National Placements Standard (April 2026), columns can_child_live_with_pets and \
                risk_to_others_harm_to_animals, https://github.com/SocialCareData/standard",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fixture::Fixture;

    use domain::Pets::{Can, Must, No, NotKnown};

    fn pair(wish: domain::Pets, harm: bool, pets: bool) -> Fixture {
        Fixture::pair(|child| (child.pets, child.harm_to_animals) = (wish, harm), |home| home.pets = pets)
    }

    #[test]
    fn pets_are_needed_barred_or_neither() {
        for (wish, harm, with, without) in [
            (Must, true, false, false),
            (Must, false, true, false),
            (No, false, false, true),
            (No, true, false, true),
            (Can, false, true, true),
            (Can, true, false, true),
            (NotKnown, false, true, true),
            (NotKnown, true, false, true),
        ] {
            assert_eq!(pair(wish, harm, true).holds(&Pets), with, "{wish}, harm {harm}, pets");
            assert_eq!(pair(wish, harm, false).holds(&Pets), without, "{wish}, harm {harm}, no pets");
        }
    }

    #[test]
    fn says_which_of_the_three_it_is() {
        assert_eq!(pair(Must, false, false).found(&Pets), "must live with pets, and there are none");
        assert_eq!(pair(No, true, true).found(&Pets), "cannot live with pets, and there are some");
        assert_eq!(pair(Can, true, true).found(&Pets), "a risk of harm to animals, and there are pets");
    }
}
