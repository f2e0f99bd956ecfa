//! What the kind of place asks: an agency, another council, a children's home, supported accommodation, kin.

use super::{Placed, SupportNeeded};
use crate::domain::{Place, ProvisionKind, Sector, Suitability};

pub(super) fn needed(placed: &Placed<'_>) -> Vec<SupportNeeded> {
    if placed.lives_there() {
        return Vec::new();
    }
    match placed.placement.place {
        Place::Home(_) => at_home(placed).into_iter().collect(),
        Place::Provision(id) => {
            let provision = placed.scene.scenario.provision(id);
            let mut needed = vec![in_provision(placed, provision.kind)];
            needed.extend(provision.locality.is_none().then(not_known_where));
            needed
        }
    }
}

fn at_home(placed: &Placed<'_>) -> Option<SupportNeeded> {
    let home = placed.home?;
    let (about, lacking, support, source) = match home.sector {
        Sector::InHouse => return None,
        Sector::Kinship => (
            "kinship",
            "a connected person, whose approval the scenario does not hold",
            "unless they are approved foster carers: an assessment and temporary approval by the nominated officer, for \
             up to 16 weeks, once longer by up to 8",
            "Care Planning, Placement and Case Review (England) Regulations 2010, reg 24 and reg 25",
        ),
        Sector::Ifa => (
            "external",
            "an agency's home",
            "a referral to the agency, and a placement agreement with the support it will give",
            "Children Act 1989, s22C(5): the most appropriate placement available; National Minimum Standard 15",
        ),
        Sector::OtherLa => (
            "external",
            "another council's home",
            "the other council's agreement to the placement and to the support it will give",
            "Children Act 1989, s22C(5): the most appropriate placement available; National Minimum Standard 15",
        ),
    };
    Some(SupportNeeded { about, lacking: lacking.to_owned(), support: support.to_owned(), source })
}

fn in_provision(placed: &Placed<'_>, kind: ProvisionKind) -> SupportNeeded {
    let against_its_wish = placed.child.foster_care != Suitability::Unsuitable;
    let (about, lacking, support, source) = match kind {
        ProvisionKind::IfaFramework | ProvisionKind::IfaSpot => (
            "external",
            "an agency placement in a home not yet known",
            "a referral to agencies; when a home is offered, its approval, bedrooms and household are matched again",
            "National Minimum Standard 15",
        ),
        ProvisionKind::Residential if against_its_wish => (
            "not_in_family",
            "a children's home, though foster care would suit",
            "a plan for stepping down to a family, with dates for the search",
            "Children Act 1989, s22C(5) and (6)(c)",
        ),
        ProvisionKind::Residential => (
            "residential",
            "a children's home",
            "the home's statement of purpose and its location assessment suit the child",
            "Children Act 1989, s22C(6)(c)",
        ),
        ProvisionKind::Supported if against_its_wish => (
            "not_in_family",
            "supported accommodation, though foster care would suit",
            "support for a child aged 16 or 17, and a search for a family if the child wishes",
            "Children Act 1989, s22C(5) and (6)(d)",
        ),
        ProvisionKind::Supported => (
            "supported",
            "supported accommodation",
            "support for a child aged 16 or 17: the pathway plan says which",
            "Children Act 1989, s22C(6)(d)",
        ),
    };
    SupportNeeded { about, lacking: lacking.to_owned(), support: support.to_owned(), source }
}

fn not_known_where() -> SupportNeeded {
    SupportNeeded {
        about: "location",
        lacking: "where it is is not known".to_owned(),
        support: "when it is: distance, school, and approval if it is outside the area".to_owned(),
        source: "Children Act 1989, s22C(8)(a), (8)(b) and (9)",
    }
}
