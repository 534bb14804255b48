import { spelt } from '../../src/ports/moment.ts';

/** "1 Mar 2026, 03:00 CET": a mail does not know its reader's zone, and may be read in another year. */
export function spellMoment(at: Date, zone: string | undefined): string {
  const { day, month, year, time, zone: name } = spelt(at, zone);
  return `${day} ${month} ${year}, ${time} ${name}`;
}
