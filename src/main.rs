//! The `placewell` command.

fn main() {}
