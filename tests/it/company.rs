//! The company bound, on tiny scenarios: never above the optimum, and the same on any number of threads.

use placewell::compatibility::{self, Graph};
use placewell::domain::{Branch, Scenario};
use placewell::model::{self, Offer};
use placewell::scenario::synthetic::{Recipe, scenario, tiny};
use placewell::solve::{Aim, BackendName, Climb, Companies, Prices, Watch, by_hand, propose};
use placewell::verify::certify;

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
        let mut start: Option<Prices> = None;
        for (level, value) in of.iter().enumerate() {
            let climb = Climb { steps: 25, ..Climb::default() };
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
            start = Some(ascent.prices);
        }
        let certificates = companies.certificates(&of, &Climb { steps: 10, ..Climb::default() });
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
