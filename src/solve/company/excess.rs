//! What a unit costs beyond the least: which units no proposal of some value can have.

use rayon::prelude::*;

use super::Companies;
use super::ascend::Aim;
use super::home::Homes;
use super::packing::Packings;
use super::price::TO_CLAIM;
use super::prices::{Amount, Prices};
use crate::domain::{CERTIFICATE_UNIT, Place};

impl Companies<'_> {
    /// The units that no proposal has whose levels are at most these values, the last of them that of the level bounded
    /// by these multipliers: dropping them loses no such proposal. In whole numbers.
    pub fn excluded(&self, values: &[i64], prices: &Prices) -> Vec<usize> {
        let Some((at_most, before)) = values.split_last() else { return Vec::new() };
        let prices = self.whole(before.len(), prices);
        let room = i128::from(*at_most) * i128::from(CERTIFICATE_UNIT)
            - self.scaled(&Aim::level(self.levels.len(), before), &prices);
        let of_site = |site: usize| {
            let units: Vec<usize> = self.sites[site].units.clone().collect();
            let excess = self.excess(site, &units, &prices);
            let out = |(unit, excess): &(usize, i128)| *excess > room || self.is_closed(*unit);
            units.into_iter().zip(excess).filter(out).map(|(unit, _)| unit).collect::<Vec<_>>()
        };
        (0..self.sites.len()).into_par_iter().map(of_site).collect::<Vec<_>>().concat()
    }

    /// How much more the least choice would cost if it had this unit, for these units of one place.
    pub(super) fn excess<T: Amount>(&self, site: usize, units: &[usize], prices: &Prices<T>) -> Vec<T> {
        match self.sites[site].place {
            Place::Home(_) => {
                let mut homes = Homes::within(TO_CLAIM);
                let cost = |unit| self.cost(prices, unit);
                let least = homes.least(self, site, prices, cost);
                units.iter().map(|unit| homes.least_with(self, site, prices, *unit, cost) - least).collect()
            }
            Place::Provision(id) => {
                let mut packings = Packings::new();
                let cost = |unit| self.cost_in(prices, id.index(), unit);
                let mut excess = Vec::with_capacity(units.len());
                for family in self.families(&self.sites[site]) {
                    let asked: Vec<usize> = units.iter().copied().filter(|unit| family.contains(unit)).collect();
                    let least = packings.least(self, family.clone(), cost);
                    excess.extend(asked.into_iter().map(|unit| {
                        let beside = packings.least_beside(self, family.clone(), self.units.children(unit), cost);
                        cost(unit) + beside - least
                    }));
                }
                excess
            }
        }
    }
}
