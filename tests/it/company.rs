//! The company bound, on tiny scenarios: never above the optimum, and the same on any number of threads.

use placewell::compatibility::{self, Graph};
use placewell::domain::{Branch, Certificate, Dice, LevelId, Proposal, Scenario, Split};
use placewell::model::{self, Offer};
use placewell::policy::levels;
use placewell::scenario::synthetic::{Recipe, scenario, tiny};
use placewell::solve::{Aim, Ascent, BackendName, Climb, Companies, Settling, Watch, by_hand, propose};
use placewell::verify::{certify, verify};

fn compiled(scenario: &Scenario) -> (Graph, Vec<Offer>) {
    let graph = compatibility::graph(scenario);
    let offers = model::offers(scenario, &graph);
    (graph, offers)
}

#[test]
fn no_bound_is_above_the_optimum_and_no_unit_of_it_is_excluded() {
    let (mut met, mut excluded) = (0, 0);
    for seed in 0..150 {
        let scenario = tiny(seed);
        let (graph, offers) = compiled(&scenario);
        let fallback = by_hand(&scenario, &graph);
        let Ok(best) = propose(&scenario, &graph, &fallback, BackendName::best(), 1, &Watch::default()) else {
            continue;
        };
        assert!(best.is_proven());
        let companies = Companies::of(&scenario, &graph, &offers).expect("small charges");
        let chosen = model::units_of(&scenario, &best.proposal);
        let of: Vec<i64> = best.levels.iter().filter(|level| level.in_priorities).map(|level| level.value).collect();
        let mut start: Option<Ascent> = None;
        for (level, value) in of.iter().enumerate() {
            let climb = Climb { steps: 200, ..Climb::default() };
            let ascent = companies.ascend(&Aim::level(of.len(), &of[..level]), start.as_ref(), &climb);
            let certificate = companies.certificate(&of[..level], &ascent.prices);
            assert!(
                certificate.bound <= *value,
                "seed {seed}, {}: {} above {value}",
                certificate.level,
                certificate.bound
            );
            assert!(matches!(certificate.proof, Branch::Multipliers(_)));
            met += usize::from(certificate.bound == *value);
            let out = companies.excluded(&of[..=level], &ascent.prices);
            excluded += out.len();
            for unit in out {
                let offer = offers.iter().rfind(|offer| offer.first <= unit).expect("of an offer");
                let children = offer.units[unit - offer.first].children.clone();
                assert!(!chosen.contains(&(offer.place, children)), "seed {seed}: unit {unit} is in the best proposal");
            }
            start = Some(ascent);
        }
        let certificates = companies.certificates(&of, &Climb { steps: 100, ..Climb::default() });
        let certified = certify(&scenario, &best.proposal, &certificates);
        assert_eq!(certified.faults, [], "seed {seed}");
        for (certificate, value) in certificates.iter().zip(&of) {
            let again = certified.bound(certificate.level).expect("of every level");
            assert!(certificate.bound <= again && again <= *value, "seed {seed}, {}", certificate.level);
        }
    }
    assert!(met > 150 && excluded > 50, "{met} met, {excluded} excluded");
}

#[test]
fn threads_change_nothing() {
    let scenario = scenario(&Recipe::named("daily", 3).expect("a size"));
    let (graph, offers) = compiled(&scenario);
    let companies = Companies::of(&scenario, &graph, &offers).expect("small charges");
    let climb = Climb { steps: 60, ..Climb::default() };
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| companies.ascend(&Aim::level(companies.levels().len(), &[]), None, &climb))
    };
    let (one, two) = (on(1), on(3));
    assert_eq!((one.prices, one.share, one.steps), (two.prices, two.share, two.steps));
}

/// Weights of seven levels, each heavier than all after it would be for a few children.
const WEIGHTS: [f64; 7] = [1e5, 2e4, 4e3, 8e2, 160.0, 1.0, 1e-4];

fn levels_of(scenario: &Scenario, proposal: &Proposal) -> Vec<i64> {
    scenario.settings.priorities.iter().map(|id| levels::level(*id).count(scenario, proposal)).collect()
}

