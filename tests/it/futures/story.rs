//! One story, wherever it is drawn, and valid on every day.

use super::*;

#[test]
fn no_demand_model_is_an_error_and_month_0_is_today_without_its_decisions() {
    let today = empty_town().child("C1", |_| ()).pin("C1", "H1").build();
    assert_eq!(future(&today, 1, 1, 12), Err(NoDemand));
    let today = expecting(today, demand());
    assert_eq!(today.decisions.len(), 1);
    assert_eq!(told(&today, 1, 1, 0), Scenario { decisions: Vec::new(), ..today.clone() });
    assert!(told(&today, 1, 1, 1).decisions.is_empty());
}

#[test]
fn a_future_is_the_same_whichever_month_is_asked_for_and_on_any_thread() {
    let today = expecting(synthetic::scenario(&synthetic::Recipe::named("month", 3).expect("known")), demand());
    let alone = told(&today, 1, 7, 12);
    let threads: Vec<Scenario> = std::thread::scope(|scope| {
        let drawn: Vec<_> = (0..4)
            .map(|number| {
                scope.spawn({
                    let today = &today;
                    move || told(today, 1, 5 + number, 12)
                })
            })
            .collect();
        drawn.into_iter().map(|each| each.join().expect("a thread")).collect()
    });
    assert!(threads[2] == alone);
    assert!(threads[1] != alone, "another number is another future");
    assert!(told(&today, 2, 7, 12) != alone, "another seed is another future");
    // Who is there after eleven months and after thirteen is there after twelve, with the same sex, and as old.
    let months: Vec<BTreeMap<String, Child>> = (11..=13)
        .map(|month| {
            told(&today, 1, 7, month).children.into_iter().map(|child| (child.reference.clone(), child)).collect()
        })
        .collect();
    let mut seen = 0;
    for (name, before) in &months[0] {
        let Some(after) = months[2].get(name) else { continue };
        let between = &months[1][name];
        assert_eq!((before.sex, &before.needs, before.locality), (between.sex, &between.needs, between.locality));
        assert!(before.age <= between.age && between.age <= after.age && after.age <= before.age + 1, "{name}");
        seen += usize::from(name.starts_with("f7-"));
    }
    assert!(seen > 0);
}

/// References of the children who are there.
fn there(scenario: &Scenario) -> BTreeSet<String> {
    scenario.children.iter().map(|child| child.reference.clone()).collect()
}

#[test]
fn an_assumption_adds_to_the_same_luck_and_takes_nothing_else() {
    let mut today =
        with_kinds(expecting(synthetic::scenario(&synthetic::Recipe::named("daily", 4).expect("known")), demand()));
    let approval = Approval { kind: KindId::at(1), households: 9, month: 2, chance: HALF };
    today.settings.supply.pipeline = vec![approval];
    let more = Rate(1_300_000);
    let mut larger = [0_usize; 6];
    for number in 0..60 {
        let as_is = told(&today, 11, number, 12);
        for (i, assumption) in Assumption::ALL.iter().enumerate() {
            let other = told(&assumed(&today, *assumption, more), 11, number, 12);
            let (before, after) = (there(&as_is), there(&other));
            let new = |scenario: &Scenario| {
                there(scenario).into_iter().filter(|name| name.starts_with('f')).collect::<BTreeSet<_>>()
            };
            match assumption {
                Assumption::GroupsPerMonth | Assumption::SiblingGroups => {
                    assert!(before.is_subset(&after), "{assumption}, future {number}");
                    larger[i] += after.len() - before.len();
                }
                // Stays under way are drawn by their mean length, in whole weeks, and may change band.
                Assumption::Stays => {
                    assert!(new(&as_is).is_subset(&new(&other)), "{assumption}, future {number}");
                    larger[i] += after.len().saturating_sub(before.len());
                }
                Assumption::Needs => {
                    let needs =
                        |scenario: &Scenario| scenario.children.iter().map(|child| child.needs.len()).sum::<usize>();
                    assert!(
                        before == after
                            && as_is.children.iter().zip(&other.children).all(|(a, b)| a.needs.is_subset(&b.needs))
                    );
                    larger[i] += needs(&other) - needs(&as_is);
                }
                Assumption::LeaversPerYear => {
                    assert!(before == after && homes(&other).is_subset(&homes(&as_is)), "future {number}");
                    larger[i] += as_is.households.len() - other.households.len();
                }
                Assumption::Pipeline => {
                    assert!(before == after && homes(&as_is).is_subset(&homes(&other)), "future {number}");
                    larger[i] += other.households.len() - as_is.households.len();
                }
            }
        }
    }
    assert!(larger.iter().all(|more| *more > 0), "{larger:?}");
}

#[test]
fn an_assumption_as_it_is_changes_nothing() {
    let mut today = with_kinds(expecting(empty_town().build(), demand()));
    today.settings.supply.pipeline = vec![Approval { kind: KindId::at(0), households: 1, month: 1, chance: HALF }];
    for assumption in Assumption::ALL {
        assert_eq!(assumed(&today, *assumption, Rate::ONE), today, "{assumption}");
    }
    // More siblings than all: nobody is alone, and the shares are all there is.
    let all =
        assumed(&today, Assumption::SiblingGroups, Rate(9_000_000)).settings.demand.expect("as before").group_sizes;
    assert_eq!(all.iter().map(|(_, share)| share.0).sum::<i64>(), 1_000_000);
    assert!(all[0].1.0 < 10 && all[1].1 == Rate(666_666) && all[2].1 == Rate(333_333), "{all:?}");
}

fn reads_back(later: &Scenario, about: &str) {
    let beside = tempfile::tempdir().expect("a temporary folder");
    let folder = beside.path().join("written");
    scenario::write(later, &folder).unwrap_or_else(|error| panic!("{about}: {error}"));
    let read = scenario::read(&folder).unwrap_or_else(|problems| panic!("{about}: {problems:#?}")).scenario;
    assert!(read == *later, "{about}");
}

#[test]
fn every_future_reads_back_and_can_be_placed() {
    for seed in 0..60 {
        let today = synthetic::tiny_planning(seed);
        for (number, month) in [(1, 1), (2, 7), (3, 24)] {
            let later = with_plan(told(&today, seed, number, month), &[1, 2]);
            let about = format!("seed {seed}, month {month}");
            reads_back(&later, &about);
            let by_hand = solve::by_hand(&later, &compatibility::graph(&later));
            let verdict = verify::verify(&later, &by_hand);
            assert!(verdict.stands(), "{about}: {:?}", verdict.faults);
        }
    }
    for name in ["daily", "month"] {
        let today = synthetic::scenario(&synthetic::Recipe::named(name, 3).expect("known"));
        reads_back(&told(&expecting(today, demand()), 1, 1, 24), name);
    }
}
