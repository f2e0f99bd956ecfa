//! Small towns whose bounds a person can add up: nothing that the contract says of who counts is overlooked.

use placewell::domain::{
    Branch, CERTIFICATE_UNIT, Certificate, Dice, LevelId, Multipliers, Plan, Proposal, Quotient, Scenario, Sector,
    Sexes, Split,
};
use placewell::verify::{Certified, certify};

use crate::support::{Town, child, placement, proposal};

const UNIT: i64 = CERTIFICATE_UNIT;

fn by(scenario: &Scenario, children: &[(&str, i64)]) -> Multipliers {
    let children = children.iter().map(|(name, price)| (child(scenario, name), *price * UNIT)).collect();
    Multipliers { children, ..Multipliers::default() }
}

fn proved(scenario: &Scenario, level: LevelId, proof: Branch) -> Certified {
    let certificate = Certificate { level, bound: i64::MIN, proof };
    certify(scenario, &Proposal::of_those_who_stay(scenario), &[certificate])
}

/// The bound of a level by these multipliers.
fn bound(scenario: &Scenario, level: LevelId, multipliers: Multipliers) -> i64 {
    let certified = proved(scenario, level, Branch::Multipliers(multipliers));
    assert_eq!(certified.faults, []);
    certified.bound(level).expect("no fault")
}

/// How many must stay unplaced if children cost nothing: each home then takes as many as it can, whoever they are.
fn unplaced(scenario: &Scenario) -> i64 {
    bound(scenario, LevelId::Unplaced, Multipliers::default())
}

fn three() -> Town {
    Town::new().child("A", |_| ()).child("B", |_| ()).child("C", |_| ())
}

#[test]
fn one_place_takes_one_child_at_whatever_price() {
    let town = three().home("H", |h| h.places = 1).build();
    assert_eq!(unplaced(&town), 2);
    let same = bound(&town, LevelId::Unplaced, by(&town, &[("A", 1), ("B", 1), ("C", 1)]));
    assert_eq!(same, 0, "3 - 3 x 1 + 0: nobody is worth taking at the price of a place");
    let half = Multipliers {
        children: ["A", "B", "C"].map(|name| (child(&town, name), UNIT / 2)).into(),
        ..Multipliers::default()
    };
    assert_eq!(bound(&town, LevelId::Unplaced, half), 1, "3 - 3 x 0.5 - 0.5");
}

#[test]
fn those_who_stay_have_their_places_and_their_say() {
    let town = three().child("Stay", |_| ()).home("H", |h| h.places = 2);
    assert_eq!(unplaced(&town.clone().build()), 2, "four children, two places");
    let town = town.lives("Stay", "H");
    assert_eq!(unplaced(&town.clone().build()), 2, "three children, one place");
    let town = town.home("H", |h| (h.places_for_siblings, h.bedrooms) = (4, vec![1; 4]));
    assert_eq!(unplaced(&town.clone().siblings(&["A", "B", "C"]).build()), 2, "siblings, but not of the one who stays");
    let siblings = town.clone().siblings(&["A", "B", "C", "Stay"]);
    assert_eq!(unplaced(&siblings.clone().build()), 0, "siblings of the one who stays");
    assert_eq!(bound(&siblings.build(), LevelId::Separated, Multipliers::default()), 0, "six pairs, three with Stay");
    let apart = town.plan("A", "Stay", Plan::MustApart).plan("B", "Stay", Plan::MustApart);
    assert_eq!(unplaced(&apart.clone().build()), 2);
    assert_eq!(unplaced(&apart.plan("C", "Stay", Plan::MustApart).build()), 3);
}

#[test]
fn decisions_and_switches_say_who_may_come() {
    let town = three().home("H", |h| (h.sexes, h.places) = (Sexes::M, 2));
    assert_eq!(unplaced(&town.clone().build()), 3, "girls, and a home for boys");
    assert_eq!(unplaced(&town.clone().lift("A", "H", "sex").build()), 2);
    assert_eq!(unplaced(&town.clone().off("sex").build()), 1);
    assert_eq!(unplaced(&town.clone().off("sex").off("approved-number").build()), 0);
    assert_eq!(unplaced(&town.off("sex").forbid("A", "H").forbid("B", "H").build()), 2);
}

