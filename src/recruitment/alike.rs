//! Kinds of home that are alike in every future: one is as good as the other, so the programme need not choose.

use std::collections::BTreeMap;

use super::Stage;
use crate::domain::HomeKind;

/// Kinds that cost the same and in every network of every future have the same doors and the same room.
pub(super) struct Alike {
    /// The kinds of each class in their order, each with the most homes of it and how many children in need live where it is.
    classes: Vec<Vec<Member>>,
}

struct Member {
    kind: usize,
    most: Option<i64>,
    need: i64,
}

impl Alike {
    pub(super) fn of(kinds: &[HomeKind], costs: &[i64], stages: &[Stage]) -> Self {
        let mut signs: Vec<Vec<u32>> = vec![Vec::new(); kinds.len()];
        let mut need = vec![0; kinds.len()];
        for stage in stages {
            for network in stage.networks() {
                // Kinds that are open to nobody here are alike, too.
                for sign in &mut signs {
                    sign.push(u32::MAX);
                }
                for alike in network.alike() {
                    for kind in alike {
                        *signs[*kind as usize].last_mut().expect("just pushed") = alike[0];
                    }
                }
            }
            need.iter_mut().zip(stage.in_need_near()).for_each(|(sum, near)| *sum += near);
        }
        let mut classes: BTreeMap<(Vec<u32>, i64), Vec<Member>> = BTreeMap::new();
        for (kind, sign) in signs.into_iter().enumerate() {
            let member = Member { kind, most: kinds[kind].most.map(|most| most.max(0)), need: need[kind] };
            classes.entry((sign, costs[kind])).or_default().push(member);
        }
        Self { classes: classes.into_values().collect() }
    }

    /// The most homes of each kind, if those of a class are all of its first kind and no more are of use than these.
    pub(super) fn most(&self, useful: &[i64]) -> Vec<i64> {
        let mut most = vec![0; useful.len()];
        for class in &self.classes {
            let together: Option<i64> = class.iter().map(|member| member.most).sum();
            let useful = useful[class[0].kind];
            most[class[0].kind] = together.map_or(useful, |together| together.min(useful));
        }
        most
    }

    /// Shares the homes of each class out among its kinds, as the children in need live (by largest remainders; among
    /// equals the first kind), none beyond its most.
    pub(super) fn share_out(&self, homes: &[i64]) -> Vec<i64> {
        let mut shared = vec![0; homes.len()];
        for class in &self.classes {
            let all = homes[class[0].kind];
            let weight: i64 = class.iter().map(|member| member.need).sum();
            for _ in 0..all {
                // The one that is farthest behind its share; who has no need near comes last.
                let open = class.iter().filter(|member| member.most.is_none_or(|most| shared[member.kind] < most));
                let behind = |member: &&Member| (member.need * all - shared[member.kind] * weight, -position(member));
                if let Some(next) = open.max_by_key(behind) {
                    shared[next.kind] += 1;
                }
            }
        }
        shared
    }
}

fn position(member: &Member) -> i64 {
    super::network::whole(member.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homes_are_shared_out_as_children_live_and_none_is_lost() {
        let member = |kind, most, need| Member { kind, most, need };
        let class = vec![member(0, None, 10), member(2, Some(1), 30), member(3, None, 20)];
        let alike = Alike { classes: vec![class, vec![member(1, None, 0), member(4, None, 0)]] };
        assert_eq!(
            alike.share_out(&[6, 0, 0, 0, 0]),
            [2, 0, 1, 3, 0],
            "two more would go to the second but for its most"
        );
        assert_eq!(alike.share_out(&[1, 3, 0, 0, 0]), [0, 3, 1, 0, 0]);
        assert_eq!(alike.most(&[5, 7, 5, 5, 7]), [5, 7, 0, 0, 0]);
        let limited = Alike { classes: vec![vec![member(0, Some(2), 1), member(1, Some(1), 1)]] };
        assert_eq!(limited.most(&[9, 9]), [3, 0]);
        assert_eq!(limited.share_out(&[3, 0]), [2, 1]);
    }
}
