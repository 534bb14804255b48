import { parseDuration } from '../../src/domain/on-call/durations.ts';
import { readMoment, type TypedMoment } from '../../src/domain/on-call/typed-moments.ts';
import { readOption, refusedBy } from '../../src/domain/refusal.ts';
import { readLength } from '../../src/lib/length-words.ts';
import { formatMoment } from '../../src/lib/moment.ts';
import type { Call } from '../command.ts';

type Asking = Pick<Call, 'reader' | 'person' | 'context'>;

/**
 * Reads the moment that was typed for an option, in the asker's zone and language.
 *
 * @param base the moment from which it counts, such as the beginning of the period that it ends; now unless given
 * @throws Refused when it says no moment, or two
 */
export function momentIn(call: Asking, option: string, text: string, base?: Date): TypedMoment {
  const { person, context, reader } = call;
  const speaking = { zone: person.timezone, language: reader.language, now: base ?? context.clock.now() };
  const moment = readOption(option, () => readMoment(text, speaking));
  if (moment === 'ambiguous') throw refusedBy('ambiguous-moment', { text, option });
  if (!moment) throw refusedBy('unreadable-moment', { text, option });
  return moment;
}

/** Reads how long from now: a length such as `2 hours`, or the moment at which it ends, such as `until 9am`. */
export function endIn(call: Asking, option: string, text: string): Date {
  const { person, context, reader } = call;
  const now = context.clock.now();
  const isMoment =
    readLength(text) === undefined &&
    readOption(option, () => readMoment(text, { zone: person.timezone, language: reader.language, now })) !== undefined;
  if (isMoment) return comingMomentIn(call, option, text).at;
  return new Date(now.getTime() + lengthIn(option, text));
}

/** Reads a moment as `momentIn` does, that is still to come. @throws Refused when it is over */
export function comingMomentIn(call: Asking, option: string, text: string, base?: Date): TypedMoment {
  const moment = momentIn(call, option, text, base);
  const now = call.context.clock.now();
  if (moment.at > now || (moment.end && moment.end > now)) return moment;
  const when = formatMoment(moment.at, call.person.timezone, now, call.reader.language);
  throw refusedBy('moment-past', { text, when, option });
}

/**
 * Reads the two ends of a period. A beginning that is a day ends with that day when no end is said.
 * @returns without `from` when none was said
 */
export function periodIn(
  call: Asking,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
): { readonly from?: Date; readonly to?: Date } {
  const begin = from === undefined ? undefined : momentIn(call, 'from', from);
  const end = to === undefined ? begin?.end : momentIn(call, 'to', to, begin?.at).at;
  return { ...(begin && { from: begin.at }), ...(end && { to: end }) };
}

/** Reads a length of time: `2h`, `2 hours`, `an hour and 30 minutes`. @returns milliseconds */
export function lengthIn(option: string, text: string): number {
  return readOption(option, () => parseDuration(readLength(text) ?? text));
}