/// A pinned child must have a place, so its price may be below nothing: only so is it proved that its home must be paid.
#[test]
fn a_pinned_child_must_be_placed() {
    let town = || three().home("H", |_| ());
    let pinned = town().pin("A", "H").build();
    assert_eq!(bound(&pinned, LevelId::WeeklyCost, by(&pinned, &[("A", -100_000)])), 45_000);
    assert_eq!(bound(&pinned, LevelId::WeeklyCost, Multipliers::default()), 0);
    let free = town().build();
    let refused = proved(&free, LevelId::WeeklyCost, Branch::Multipliers(by(&free, &[("A", -100_000)])));
    assert_eq!(refused.faults[0].id, "certificate-child");
    let other = proved(&pinned, LevelId::WeeklyCost, Branch::Multipliers(by(&pinned, &[("B", -1)])));
    assert_eq!(other.faults[0].id, "certificate-child");
}

#[test]
fn provision_has_room_beside_those_who_stay() {
    let town = three().child("Stay1", |_| ()).child("Stay2", |_| ()).lives("Stay1", "P").lives("Stay2", "P");
    let with = |capacity: Option<i64>| town.clone().provision("P", |p| p.capacity = capacity).build();
    let priced = |scenario: &Scenario| {
        let there = scenario.provisions[0].id;
        bound(scenario, LevelId::Unplaced, Multipliers { provisions: vec![(there, UNIT)], ..Multipliers::default() })
    };
    assert_eq!([Some(5), Some(4), Some(3), Some(2)].map(|capacity| priced(&with(capacity))), [0, 1, 2, 3]);
    assert_eq!(priced(&with(Some(1))), 3, "more stay than there is room for: nobody comes, and nobody leaves");
    assert_eq!(unplaced(&with(Some(3))), 0, "without a price on its places the capacity is not seen");
    assert_eq!(unplaced(&with(None)), 0);
    let there = with(None).provisions[0].id;
    let priced = Branch::Multipliers(Multipliers { provisions: vec![(there, 0)], ..Multipliers::default() });
    assert_eq!(proved(&with(None), LevelId::Unplaced, priced).faults[0].id, "certificate-provision");
}

/// Three siblings, three pairs: a unit of two keeps one pair, and no unit keeps more than fit.
#[test]
fn a_group_may_be_split_over_units_of_one_provision() {
    let town = |most: i64, capacity: Option<i64>| {
        let town = three().siblings(&["A", "B", "C"]);
        town.provision("P", |p| (p.max_siblings, p.capacity) = (most, capacity)).build()
    };
    let pairs = |scenario: &Scenario| bound(scenario, LevelId::Separated, Multipliers::default());
    assert_eq!([1, 2, 3].map(|most| pairs(&town(most, None))), [3, 2, 0]);
    assert_eq!([1, 2, 3].map(|room| pairs(&town(3, Some(room)))), [3, 2, 0], "no unit is larger than the room");
    let four = Town::new().child("A", |_| ()).child("B", |_| ()).child("C", |_| ()).child("D", |_| ());
    let four = four.siblings(&["A", "B", "C", "D"]).provision("P", |p| p.max_siblings = 2).build();
    assert_eq!(pairs(&four), 4, "six pairs, two units of two");
    assert_eq!(unplaced(&four), 0);
}

#[test]
fn who_must_be_together_comes_together_or_not_at_all() {
    let town = three().siblings(&["A", "B", "C"]).plan("A", "B", Plan::MustTogether).home("H", |h| h.places = 1);
    assert_eq!(unplaced(&town.clone().build()), 2, "C alone");
    let two = town.clone().home("H", |h| h.places = 2);
    assert_eq!(unplaced(&two.clone().build()), 1);
    assert_eq!(bound(&two.clone().build(), LevelId::Unplaced, by(&two.build(), &[("B", 3)])), -1, "3 - 3 - 1");
    assert_eq!(unplaced(&town.off("must-together").build()), 2);
}

