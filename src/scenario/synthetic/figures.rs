//! The published shapes that invented scenarios follow. Counts are of England and stand as printed at their source.

use crate::domain::{Dice, PlacementType, Sector};

/// Children by age when they started to be looked after, 2023-24: youngest, oldest, children.
/// Source: Department for Education, Children looked after in England including adoptions, 2024.
pub(in crate::scenario) const AGE_ON_STARTING: [((i64, i64), i64); 5] =
    [((0, 0), 5_200), ((1, 4), 4_830), ((5, 9), 4_890), ((10, 15), 8_690), ((16, 17), 9_440)];

/// Children looked after on 31 March 2022 by age: youngest, oldest, children.
/// Source: Department for Education, Children looked after in England including adoptions, 2022.
pub(in crate::scenario) const AGE_ON_31_MARCH: [((i64, i64), i64); 5] =
    [((0, 0), 3_970), ((1, 4), 11_350), ((5, 9), 14_890), ((10, 15), 31_700), ((16, 17), 20_260)];

/// Boys in a hundred children looked after. Source: Department for Education, as above, 2025.
pub(in crate::scenario) const BOYS_PERCENT: i64 = 56;

/// Ethnicity of children looked after, in percent; blank = not known.
/// Source: Department for Education, as above, 2025.
pub(in crate::scenario) const ETHNICITY: [(Option<&str>, i64); 6] =
    [(Some("White"), 71), (Some("Mixed"), 11), (Some("Black"), 8), (Some("Asian"), 5), (Some("Other"), 4), (None, 1)];

/// Sizes of sibling groups in care, in percent of groups; five stands for five and more.
/// Fitted to a mean of 2.5 in two sources: Family Rights Group, freedom of information requests to 97 councils (21,150
/// children in 8,446 groups), and Ofsted, Fostering in England 2018 to 2019 (11,230 siblings in 4,495 groups assessed).
pub(in crate::scenario) const GROUP_SIZE: [(usize, i64); 4] = [(2, 62), (3, 24), (4, 9), (5, 5)];

/// The same, fitted closer to the mean of 2.5 once larger groups have their sizes: 2.50.
pub(super) const GROUP_SIZE_WITH_PUBLISHED_MEAN: [(usize, i64); 4] = [(2, 66), (3, 23), (4, 8), (5, 3)];

/// Sizes of groups of five and more, in percent of them (assumed; nobody publishes them).
const LARGE_GROUP_SIZE: [(usize, i64); 4] = [(5, 60), (6, 25), (7, 10), (8, 5)];

/// A size, five and more told apart.
pub(super) fn group_size(sizes: &[(usize, i64)], dice: &mut Dice) -> usize {
    match dice.weighted(sizes) {
        5 => dice.weighted(&LARGE_GROUP_SIZE),
        size => size,
    }
}

/// Of a hundred sibling groups in care, how many live all together; half of 8,446 groups do not.
/// Source: Family Rights Group, as above.
pub(super) const GROUPS_TOGETHER_PERCENT: i64 = 50;

/// Weeks of foster placements that ended in 2016-17, by the middle of each published band: placements.
/// Source: Department for Education, Children looked after in England, placements ceased, 2016 to 2017.
pub(in crate::scenario) const WEEKS_STAYED: [(i64, i64); 8] =
    [(1, 6_780), (3, 6_080), (8, 6_980), (19, 7_890), (38, 8_960), (78, 6_060), (182, 4_400), (260, 2_090)];

/// Council households by the number of children they are approved for; four stands for four and more: households.
/// Source: Ofsted, Fostering in England 2018 to 2019, dataset by authority.
pub(in crate::scenario) const COUNCIL_PLACES: [(i64, i64); 4] = [(1, 11_345), (2, 10_025), (3, 6_230), (4, 510)];

/// The same for independent agencies: England less the councils.
pub(in crate::scenario) const AGENCY_PLACES: [(i64, i64); 4] = [(1, 3_190), (2, 5_445), (3, 6_845), (4, 360)];

/// Fostering households: of councils, of relatives and friends, of agencies. Source: Ofsted, Fostering in England 2024 to
/// 2025 (8,755 of relatives and friends, 33,435 others), the others split as in 2018 to 2019 (councils 28,630 less 6,930 of
/// relatives and friends, agencies 15,820).
pub(super) const SECTORS: [(Sector, i64); 3] =
    [(Sector::InHouse, 19_337), (Sector::Kinship, 8_755), (Sector::Ifa, 14_098)];

/// Of all places, how many are filled, in percent.
/// Source: Ofsted, Fostering in England 2018 to 2019, England (54,870 of 88,370).
pub(in crate::scenario) const FILLED_PERCENT: i64 = 62;

/// Of the places that nobody fills, how many are not available, in percent.
/// Source: as above, England (15,845 not available, 16,080 vacant).
pub(in crate::scenario) const NOT_AVAILABLE_PERCENT: i64 = 50;

/// Of all places, how many are not available, in percent. Source: as above, England (15,845 of 88,370).
pub(super) const NOT_AVAILABLE_OF_ALL_PERCENT: i64 = 18;

/// Why a place is not available: breaks, and the needs of children placed there.
/// Source: Ofsted, as reported by Community Care, 12 November 2020; the shares are assumed.
pub(in crate::scenario) const NOT_AVAILABLE_BECAUSE: [(&str, i64); 3] =
    [("needs of the child placed", 60), ("carers on a break", 30), ("carer unwell", 10)];

