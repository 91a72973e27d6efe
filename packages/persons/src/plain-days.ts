/** Days from 1 January 1970 to a plain date `yyyy-mm-dd` of the Gregorian calendar. */
const numberOf = (day: string): number => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  // Years that begin in March, so that the leap day is the last of its year.
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
};

const dayOf = (number: number): string => {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month > 2 ? 0 : 1);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(date, 2)}`;
};

const padded = (n: number, digits: number): string => String(n).padStart(digits, '0');

/** The plain date so many calendar days later. */
export const daysAfter = (day: string, days: number): string => dayOf(numberOf(day) + days);

/** 0 Monday to 6 Sunday; 1 January 1970 was a Thursday. */
export const weekdayOf = (day: string): number => (((numberOf(day) + 3) % 7) + 7) % 7;