/// Two who should be apart cost a pair where they meet, unless the level is not asked for.
#[test]
fn pairs_that_should_be_apart_are_counted_once() {
    let town = Town::new().child("A", |_| ()).child("B", |_| ()).plan("A", "B", Plan::ShouldApart);
    let town = town.home("H", |h| h.places = 2).build();
    let both = Multipliers { levels: vec![(LevelId::Unplaced, 2 * UNIT)], ..Multipliers::default() };
    let held = placement(&town, "H");
    let together = Proposal { placements: vec![Some(held), Some(held)] };
    let certificate = Certificate { level: LevelId::Separated, bound: 1, proof: Branch::Multipliers(both) };
    let certified = certify(&town, &together, &[certificate]);
    assert_eq!(certified.faults, []);
    assert_eq!(certified.bounds, [(LevelId::Separated, 1)], "2 x 2 - 2 x 2 + 1 for the pair");
}

/// Costs are in hundreds of pounds here: what is more than nothing is a hundred pounds at least.
#[test]
fn a_level_moves_in_whole_steps() {
    let town = three().home("H", |h| (h.places, h.weekly_cost.0) = (3, 30_000)).home("G", |h| {
        (h.places, h.weekly_cost.0) = (3, 50_000);
    });
    let town = town.build();
    let home = placement(&town, "H");
    let placed = Proposal { placements: vec![Some(home); 3] };
    let proof = Multipliers { levels: vec![(LevelId::Unplaced, 29_500 * UNIT)], ..Multipliers::default() };
    let certificate = Certificate { level: LevelId::WeeklyCost, bound: 0, proof: Branch::Multipliers(proof) };
    // 3 x 29,500 - 0, and nobody is worth 30,000: 88,500, so 90,000.
    assert_eq!(certify(&town, &placed, &[certificate]).bounds, [(LevelId::WeeklyCost, 90_000)]);
}

/// In a case, the child lives there or does not: other places are closed to it, or that one.
#[test]
fn cases_close_places() {
    let town = three().home("H", |h| h.places = 1).home("G", |h| h.places = 1).build();
    assert_eq!(unplaced(&town), 1);
    let nobody = || Box::new(Branch::Multipliers(Multipliers::default()));
    let (a, place) = (child(&town, "A"), placement(&town, "H").place);
    let cases = |yes, no| Branch::Cases { split: Split::Lives { child: a, places: vec![place] }, yes, no };
    let certified = proved(&town, LevelId::Unplaced, cases(nobody(), nobody()));
    assert_eq!(certified.bounds, [(LevelId::Unplaced, 1)]);
    // Inside, A must be there, at any price; a price below nothing is refused where A may be left out.
    let below = || Box::new(Branch::Multipliers(by(&town, &[("A", -7)])));
    assert_eq!(proved(&town, LevelId::Unplaced, cases(below(), nobody())).bounds, [(LevelId::Unplaced, 1)]);
    assert_eq!(proved(&town, LevelId::Unplaced, cases(nobody(), below())).faults[0].id, "certificate-child");
}

