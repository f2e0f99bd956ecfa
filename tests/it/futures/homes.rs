//! Which homes are there.

use super::*;

#[test]
fn carers_leave_and_their_children_are_in_need() {
    let mut town = Town::new();
    for i in 0..50 {
        town = town.home(&format!("H{i:02}"), |home| home.age_max = 17);
        town = town
            .child(&format!("C{i:02}"), |child| child.expected_weeks = 500)
            .lives(&format!("C{i:02}"), &format!("H{i:02}"));
    }
    town =
        town.home("K1", |home| home.sector = Sector::Kinship).child("K1", |_| ()).named("K1", "K1").lives("K1", "K1");
    town = town.home("I1", |home| home.sector = Sector::Ifa).home("S1", |home| home.status = Status::OnHold);
    let mut today = expecting(town.build(), demand());
    today.settings.supply =
        Supply { leavers_per_year: Rate(128_000), released_per_month: Rate(100_000), pipeline: vec![] };
    let (mut left, mut released) = (0, 0);
    for number in 0..200 {
        let later = told(&today, 4, number, 12);
        let own = later.households.iter().filter(|home| home.reference.starts_with('H')).count();
        left += 50 - own;
        for child in later.children.iter().filter(|child| child.reference.starts_with('C')) {
            let home = later.households.iter().find(|home| home.reference == child.reference.replace('C', "H"));
            assert_eq!(child.current, home.map(|home| Place::Home(home.id)), "{}", child.reference);
        }
        let has_kinship = later.households.iter().any(|home| home.sector == Sector::Kinship);
        assert_eq!(has_kinship, later.children.iter().any(|child| child.reference == "K1"));
        assert!(later.households.iter().any(|home| home.reference == "I1"));
        let held = later.households.iter().find(|home| home.reference == "S1");
        released += usize::from(held.is_some_and(|home| home.status == Status::Available));
    }
    is_share(left, 200 * 50, Rate(128_000));
    // Held households can leave as well: 0.872 × (1 - 0.9^12).
    is_share(released, 200, Rate(625_700));
}

#[test]
fn approvals_under_way_arrive_in_their_month_as_often_as_they_are_likely() {
    let mut today = with_kinds(expecting(empty_town().build(), demand()));
    let approval = Approval { kind: KindId::at(0), households: 3, month: 4, chance: Rate(800_000) };
    today.settings.supply = Supply { leavers_per_year: Rate(0), released_per_month: Rate(0), pipeline: vec![approval] };
    let mut approved = 0;
    for number in 0..200 {
        assert_eq!(told(&today, 9, number, 3).households.len(), 1);
        assert_eq!(told(&today, 9, number, 3).settings.supply.pipeline[0].month, 1);
        let later = told(&today, 9, number, 4);
        approved += later.households.len() - 1;
        assert!(later.settings.supply.pipeline.is_empty());
        assert!(
            later
                .households
                .iter()
                .filter(|home| home.places == 4)
                .all(|home| home.reference.starts_with("approved-four"))
        );
    }
    is_share(approved, 600, Rate(800_000));
}

#[test]
fn a_plan_adds_its_households_and_moves_nobody() {
    let today = with_kinds(synthetic::scenario(&synthetic::Recipe::named("daily", 2).expect("known")));
    let changed = with_plan(today.clone(), &[2, 1]);
    assert_eq!(changed.households.len(), today.households.len() + 3);
    let new: Vec<&str> =
        changed.households.iter().map(|home| &*home.reference).filter(|name| name.starts_with("new-")).collect();
    assert_eq!(new, ["new-four@CENTRE-01", "new-four@CENTRE-02", "new-small@CENTRE-01"]);
    let mut back = changed.clone();
    back.households.retain(|home| !home.reference.starts_with("new-"));
    assert_eq!(with_plan(back.clone(), &[0, 0]), back);
    assert_eq!(with_plan(today.clone(), &[]), today);
    for (before, after) in today.children.iter().zip(&changed.children) {
        let name = |scenario: &Scenario, place: Option<Place>| place.map(|each| scenario.place_name(each).to_owned());
        assert_eq!(name(&today, before.current), name(&changed, after.current));
    }
}

#[test]
fn ids_move_along() {
    let town = empty_town()
        .home("H0", |home| home.sector = Sector::Ifa)
        .home("H2", |home| home.sector = Sector::Ifa)
        .child("Z1", |child| child.expected_weeks = 500)
        .child("A1", |child| child.expected_weeks = 4)
        .child("Z2", |child| child.expected_weeks = 500)
        .lives("Z2", "H2")
        .exclude("Z1", "H2", ExclusionPlan::Never)
        .exclude("Z1", "H1", ExclusionPlan::Never)
        .exclude("A1", "H2", ExclusionPlan::Never)
        .score("Z1", "H0", 3)
        .score("A1", "H0", 4)
        .named("H2", "Z2")
        .named("H2", "A1");
    let mut today = expecting(town.build(), demand());
    today.settings.supply.leavers_per_year = Rate::ONE;
    let later = told(&today, 13, 3, 12);
    assert!(later.children.len() > 2, "some have arrived");
    assert_eq!(homes(&later).into_iter().collect::<Vec<_>>(), ["H0", "H2"]);
    let (z1, z2) = (child(&later, "Z1"), child(&later, "Z2"));
    let (first, last) = (later.households[0].id, later.households[1].id);
    assert_eq!(later.exclusions.keys().copied().collect::<Vec<_>>(), [(z1, last)]);
    assert_eq!(later.scores, BTreeMap::from([((z1, first), 3)]));
    assert_eq!(later.households[1].named_children, BTreeSet::from([z2]));
    assert_eq!(later.child(z2).current, Some(Place::Home(last)));
    assert!(later.children.iter().enumerate().all(|(i, child)| child.id.index() == i));
}
