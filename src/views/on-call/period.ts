import { spellMoment } from '../../domain/on-call/moments.ts';
import type { Reader } from '../reader.ts';
import { moment } from '../times.ts';

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** Returns the beginning and the end as texts, for a sentence that names each. */
export function periodEnds({ from, to }: Period, reader: Reader) {
  return { from: moment(from, reader), to: moment(to, reader) };
}

/** Returns `from Mon 5 Jan 09:00 CET to Tue 6 Jan 09:00 CET`. */
export function periodText(period: Period, reader: Reader): string {
  return reader.t('cover.period', periodEnds(period, reader));
}

/** Returns the options of a command. Without `from`, a period that has already begun starts when the button is pressed. */
export function periodOptions(
  { from, to }: Period,
  { zone, now }: Pick<Reader, 'zone' | 'now'>,
): Record<string, string> {
  return { ...(from > now && { from: spellMoment(from, zone) }), to: spellMoment(to, zone) };
}