/// Two groups of three, and homes for two: each group keeps one pair of three at most. At any price of a child alone, half of
/// each pair could be had: 6 - 3 is then all that follows. A price of 1 on each pair is paid once by each group.
#[test]
fn weights_on_sets_of_siblings_prove_what_prices_of_children_cannot() {
    let mut town = Town::new();
    for name in ["A", "B", "C", "X", "Y", "Z"] {
        town = town.child(name, |_| ()).home(&format!("H{name}"), |h| h.places = 2);
    }
    let town = town.siblings(&["A", "B", "C"]).siblings(&["X", "Y", "Z"]).build();
    let pairs = [["A", "B"], ["A", "C"], ["B", "C"], ["X", "Y"], ["X", "Z"], ["Y", "Z"]];
    let weighed = |weight: i64| Multipliers {
        groups: pairs.iter().map(|pair| (pair.map(|name| child(&town, name)).to_vec(), weight)).collect(),
        ..Multipliers::default()
    };
    let separated = |multipliers| bound(&town, LevelId::Separated, multipliers);
    assert_eq!(separated(Multipliers::default()), 0);
    assert_eq!(separated(weighed(UNIT)), 4, "6 - 1 - 1 + 0");
    assert_eq!(separated(weighed(UNIT / 2)), 2, "6 - 0.5 - 0.5 - 6 x 0.5");
    assert_eq!(separated(weighed(3 * UNIT)), 0, "6 - 3 - 3 + 0");
    assert_eq!(separated(weighed(-UNIT)), -6, "6 - 0 - 6 x 2");
    let priced = |prices: [i64; 6]| Multipliers {
        children: town.children.iter().zip(prices).map(|(child, price)| (child.id, price)).collect(),
        ..Multipliers::default()
    };
    assert_eq!(separated(priced([UNIT / 2; 6])), 3, "6 - 6 x 0.5 + 0");
    let dice = &mut Dice::of(7);
    for _ in 0..400 {
        let any = [0; 6].map(|_: i64| dice.between(0, UNIT));
        assert!(separated(priced(any)) <= 3, "{any:?}");
    }
}

/// Three children who are not siblings, and three homes for two of them each: prices of children let half of each pair in.
#[test]
fn quotients_prove_what_prices_cannot() {
    let town = three()
        .home("AB", |h| h.places = 2)
        .home("AC", |h| h.places = 2)
        .home("BC", |h| h.places = 2)
        .forbid("C", "AB")
        .forbid("B", "AC")
        .forbid("A", "BC")
        .plan("A", "B", Plan::ShouldApart)
        .build();
    // What each saves by coming as one of two, and what is asked where two come together.
    let quotient = |number: i64, divisor: i64, children: &[&str], places: &[&str]| Quotient {
        children: children.iter().map(|name| child(&town, name)).collect(),
        places: places.iter().map(|name| placement(&town, name).place).collect(),
        levels: Vec::new(),
        divisor,
        number,
    };
    let with =
        |quotients: Vec<Quotient>| bound(&town, LevelId::Unplaced, Multipliers { quotients, ..Multipliers::default() });
    assert_eq!(with(Vec::new()), -3, "3 - 3 x 2");
    assert_eq!(with(vec![quotient(UNIT, 2, &["A", "B", "C"], &[])]), -1, "3 - 1 - 3 x (2 - 1)");
    assert_eq!(with(vec![quotient(UNIT, 2, &["A", "B"], &["AC"])]), -2, "3 - 1 - (2 - 1) - (2 - 1) - 2");
    assert_eq!(
        with(vec![quotient(2 * UNIT, 2, &["A", "B", "C"], &["AB"])]),
        -3,
        "3 - 2 x 2 - 1 - 1 - 0: B or A, not at AB"
    );
    assert_eq!(with(vec![quotient(UNIT, 2, &["A"], &["AB", "AC", "BC"])]), -3, "3 - 2 - 1 - 1 - 2");
    let town = three().provision("P", |p| p.capacity = Some(2)).siblings(&["A", "B", "C"]).build();
    let places = vec![placement(&town, "P").place];
    let by = |divisor: i64| {
        let half = Quotient { places: places.clone(), divisor, number: 2 * UNIT, ..Quotient::default() };
        bound(&town, LevelId::Unplaced, Multipliers { quotients: vec![half], ..Multipliers::default() })
    };
    assert_eq!(by(2), -2, "3 - 2 - 3: each alone, none is charged");
    assert_eq!(by(3), 0, "3 - 0 - 3: a third of the room is nobody's, and units are of two at most");
}