#[test]
fn a_settled_choice_is_lawful_on_any_number_of_threads_and_better_than_by_hand_where_there_is_much_to_choose() {
    let (mut settled, mut better) = (0, 0);
    let days = (1..=3).map(|seed| scenario(&Recipe::named("daily", seed).expect("a size")));
    for (seed, mut scenario) in (0..60).map(tiny).chain(days).enumerate() {
        scenario.settings.priorities = LevelId::ALL.to_vec();
        let (graph, offers) = compiled(&scenario);
        let start = by_hand(&scenario, &graph);
        let companies = Companies::of(&scenario, &graph, &offers).expect("small charges");
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            let settling = Settling { steps: 200, deadlines: [None; 2] };
            pool.install(|| companies.settle(&WEIGHTS, &start, &settling).0)
        };
        let choice = on(1);
        assert_eq!(choice, on(3), "seed {seed}");
        let Some(choice) = choice else { continue };
        let verdict = verify(&scenario, &choice);
        assert!(verdict.stands(), "seed {seed}: {:?}", verdict.faults);
        let is_better = levels_of(&scenario, &choice) < levels_of(&scenario, &start);
        assert!(is_better || seed < 60, "a day is no better than by hand");
        settled += 1;
        better += usize::from(is_better);
    }
    assert!(settled > 50 && better > 10, "{better} of {settled} are better");
}

/// A proof by so many questions: at each leaf the companies of the case, climbed a little, with any weights on sets.
fn proof(companies: &Companies<'_>, values: &[i64], questions: &[Split], dice: &mut Dice) -> Certificate {
    let Some((split, below)) = questions.split_first() else {
        let climb = Climb { steps: 100, ..Climb::default() };
        let mut prices = companies.ascend(&Aim::level(companies.levels().len(), values), None, &climb).prices;
        let mut number = || f64::from(i32::try_from(dice.between(-2_000, 2_000)).expect("small")) / 1_000.0;
        prices.groups = (0..companies.sets()).map(|_| number()).collect();
        return companies.certificate(values, &prices);
    };
    let mut case = |yes: bool| proof(&companies.within(&[(split.clone(), yes)]), values, below, dice);
    let (yes, no) = (case(true), case(false));
    let branch = Branch::Cases { split: split.clone(), yes: Box::new(yes.proof), no: Box::new(no.proof) };
    Certificate { level: yes.level, bound: yes.bound.min(no.bound), proof: branch }
}

/// Two siblings of each of some groups, and a child with some of its places.
fn questions(scenario: &Scenario, graph: &Graph, dice: &mut Dice) -> Vec<Split> {
    let mut all = Vec::new();
    for group in &scenario.groups {
        let mut free = group.members.iter().copied().filter(|child| scenario.child(*child).in_scope());
        if let (Some(one), Some(other)) = (free.next(), free.next()) {
            all.push(Split::Together { one, other });
        }
    }
    let child = dice.pick(&scenario.in_scope().collect::<Vec<_>>()).id;
    let mut places = graph.places_of(child);
    places.retain(|_| dice.chance(60));
    if !places.is_empty() {
        all.insert(0, Split::Lives { child, places });
    }
    all.truncate(3);
    all
}

/// What is claimed below cases, with weights on sets of siblings, is what the verifier finds, and never above the optimum.
#[test]
fn claims_by_cases_are_borne_out() {
    let (mut checked, mut met) = (0, 0);
    for seed in 0..60 {
        let scenario = tiny(seed);
        let (graph, offers) = compiled(&scenario);
        let fallback = by_hand(&scenario, &graph);
        let Ok(best) = propose(&scenario, &graph, &fallback, BackendName::best(), 1, &Watch::default()) else {
            continue;
        };
        let companies = Companies::of(&scenario, &graph, &offers).expect("small charges");
        let of: Vec<i64> = best.levels.iter().filter(|level| level.in_priorities).map(|level| level.value).collect();
        let dice = &mut Dice::of(seed);
        let questions = questions(&scenario, &graph, dice);
        for (level, value) in of.iter().enumerate() {
            let certificate = proof(&companies, &of[..level], &questions, dice);
            assert!(certificate.bound <= *value, "seed {seed}, {}: {}", certificate.level, certificate.bound);
            let certified = certify(&scenario, &best.proposal, std::slice::from_ref(&certificate));
            assert_eq!(certified.faults, [], "seed {seed}, {}", certificate.level);
            met += usize::from(certificate.bound == *value);
            checked += 1;
        }
    }
    assert!(checked > 250 && met > 20, "{checked} checked, {met} met");
}
