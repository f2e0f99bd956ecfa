//! Kinds of home and the sections of scenario.toml that look ahead, as people write them.

use placewell::domain::{AgeBand, Goal, Goals, LocalityId, Place, Rate, Scenario, SizeBand, Supply};
use placewell::scenario::{self, Problem};

use crate::reading::folder;

const PLACES: &str = "locality,authority\nnorth,Leeds\nsouth,Leeds\nwest,York\n";
const CHILDREN: &str = "child_id,age,sex,locality\nC1,7,F,north\nC2,8,M,north\nC3,9,M,south\n";
const HOMES: &str = "household_id,sector,locality,places,age_min,age_max,placement_types,bedrooms,skills\n\
                     H1,in_house,north,2,0,17,short_term,1;1,therapeutic\n";
const KINDS: &str = "kind_id,locality,places,placement_types,bedrooms,age_min,most,weekly_cost\n\
                     teen,all,1,short_term,1,11,,\n\
                     pair,west;north;west,2,short_term;long_term,2,,3,50000\n";

fn read(settings: &str) -> Result<(Scenario, Vec<Problem>), Vec<Problem>> {
    let settings = format!("date = 2026-04-01\n{settings}");
    let files = [
        ("scenario.toml", &*settings),
        ("localities.csv", PLACES),
        ("children.csv", CHILDREN),
        ("households.csv", HOMES),
        ("kinds.csv", KINDS),
    ]
    .map(|(name, text)| (name, text.as_bytes()));
    scenario::read(folder(&files).path()).map(|reading| (reading.scenario, reading.warnings))
}

fn good(settings: &str) -> Scenario {
    read(settings).unwrap_or_else(|problems| panic!("{problems:#?}")).0
}

/// The one fault, as key, code and mend.
fn fault(settings: &str) -> (String, &'static str, String) {
    let problems = read(settings).expect_err("a fault");
    let [problem] = &problems[..] else { panic!("one fault: {problems:#?}") };
    (problem.column.clone().unwrap_or_default(), problem.code, problem.mend.clone())
}

#[test]
fn a_row_is_one_kind_in_each_of_its_localities() {
    let s = good("");
    let found: Vec<_> = s.kinds.iter().map(|kind| (&*kind.reference, &*kind.row)).collect();
    let expected = [("pair@north", "pair"), ("pair@west", "pair"), ("teen@north", "teen"), ("teen@south", "teen")];
    assert_eq!(found, expected, "`all` is where a child or a home is: nobody is in the west");
    assert!(s.kinds.iter().enumerate().all(|(at, kind)| kind.id.index() == at));
    let [north, west, teen, _] = &s.kinds[..] else { panic!("four kinds") };
    assert_eq!((north.home.locality, north.home.authority.as_deref()), (LocalityId::at(0), Some("Leeds")));
    assert_eq!((west.home.locality, west.home.authority.as_deref()), (LocalityId::at(2), Some("York")));
    assert_eq!((north.most, north.home.weekly_cost.0, north.home.places_for_siblings), (Some(3), 50_000, 2));
    assert_eq!((teen.most, teen.home.weekly_cost.0, teen.home.age_min, teen.home.age_max), (None, 45_000, 11, 17));
    assert_eq!((teen.recruitment_cost.0, teen.yearly_cost.0, &*teen.title), (1_000_000, 500_000, "teen"));
    assert!(teen.home.is_in_house());
}

#[test]
fn without_the_sections_the_defaults_hold() {
    let settings = good("").settings;
    assert_eq!(settings.demand, None);
    assert_eq!((settings.supply, settings.goals), (Supply::default(), Goals::default()));
    assert_eq!(settings.group_bands, SizeBand::usual());
}

#[test]
fn a_demand_model_needs_only_its_rate() {
    let demand = good("[demand]\ngroups_per_month = 1.25\n").settings.demand.expect("a demand model");
    assert_eq!((demand.groups_per_month, demand.horizon_months), (Rate(1_250_000), 24));
    let thirds = [(LocalityId::at(0), Rate(666_667)), (LocalityId::at(1), Rate(333_333))];
    assert_eq!(demand.localities, thirds, "as the children are spread, exactly 1 together");
    assert_eq!(demand.ages[0].0, AgeBand { from: 0, to: 0 });
    let sums = [
        demand.ages.iter().map(|(_, share)| share.0).sum::<i64>(),
        demand.group_sizes.iter().map(|(_, share)| share.0).sum(),
        demand.stays.iter().map(|stay| stay.share.0).sum(),
    ];
    assert_eq!(sums, [1_000_000; 3]);
}