/// Three children who must be placed, two of them at most in a home: two homes take somebody, one of them not in-house.
#[test]
fn a_level_held_is_divided_as_well() {
    let town = three().home("H", |h| h.places = 2).home("G", |h| (h.places, h.sector) = (2, Sector::Ifa)).build();
    let all = proposal(&town, &[("A", "H"), ("B", "H"), ("C", "G")]);
    let by = |times: i64, divisor: i64| {
        let quotient =
            Quotient { levels: vec![(LevelId::Unplaced, times)], divisor, number: UNIT, ..Quotient::default() };
        let proof = Branch::Multipliers(Multipliers { quotients: vec![quotient], ..Multipliers::default() });
        let certified = certify(&town, &all, &[Certificate { level: LevelId::External, bound: i64::MIN, proof }]);
        assert_eq!(certified.faults, []);
        certified.bound(LevelId::External).expect("no fault")
    };
    assert_eq!(by(1, 2), 1, "0 + 2, for -3 / 2 is -2; - 1 in H, one or two; 1 - 1 or 2 - 1 in G, or nobody");
    assert_eq!(by(2, 2), 1, "0 + 3 - 2; 1 - 1 or 2 - 2 in G");
    assert_eq!(by(1, 4), 0, "0 + 1 - 1");
}

/// Of two siblings it is asked whether they live together: then both must be placed; or else no unit has both.
#[test]
fn cases_say_who_lives_together() {
    let town = three().siblings(&["A", "B", "C"]).home("H", |h| h.places = 2).home("G", |h| h.places = 2).build();
    let (one, other) = (child(&town, "B"), child(&town, "A"));
    let cases = |yes: Multipliers, no: Multipliers| Branch::Cases {
        split: Split::Together { one, other },
        yes: Box::new(Branch::Multipliers(yes)),
        no: Box::new(Branch::Multipliers(no)),
    };
    let below = || by(&town, &[("A", -7), ("B", 7)]);
    let yes_only = proved(&town, LevelId::Unplaced, cases(below(), Multipliers::default()));
    assert_eq!((yes_only.faults, yes_only.bounds), (Vec::new(), vec![(LevelId::Unplaced, -1)]));
    let no = proved(&town, LevelId::Unplaced, cases(Multipliers::default(), below()));
    assert_eq!(no.faults[0].id, "certificate-child", "who lives apart may have no place");
    // Apart, each home keeps A and C, or B and C; together, the price of C alone decides.
    let quotients = by(&town, &[("C", 1)]);
    let apart = proved(&town, LevelId::Separated, cases(Multipliers::default(), quotients));
    assert_eq!(
        apart.bounds,
        [(LevelId::Separated, 1)],
        "3 - 2 where A and B are together; 3 - 1 + 0 where they are apart"
    );
}

/// The most that disjoint sets sum to is found over all sets of the children that they name: so these must be few.
#[test]
fn sets_may_name_twelve_siblings_of_a_group() {
    let names: Vec<String> = (10..23).map(|number| format!("S{number}")).collect();
    let town = names.iter().fold(Town::new().home("H", |h| h.places = 2), |town, name| town.child(name, |_| ()));
    let town = town.siblings(&names.iter().map(String::as_str).collect::<Vec<_>>()).build();
    let along = |count: usize| {
        let pairs = town.children[..count].windows(2).map(|pair| (vec![pair[0].id, pair[1].id], UNIT));
        Branch::Multipliers(Multipliers { groups: pairs.collect(), ..Multipliers::default() })
    };
    let twelve = proved(&town, LevelId::Unplaced, along(12));
    assert_eq!(twelve.bounds, [(LevelId::Unplaced, 5)], "13 - 6 disjoint pairs - 2 children who are no such pair");
    let thirteen = proved(&town, LevelId::Unplaced, along(13));
    assert_eq!((thirteen.bounds.len(), thirteen.faults[0].id.as_str()), (0, "certificate-size"));
}
