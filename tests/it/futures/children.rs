//! Who is there: drawn as asked for.

use super::*;

#[test]
fn arrivals_have_the_margins_asked_for() {
    let mut model = demand();
    model.stays = vec![Stay { from: 500, to: 500, share: Rate::ONE }];
    let localities = vec![(LocalityId::at(1), Rate(400_000)), (LocalityId::at(0), Rate(600_000))];
    model.localities.clone_from(&localities);
    let today = expecting(empty_town().locality("WEST", Some((5_000, 0)), Some("Here")).build(), model.clone());
    let (mut groups, mut children) = (0, Vec::new());
    let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
    let (mut far, mut long, mut young) = (0, 0, 0);
    for number in 0..400 {
        let later = told(&today, 5, number, 1);
        let single = later.children.iter().filter(|child| child.group.is_none()).map(|child| vec![child.id]);
        for members in later.groups.iter().map(|group| group.members.clone()).chain(single) {
            groups += 1;
            *sizes.entry(count(members.len())).or_default() += 1;
            let members: Vec<&Child> = members.iter().map(|id| later.child(*id)).collect();
            far += usize::from(members[0].locality == LocalityId::at(1));
            long += usize::from(members[0].placement_type == PlacementType::LongTerm);
            young += usize::from(members.iter().map(|child| child.age).min() <= Some(4));
            let alike = |child: &&Child| {
                child.locality == members[0].locality && child.placement_type == members[0].placement_type
            };
            assert!(members.iter().all(alike), "siblings come from one home");
            let mut ages: Vec<i64> = members.iter().map(|child| child.age).collect();
            ages.sort_unstable();
            assert!(ages.windows(2).all(|pair| pair[1] - pair[0] <= 4), "{ages:?}: 1 to 3 years, and a birthday since");
        }
        children.extend(later.children);
    }
    // 400 × 4 groups; the deviation of a Poisson count is its root.
    assert!(usize::abs_diff(groups, 1_600) <= 5 * 40, "{groups}");
    for (size, share) in &model.group_sizes {
        is_share(sizes[size], groups, *share);
    }
    is_share(far, groups, Rate(400_000));
    is_share(long, groups, Rate(200_000));
    is_share(young, groups, Rate(400_000));
    let with = |need: &str| children.iter().filter(|child| child.needs.contains(need)).count();
    is_share(with("disability"), children.len(), Rate(60_000));
    is_share(with("uasc"), children.len(), Rate(50_000));
    let unsuitable = |child: &&Child| child.foster_care == Suitability::Unsuitable;
    let band: Vec<&Child> = children.iter().filter(|child| (6..=8).contains(&child.age)).collect();
    is_share(band.iter().copied().filter(unsuitable).count(), band.len(), Rate(100_000));
    assert!(children.iter().filter(unsuitable).all(|child| child.age >= 5));
    assert!(children.iter().filter(unsuitable).all(|child| child.residential_care == Suitability::Suitable));
}

#[test]
fn growth_is_that_of_a_year() {
    let mut model = demand();
    model.growth_per_year = HALF;
    model.group_sizes = vec![(1, Rate::ONE)];
    model.stays = vec![Stay { from: 4, to: 4, share: Rate::ONE }];
    let today = expecting(empty_town().build(), model);
    // After two years 4 × 1.5² = 9 groups a month come, who stay 28 days of a month of 30.4.
    let there: usize = (0..400).map(|number| told(&today, 6, number, 24).children.len()).sum();
    let expected = 400 * 9 * 28 * 12 / 365;
    assert!(there.abs_diff(expected) <= 5 * 58 + expected / 50, "{there} against {expected}");
}

#[test]
fn a_service_in_balance_stays_in_balance() {
    // Arrivals as in the model: 4 groups of 1.5 children a month for 13 weeks on average: 4 × 1.5 × 91 days × 12 / 365.
    let level = 18;
    let mut town = empty_town();
    for i in 0..level {
        town = town.child(&format!("C{i:02}"), |child| child.age = 3);
    }
    let today = expecting(town.build(), demand());
    for month in [1, 3, 12] {
        let there: usize = (0..500).map(|number| told(&today, 7, number, month).children.len()).sum();
        // Groups of 1, 2 and 4 make the deviation of a future larger than the root of 18: about 6.5.
        assert!(there.abs_diff(500 * level) <= 5 * 146, "month {month}: {there} against {}", 500 * level);
    }
}