/// Council households by primary placement offer, those with a counterpart among our kinds.
/// Source: Ofsted, Fostering in England 2018 to 2019, dataset by authority.
pub(in crate::scenario) const PRIMARY_OFFER: [(PlacementType, i64); 6] = [
    (PlacementType::ShortTerm, 11_710),
    (PlacementType::LongTerm, 7_680),
    (PlacementType::ShortBreaks, 1_070),
    (PlacementType::FosteringForAdoption, 260),
    (PlacementType::ParentAndChild, 155),
    (PlacementType::Emergency, 50),
];

/// Foster children placed inside the council's own area, in percent.
/// Source: Department for Education, Children looked after in England, SFR34 of 2015.
pub(in crate::scenario) const INSIDE_AREA_PERCENT: i64 = 63;

/// Foster children who live within twenty miles of home, and farther away (1,940 not known).
/// Source: Department for Education, Children looked after in England, SFR34 of 2015.
const WITHIN_TWENTY_MILES: i64 = 42_120;
const FARTHER: i64 = 7_520;

/// How far a team looks, in miles: twenty, or for some children thirty (assumed). Of those who live somewhere, as many
/// then live farther than twenty miles as published: one in seven who might lives near nonetheless.
pub(super) const MAX_MILES: [(i64, i64); 2] = [(20, WITHIN_TWENTY_MILES - FARTHER / 6), (30, FARTHER + FARTHER / 6)];

/// Of foster children, how many live farther than twenty miles from home, in percent: 15.
const FAR_PERCENT: i64 = 100 * FARTHER / (WITHIN_TWENTY_MILES + FARTHER);

/// Of those who live near and not with relatives or friends, how many are inside their council's own area, in percent, if
/// all who live with relatives or friends are (assumed), and nobody who lives far away.
pub(super) const INSIDE_OF_NEAR_WITHOUT_KIN_PERCENT: i64 =
    100 * (INSIDE_AREA_PERCENT - WITH_KIN_PERCENT) / (100 - FAR_PERCENT - WITH_KIN_PERCENT);

/// Children looked after by one council, by share of the councils. The mean is published, 78,150 children for 152
/// councils, and sizes from 519 (Middlesbrough) to 1,288 (Leeds); the shares are assumed.
/// Source: Department for Education, Children looked after in England including adoptions, 2019.
pub(super) const COUNCIL_CHILDREN: [(i64, i64); 4] = [(250, 38), (500, 42), (900, 15), (1_300, 5)];

/// England in metres from west to east and from south to north, as a rectangle of its area: 130,000 square kilometres.
/// Source: Office for National Statistics, Standard Area Measurements.
pub(super) const ENGLAND: (i64, i64) = (274_000, 475_000);

/// Pence a week for one child in a children's home: 318,400 pounds a year.
/// Source: National Audit Office, Managing children's residential care, 2023-24.
pub(in crate::scenario) const RESIDENTIAL_COST: i64 = 610_700;

/// Where children looked after live, in percent of them: foster care; children's homes, secure and semi-independent
/// places. The others are with their parents, placed for adoption or elsewhere, and none of our matter.
/// Source: Department for Education, Children looked after in England including adoptions, 2022.
pub(super) const FOSTER_PERCENT: i64 = 71;
pub(super) const HOMES_PERCENT: i64 = 16;

/// Of all children looked after, how many live with relatives or friends as foster carers, in percent. Source: as above.
pub(super) const KINSHIP_PERCENT: i64 = 15;

/// Of a hundred fostered children, how many live with relatives or friends: 15 of 71. Source: as above.
pub(super) const WITH_KIN_PERCENT: i64 = KINSHIP_PERCENT * 100 / FOSTER_PERCENT;

/// The same of those who live near home, if all of them do (assumed), and a fifth more: for as many no home of kin is
/// found that has room for the whole family.
pub(super) const OF_NEAR_WITH_KIN_PERCENT: i64 = WITH_KIN_PERCENT * 120 / (100 - FAR_PERCENT);

/// Of a hundred fostered children, how many live with carers of independent agencies.
/// Source: Competition and Markets Authority, Children's social care market study, 2022.
pub(super) const AGENCY_PERCENT: i64 = 36;

/// Of a council's approved places, how many are not available, in percent; 66 are filled, 17 vacant.
/// Source: Ofsted, Fostering in England 2018 to 2019, dataset by authority (7,740, 34,835 and 8,975 of 52,390).
pub(super) const COUNCIL_NOT_AVAILABLE_PERCENT: i64 = 15;

/// Of the children in care on a day, how many in a thousand start within a year: 33,050 of 83,530.
/// Source: Department for Education, Children looked after in England including adoptions, 2024.
pub(super) const STARTS_PERMILLE: i64 = 396;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_have_the_published_mean_size() {
        let tenths: i64 =
            GROUP_SIZE.iter().map(|(size, percent)| i64::try_from(*size).expect("small") * percent).sum::<i64>() / 10;
        assert!((23..=26).contains(&tenths), "{tenths} tenths of a child in a group");
    }

    #[test]
    fn homes_have_the_published_mean_number_of_places() {
        let hundredths = |places: &[(i64, i64)]| {
            let homes: i64 = places.iter().map(|(_, homes)| homes).sum();
            places.iter().map(|(number, homes)| 100 * number * homes).sum::<i64>() / homes
        };
        assert!((180..=190).contains(&hundredths(&COUNCIL_PLACES)), "published: 1.83");
        assert!((225..=235).contains(&hundredths(&AGENCY_PLACES)), "published: 2.27");
    }
}
