//! Policy: the levels in another order, or fewer of them.

use super::{Mend, PolicyChange, nearest};
use crate::domain::LevelId;

pub(super) const POLICY: PolicyChange = PolicyChange {
    id: "priorities",
    title: "Other priorities",
    changes: "The priorities are LEVEL,LEVEL,... in this order; a level left out is only counted.",
    value: Some("LEVEL,LEVEL,..."),
    apply: |scenario, value| {
        scenario.settings.priorities = read(value)?;
        Ok(())
    },
};

fn read(value: &str) -> Result<Vec<LevelId>, Mend> {
    let mut levels = Vec::new();
    for word in value.split(',') {
        let Some(level) = LevelId::read(word) else {
            let near = nearest(word.trim(), LevelId::ALL.iter().map(|each| each.word()));
            return Err(Mend::new(format!("there is no level `{}`", word.trim()), format!("perhaps `{near}`")));
        };
        if levels.contains(&level) {
            return Err(Mend::new(format!("the level `{level}` is there twice"), "name each level once"));
        }
        levels.push(level);
    }
    if levels.first() != Some(&LevelId::Unplaced) {
        return Err(Mend::new(
            format!("the priorities begin with `{}`", levels[0]),
            "begin with `unplaced`: a place for every child is always first",
        ));
    }
    Ok(levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_read_and_what_cannot_be_one_is_refused() {
        use LevelId::{External, Moved, Unplaced};
        assert_eq!(read("unplaced, external,moved"), Ok(vec![Unplaced, External, Moved]));
        let refused = |value: &str| read(value).expect_err("refused").to_string();
        assert!(refused("unplaced,externl").contains("perhaps `external`"));
        assert!(refused("unplaced,moved,moved").contains("twice"));
        assert!(refused("moved,unplaced").contains("begin with `unplaced`"));
        assert!(refused("").contains("there is no level ``"));
    }
}
