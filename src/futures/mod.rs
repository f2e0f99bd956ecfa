//! Futures: what the service may look like in months to come.
//!
//! *Takes* a scenario with a demand and a supply model, and a seed. *Gives* scenarios of a later day, each drawn from a
//! stream of its own. *Never* draws a fraction or reads a clock: the same seed and number is the same future on every
//! machine, whichever other futures are drawn.
