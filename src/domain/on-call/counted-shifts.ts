import { type Restriction, weekdays } from './schedule.ts';

const dayMinutes = 1440;
const weekMinutes = 7 * dayMinutes;

/**
 * Returns a function that tells whether a part of the week contains a minute that the restrictions allow. It ignores changes
 * of the clocks, so that turns count the same in every year.
 *
 * @returns a function of the minute of the week at which the part begins (from 0 on Monday) and its length in minutes
 */
export function hasAllowedTime(only: readonly Restriction[]): (minuteOfWeek: number, minutes: number) => boolean {
  const allowed = only.flatMap(({ days, from, to }) => {
    const [opens, closes] = [minuteOfDay(from), minuteOfDay(to)];
    const minutes = (closes > opens ? closes : closes + dayMinutes) - opens;
    return weekdays.flatMap((day, index) =>
      days?.length && !days.includes(day) ? [] : [{ from: index * dayMinutes + opens, minutes }],
    );
  });
  return (begins, minutes) => {
    if (minutes >= weekMinutes) return allowed.length > 0;
    return allowed.some((each) =>
      [-weekMinutes, 0, weekMinutes].some(
        (shift) => each.from + shift < begins + minutes && each.from + shift + each.minutes > begins,
      ),
    );
  };
}

/**
 * Returns a function that counts the turns before a number that overlap the restrictions. Turns of one length repeat their
 * position in the week after at most 168 turns.
 *
 * @param first minute of the week at which turn 0 begins
 * @param length of a turn, in minutes
 */
export function countedShifts(first: number, length: number, only: readonly Restriction[]): (number: number) => number {
  const isAllowed = hasAllowedTime(only);
  const before = [0];
  do {
    const index = before.length - 1;
    before.push(before[index]! + (isAllowed((first + index * length) % weekMinutes, length) ? 1 : 0));
  } while (((before.length - 1) * length) % weekMinutes !== 0);
  const period = before.length - 1;
  return (number) => {
    const periods = Math.floor(number / period);
    return periods * before[period]! + before[number - periods * period]!;
  };
}

function minuteOfDay(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
