//! What one more home is worth: the first, the second, the n-th of a kind, each solved again.

use super::Effect;
use crate::domain::KindId;

/// The worth of the homes of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// The kind.
    pub kind: KindId,
    /// The effect of one home, of two, of three and so on, each against none: the n-th is worth the difference from the
    /// one before it. Ends after the first home that adds nothing, or at the number asked for.
    pub homes: Vec<Effect>,
}

/// The worth of every kind, best first home first.
#[derive(Clone, Debug, PartialEq)]
pub struct Worths {
    /// How many of a kind were tried at most.
    pub most: usize,
    /// By kind.
    pub kinds: Vec<Worth>,
}
