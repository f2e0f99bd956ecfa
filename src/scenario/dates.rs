//! Dates as people write them, and ages in completed years and months.

use jiff::ToSpan;
use jiff::civil::Date;

pub(super) use crate::domain::completed_months as months;
use crate::domain::{Weeks, Years};

/// Reads `dd/mm/yyyy` or `yyyy-mm-dd`, four digits for the year, from 1900 to 2100. A time after the date, as some
/// systems export it, is ignored if it is midnight.
pub(super) fn read(text: &str) -> Option<Date> {
    let text = [" 00:00:00", "T00:00:00", " 00:00"].iter().find_map(|time| text.strip_suffix(time)).unwrap_or(text);
    let iso: Vec<&str> = text.split('-').collect();
    let british: Vec<&str> = text.split('/').collect();
    let (year, month, day) = match (&iso[..], &british[..]) {
        ([year, month, day], _) | (_, [day, month, year]) => (*year, *month, *day),
        _ => return None,
    };
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()).then_some(())?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
        part.parse::<i16>().ok()
    };
    let year = digits(year, 4).filter(|year| year_is_sane(*year))?;
    let narrow = |part| digits(part, 2).and_then(|number| i8::try_from(number).ok());
    Date::new(year, narrow(month)?, narrow(day)?).ok()
}

/// Whether a year is one that a date of today's work can have.
pub(super) fn year_is_sane(year: i16) -> bool {
    (1900..=2100).contains(&year)
}

/// Completed years from a birth to a date.
pub(super) fn years(born: Date, on: Date) -> Years {
    months(born, on).div_euclid(12)
}

/// The last day of a stay that begins on a date.
pub(super) fn end_of_stay(from: Date, weeks: Weeks) -> Date {
    from.checked_add(weeks.weeks()).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_have_four_digits_for_the_year() {
        let expected = Some(date(2015, 2, 3));
        for text in ["03/02/2015", "3/2/2015", "2015-02-03", "2015-2-3", "2015-02-03 00:00:00"] {
            assert_eq!(read(text), expected, "{text}");
        }
        let refused = ["03/02/15", "15-02-03", "31/02/2015", "02/13/2015", "2015/02/03", "03.02.2015", "42037"];
        for text in
            refused.into_iter().chain(["", "-", "//", "1/1/1899", "1/1/2101", "2015-02-03 10:30:00", "٣/2/2015"])
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_birthday_counts_on_the_day() {
        assert_eq!(years(date(2010, 6, 15), date(2020, 6, 14)), 9);
        assert_eq!(years(date(2010, 6, 15), date(2020, 6, 15)), 10);
        assert_eq!(months(date(2020, 1, 31), date(2020, 2, 29)), 0);
        assert_eq!(months(date(2020, 1, 31), date(2020, 3, 1)), 1);
        assert_eq!(months(date(2020, 6, 2), date(2020, 6, 1)), -1);
    }

    #[test]
    fn born_on_29_february_is_a_year_older_on_1_march() {
        let born = date(2020, 2, 29);
        assert_eq!(years(born, date(2021, 2, 28)), 0);
        assert_eq!(years(born, date(2021, 3, 1)), 1);
        assert_eq!(years(born, date(2024, 2, 29)), 4);
    }
}
