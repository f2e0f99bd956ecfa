//! Two other models of the same scenario, solved by other code, agree with placewell on every level.

use placewell::scenario::synthetic::{self, Recipe};
use placewell::solve::{self, BackendName, Peer, SolveError, Watch};
use placewell::{compatibility, domain::Scenario, verify};

/// What placewell and a peer find: every level of the priorities, or that no proposal is lawful.
type Found = Result<Vec<i64>, SolveError>;

fn own(scenario: &Scenario) -> Found {
    let graph = compatibility::graph(scenario);
    let by_hand = solve::by_hand(scenario, &graph);
    let outcome = solve::propose(scenario, &graph, &by_hand, BackendName::best(), 1, &Watch::default())?;
    assert!(outcome.is_proven());
    Ok(outcome.levels.iter().filter(|level| level.in_priorities).map(|level| level.value).collect())
}

fn of_peer(scenario: &Scenario, peer: Peer) -> Found {
    let graph = compatibility::graph(scenario);
    let found = match solve::peer(peer, scenario, &graph, None, &mut |_| {}) {
        Ok(found) => found,
        Err(solve::NoPeer::Solve(error)) => return Err(error),
        Err(error) => panic!("{error}"),
    };
    let proposal = found.proposal.expect("without a limit there is a proposal");
    let verdict = verify::verify(scenario, &proposal);
    assert!(verdict.stands(), "{peer:?}: {:?}", verdict.faults);
    for level in &found.levels {
        assert_eq!(level.value, level.bound, "{peer:?}: {}", level.level);
        assert_eq!(level.value, Some(verdict.level(level.level)), "{peer:?}: {}", level.level);
    }
    Ok(found.levels.iter().filter_map(|level| level.value).collect())
}

fn agree(scenario: &Scenario, told: &str) -> bool {
    let own = own(scenario);
    for peer in [Peer::Plain, Peer::Naive] {
        assert_eq!(of_peer(scenario, peer), own, "{told}, {peer:?}");
    }
    own.is_ok()
}

#[test]
fn both_peers_agree_on_small_scenarios_of_every_feature() {
    let lawful = (0..120).filter(|seed| agree(&synthetic::tiny(*seed), &format!("tiny {seed}"))).count();
    assert!(lawful > 90, "only {lawful} have a lawful proposal");
}

#[test]
fn both_peers_agree_on_a_day_of_a_duty_desk() {
    for (seed, share) in [(1, 25), (2, 60), (3, 90)] {
        let mut recipe = Recipe::named("daily", seed).expect("a known size");
        recipe.sibling_share_percent = share;
        agree(&synthetic::scenario(&recipe), &format!("daily {seed}, {share} in a hundred with siblings"));
    }
}

#[test]
fn a_peer_that_has_no_time_claims_nothing_that_is_not_so() {
    let scenario = synthetic::scenario(&Recipe::named("daily", 4).expect("a known size"));
    let graph = compatibility::graph(&scenario);
    let best = own(&scenario).expect("a lawful proposal");
    for peer in [Peer::Plain, Peer::Naive] {
        let found =
            solve::peer(peer, &scenario, &graph, Some(std::time::Instant::now()), &mut |_| {}).expect("no fault");
        for (level, best) in found.levels.iter().zip(&best).take(1) {
            assert!(level.bound.is_none_or(|bound| bound <= *best), "{peer:?}: {level:?}");
            assert!(level.value.is_none_or(|value| value >= *best), "{peer:?}: {level:?}");
        }
        assert!(found.proposal.is_none_or(|proposal| verify::verify(&scenario, &proposal).stands()));
    }
}

#[test]
fn a_peer_tells_of_each_level_as_it_proves_it() {
    let scenario = synthetic::scenario(&Recipe::named("daily", 2).expect("a known size"));
    let graph = compatibility::graph(&scenario);
    for peer in [Peer::Plain, Peer::Naive] {
        let mut told = Vec::new();
        let found = solve::peer(peer, &scenario, &graph, None, &mut |levels| told.push(levels.to_vec()));
        let found = found.expect("no fault");
        assert_eq!(told.len(), 1 + found.levels.len(), "{peer:?}: once before the first");
        for (proved, levels) in told.iter().enumerate() {
            for (position, level) in levels.iter().enumerate() {
                assert_eq!(level.bound.is_some(), position < proved, "{peer:?}: {level:?} of {proved}");
                // What is proved is held.
                assert!(position >= proved || level.value == found.levels[position].value, "{peer:?}: {level:?}");
            }
        }
        assert_eq!(told.last(), Some(&found.levels), "{peer:?}");
    }
}
