//! Quotients of sums of rows join the programme where its solution breaks them.

use std::sync::Arc;

use super::super::Companies;
use super::super::ascend::float;
use super::super::odd::{self, Chosen, Element};
use super::{Master, Means, Solution, children_of};
use crate::domain::{CERTIFICATE_QUOTIENTS, Place};

/// The largest charge of a unit of a level whose row is divided.
const LARGEST: i32 = 20;

impl Master<'_> {
    /// Lets quotients of sums of rows join that a solution breaks, those that take long to find if the search is thorough; says
    /// how many.
    pub(in super::super) fn divide(&mut self, companies: &Companies<'_>, solution: &Solution, thorough: bool) -> usize {
        let some = self.companies.iter().zip(&solution.shares).filter(|(_, share)| **share > 1e-7);
        let chosen: Vec<Chosen> = some
            .map(|(company, share)| Chosen {
                place: companies.place_of(company.units[0]),
                children: children_of(companies, &company.units).collect(),
                charges: companies.charges_alone(&company.units),
                share: *share,
            })
            .collect();
        let room = |element: Element| match element {
            Element::Place(Place::Provision(id)) => companies.rooms[id.index()],
            Element::Child(_) | Element::Place(Place::Home(_)) => Some(1),
            // Rows of larger numbers count points or pounds and not children: a part of them says little.
            Element::Level(level) => self.held.get(level).copied().filter(|_| companies.largest[level] <= LARGEST),
        };
        let before = self.quotients.len();
        for (set, divisor) in odd::broken(&chosen, room, thorough) {
            let (mut children, mut places, mut levels) = (Vec::new(), Vec::new(), Vec::new());
            for element in set {
                match element {
                    Element::Child(child) => children.push(child),
                    Element::Place(place) => places.push(place),
                    Element::Level(level) => levels.push((level, self.held[level])),
                }
            }
            if self.quotients.len() >= CERTIFICATE_QUOTIENTS {
                break;
            }
            let Some(quotient) = companies.quotient_of(self.quotients.len(), children, places, levels, divisor) else {
                continue;
            };
            let terms: Vec<(usize, f64)> = self
                .companies
                .iter()
                .map(|each| {
                    let (place, alone) = (companies.place_of(each.units[0]), companies.charges_alone(&each.units));
                    (each.column, quotient.of(place, children_of(companies, &each.units), &alone))
                })
                .filter(|(_, part)| *part != 0)
                .map(|(column, part)| (column, float(part)))
                .collect();
            let row = self.rows.len();
            self.programme.row(&terms, float(quotient.at_most), false);
            self.rows.push(Means::Quotient(self.quotients.len()));
            self.of_quotient.push(row);
            self.quotients.push(Arc::new(quotient));
        }
        self.quotients.len() - before
    }
}