#[test]
fn every_key_is_read() {
    let s = good(
        "[gaps]\ngroup_sizes = [\"1\", \"2-3\", \"4+\"]\n\
         [demand]\nhorizon_months = 6\ngroups_per_month = 0\ngrowth_per_year = -0.02\n\
         group_sizes = { 2 = 0.25, 1 = 0.75 }\nages = { 10-15 = 0.333, 0-4 = 0.333, 16-17 = 0.333 }\n\
         needs = { Therapeutic = 0.07 }\nlocalities = { south = 1 }\nunsuitable_for_foster_care = { 16-17 = 0.1 }\n\
         stays = [{ weeks = \"5-26\", share = 0.5 }, { weeks = \"0-4\", share = 0.5 }]\n\
         burst = { per_year = 0.5, children = 14 }\n\
         [supply]\nleavers_per_year = 0.1\npipeline = [{ kind = \"pair@west\", households = 2, month = 4 }]\n\
         [goals]\nresidential = 0.12\nweekly_budget = 31_000_000\n\
         [funnel]\nmonths_to_approve = 8\nbase_line = 2025-03-31\n\
         [ranges]\nstays = { high = 1.2 }\n\
         [sources]\n\"costs.ifa\" = \"CMA, 2021\"\n",
    );
    let settings = &s.settings;
    let demand = settings.demand.as_ref().expect("a demand model");
    assert_eq!(settings.group_bands.iter().map(ToString::to_string).collect::<Vec<_>>(), ["1", "2-3", "4+"]);
    assert_eq!((demand.growth_per_year, &demand.group_sizes[0]), (Rate(-20_000), &(1, Rate(750_000))));
    let ages: Vec<i64> = demand.ages.iter().map(|(_, share)| share.0).collect();
    assert_eq!(ages, [334_000, 333_000, 333_000], "the largest takes up what rounding lost");
    assert_eq!(demand.needs["therapeutic"], Rate(70_000));
    assert_eq!(demand.stays.iter().map(|stay| stay.from).collect::<Vec<_>>(), [0, 5]);
    assert_eq!(demand.burst.expect("a burst").children, 14);
    let approval = settings.supply.pipeline[0];
    assert_eq!((&*s.kind(approval.kind).reference, approval.chance), ("pair@west", Rate::ONE));
    assert_eq!(settings.goals.wanted.keys().copied().collect::<Vec<_>>(), [Goal::Residential, Goal::WeeklyBudget]);
    assert_eq!(settings.goals.weekly_budget().expect("a budget").0, 31_000_000);
    assert_eq!((settings.funnel.months_to_approve, settings.funnel.applications_per_enquiry), (8, Rate(120_000)));
    assert_eq!(settings.ranges.values().next(), Some(&(Rate::ONE, Rate(1_200_000))));
    assert_eq!(settings.sources["costs.ifa"], "CMA, 2021");
}

#[test]
fn a_fault_names_what_was_meant() {
    let key = |settings: &str| fault(settings).0;
    let mend = |settings: &str| fault(settings).2;
    let pipeline = |kind: &str| format!("[supply]\npipeline = [{{ kind = \"{kind}\", households = 1, month = 1 }}]\n");
    assert!(mend(&pipeline("pair@nort")).contains("`pair@north`"));
    assert!(mend(&pipeline("teen")).contains("`teen@north`, `teen@south`"), "a row in two localities");
    assert!(mend("[goals]\nin_house = 0.5\nsibling_together = 1\n").contains("`siblings_together`"));
    assert!(mend("[demand]\ngroups_per_month = 1\nlocalities = { Nroth = 1 }\n").contains("`north`"));
    assert!(mend("[ranges]\nstay = { high = 2 }\n").contains("`stays`"));
    assert_eq!(key("[goals]\n"), "goals");
    assert_eq!(key("[demand]\n"), "demand.groups_per_month");
    assert_eq!(key("[demand]\ngroups_per_month = 100000.5\n"), "demand.groups_per_month");
}

#[test]
fn a_need_that_nobody_meets_and_an_approval_too_late_are_doubts() {
    let warnings = |settings: &str| -> Vec<Problem> {
        let ahead = read(settings).expect("a scenario").1.into_iter();
        ahead.filter(|each| each.file == "scenario.toml").collect()
    };
    let needs = warnings("[demand]\ngroups_per_month = 1\nneeds = { terapeutic = 0.1 }\n");
    assert_eq!((needs[0].code, needs[0].mend.contains("`therapeutic`")), ("W007", true));
    let late = "[demand]\nhorizon_months = 3\ngroups_per_month = 1\n\
                [supply]\npipeline = [{ kind = \"teen@south\", households = 1, month = 4 }]\n";
    assert_eq!(warnings(late).iter().map(|each| each.code).collect::<Vec<_>>(), ["W008"]);
}

#[test]
fn made_catalogues_and_outlooks_are_varied() {
    let all: Vec<Scenario> = (0..300).map(scenario::synthetic::tiny_planning).collect();
    for (seed, each) in (0..).zip(&all) {
        let plain = scenario::synthetic::tiny(seed);
        assert_eq!((&each.children, &each.households), (&plain.children, &plain.households), "seed {seed}");
        assert!((1..=4).contains(&each.kinds.len()) && each.settings.demand.is_some(), "seed {seed}");
    }
    let often = |what: &str, has: &dyn Fn(&Scenario) -> bool| {
        let count = all.iter().filter(|each| has(each)).count();
        assert!(count > 30, "{what}: only {count} of {}", all.len());
    };
    often("a kind in two places", &|s| s.kinds.windows(2).any(|pair| pair[0].row == pair[1].row));
    often("approvals under way", &|s| !s.settings.supply.pipeline.is_empty());
    often("bursts", &|s| s.settings.demand.as_ref().is_some_and(|demand| demand.burst.is_some()));
    often("a budget", &|s| s.settings.goals.weekly_budget().is_some());
    often("somebody who stays", &|s| s.children.iter().any(|child| matches!(child.current, Some(Place::Home(_)))));
}

#[test]
fn the_number_in_care_of_a_council_as_it_stands_stays_about_the_same() {
    let recipe = scenario::synthetic::Recipe::named("planning", 1).expect("a known recipe");
    let today = scenario::synthetic::scenario(&recipe);
    let later = |month| -> usize {
        let futures =
            (0..12).map(|number| placewell::futures::future(&today, 5, number, month).expect("a demand model"));
        futures.map(|future| future.children.len()).sum::<usize>() / 12
    };
    for month in [6, 12, 24] {
        assert!((760..=840).contains(&later(month)), "{} children after {month} months", later(month));
    }
}