#[test]
fn everybody_is_gone_after_the_longest_stay_and_nobody_is_grown() {
    let mut model = demand();
    model.groups_per_month = Rate(0);
    let town = empty_town().child("C1", |child| child.age = 3).child("C2", |child| child.age = 17);
    let today = expecting(town.clone().build(), model.clone());
    for number in 0..100 {
        assert!(told(&today, 2, number, 6).children.is_empty(), "the longest stay is 24 weeks");
    }
    model.stays = vec![Stay { from: 1_000, to: 1_000, share: Rate::ONE }];
    let today = expecting(town.build(), model);
    for number in 0..100 {
        let later = told(&today, 2, number, 12);
        assert!(later.children.iter().all(|child| child.age == 4 && child.reference == "C1"));
    }
}

#[test]
fn planned_weeks_are_kept_and_children_grow_older() {
    let town = empty_town()
        .child("C1", |child| (child.age, child.expected_weeks) = (8, 26))
        .child("C2", |child| (child.age, child.expected_weeks) = (9, 104))
        .child("C3", |child| (child.age, child.expected_weeks) = (9, 104))
        .siblings(&["C1", "C2"])
        .plan("C1", "C2", Plan::MustTogether)
        .plan("C2", "C3", Plan::MustApart)
        .lives("C2", "H1");
    let mut model = demand();
    model.groups_per_month = Rate(0);
    let mut today = expecting(town.build(), model);
    today.settings.supply.leavers_per_year = Rate(0);
    for child in &mut today.children {
        (child.age_end, child.months_end) = (child.age + child.expected_weeks / 52, 0);
        child.months_end = 12 * child.age_end + 11;
    }
    for number in 0..20 {
        let soon = told(&today, 1, number, 3);
        assert_eq!(soon.children.len(), 3);
        assert_eq!((soon.groups.len(), soon.relations.len()), (1, 2));
        let later = told(&today, 1, number, 12);
        let there: Vec<_> = later.children.iter().map(|child| (&*child.reference, child.age)).collect();
        assert_eq!(there, [("C2", 10), ("C3", 10)], "C1 was planned for half a year");
        assert!(later.groups.is_empty() && later.children.iter().all(|child| child.group.is_none()));
        assert_eq!(later.relations.len(), 1, "the relation of the one who left is gone");
        assert_eq!(later.plan(later.children[0].id, later.children[1].id), Plan::MustApart);
        assert_eq!(later.child(child(&later, "C2")).current, Some(Place::Home(later.households[0].id)));
        // From 1 April 2026 and 104 weeks to 1 April 2027: 363 days are left.
        assert_eq!(later.children[0].expected_weeks, 51);
    }
}

#[test]
fn siblings_of_today_leave_together() {
    let mut model = demand();
    model.groups_per_month = Rate(0);
    let town = empty_town()
        .child("C1", |_| ())
        .child("C2", |_| ())
        .child("C3", |_| ())
        .siblings(&["C1", "C2", "C3"])
        .lives("C3", "H1");
    let mut today = expecting(town.build(), model);
    today.settings.supply.leavers_per_year = Rate(0);
    let mut left_alone = 0;
    for number in 0..200 {
        let later = told(&today, 3, number, 2);
        let there: BTreeSet<&str> = later.children.iter().map(|child| &*child.reference).collect();
        assert_eq!(there.contains("C1"), there.contains("C2"), "both are in need");
        left_alone += usize::from(there.contains("C1") != there.contains("C3"));
        assert_eq!(
            later.groups.iter().map(|group| group.members.len()).collect::<Vec<_>>(),
            match there.len() {
                0 | 1 => vec![],
                many => vec![many],
            }
        );
    }
    assert!(left_alone > 0, "a sibling who lives elsewhere goes its own way");
}

#[test]
fn a_burst_brings_so_many_on_one_day() {
    let mut model = demand();
    (model.groups_per_month, model.stays) = (Rate(0), vec![Stay { from: 500, to: 500, share: Rate::ONE }]);
    // Siblings a year apart: nobody is grown within two years.
    model.years_between_siblings = 1;
    model.burst = Some(Burst { per_year: HALF, children: 14 });
    let today = expecting(empty_town().build(), model);
    let mut bursts = 0;
    for number in 0..200 {
        let mut days: BTreeMap<String, usize> = BTreeMap::new();
        for child in told(&today, 12, number, 24).children {
            let day: Vec<&str> = child.reference.split('-').take(3).collect();
            *days.entry(day.join("-")).or_default() += 1;
        }
        assert!(days.values().all(|children| (14..=17).contains(children)), "{days:?}");
        bursts += days.len();
    }
    // 200 × 2 years × 0.5.
    assert!(bursts.abs_diff(200) <= 5 * 14, "{bursts}");
}
