import type { Temporal } from 'temporal-polyfill';
import { readLength } from '../../lib/words/length-words.ts';
import { Refused } from '../refusal.ts';
import { parseDuration } from './durations.ts';
import { zonedAt } from './moments.ts';
import { readMoment, type Speaking, type TypedMoment } from './typed-moments.ts';

/** A period that has begun. Without `from` it begins at the first incident; without `until` it ends now. */
export interface PastPeriod {
  readonly from?: Date;
  readonly until?: Date;
  /** Set for a duration, such as `24h`, which counts back from now. */
  readonly lengthMs?: number;
}

const since =
  /^(?:since|from|starting|after|seit|ab|von|vom|desde(?:\s+(?:el|la|las|los|hace))?|a partir de(?:l)?)\s+|(?:以降|以来|から)$/iu;
const until =
  /^(?:until|till|til|up to|before|bis(?:\s+zum?)?|vor(?=\s+\p{Lu}|\s+dem\s)|hasta(?:\s+(?:el|la))?|antes del?)\s+|(?:まで|以前)$/iu;
const small =
  /^(?:(?:in|on|of|for|over|during|within|the|am|im|in den|in der|die|der|das|für|den|el|la|las|los|en|de|del|durante|por)\s+)+|の$/iu;
const between = /\s+(?:to|until|till|through|and|bis|und|a(?:l)?|hasta|y)\s+(?:el\s+|la\s+)?|\s+[-–—]\s+|から|〜/iu;
const latest =
  /^(?:(?:the\s+)?(?:last|past|previous|recent)|(?:die\s+)?(?:letzte[nrs]?|vergangene[nrs]?)|(?:l[oa]s\s+)?últim[oa]s?|(?:過去|直近|ここ))\s*/iu;
const future =
  /(?<!\p{L})(?:tomorrow|next|übermorgen|nächste[nrs]?|pasado mañana|próxim[oa]s?)(?!\p{L})|明日|明後日|来週|来月/iu;

type Unit = 'week' | 'month' | 'quarter' | 'year';

/** Calendar periods: “this week” and “last week” begin on Monday. */
const calendar: readonly (readonly [RegExp, Unit, back: number])[] = [
  [/^(?:this|current|diese[nrs]?|laufende[nrs]?|est[ea])\s+(?:week|woche|semana)$|^今週$/iu, 'week', 0],
  [/^(?:last|previous|letzte[nrs]?|vorige[nrs]?|la)\s+(?:week|woche)$|^(?:la\s+)?semana pasada$|^先週$/iu, 'week', 1],
  [/^(?:this|current|diese[nrs]?|laufende[nrs]?|est[ea])\s+(?:month|monat|mes)$|^今月$/iu, 'month', 0],
  [/^(?:last|previous|letzte[nrs]?|vorige[nrs]?)\s+(?:month|monat)$|^(?:el\s+)?mes pasado$|^先月$/iu, 'month', 1],
  [/^(?:this|current|diese[ns]?|est[ea])\s+(?:quarter|quartal|trimestre)$|^今四半期$/iu, 'quarter', 0],
  [/^(?:last|previous|letzte[ns]?)\s+(?:quarter|quartal)$|^(?:el\s+)?trimestre pasado$|^前四半期$/iu, 'quarter', 1],
  [/^(?:this|current|diese[ns]?|est[ea])\s+(?:year|jahr|año)$|^今年$/iu, 'year', 0],
  [/^(?:last|previous|letzte[ns]?|voriges)\s+(?:year|jahr)$|^(?:el\s+)?año pasado$|^去年$|^昨年$/iu, 'year', 1],
];

/** Units that count back from now, such as “the past week”. */
const lengths: readonly (readonly [RegExp, string])[] = [
  [/^(?:day|tag|día|24時間)$/iu, '1d'],
  [/^(?:hour|stunde|hora|時間)$/iu, '1h'],
  [/^(?:week|woche|semana|週)$/iu, '7d'],
  [/^(?:month|monat|mes|月)$/iu, '30d'],
  [/^(?:quarter|quartal|trimestre|四半期)$/iu, '90d'],
  [/^(?:year|jahr|año|年)$/iu, '365d'],
];

const monthNames: readonly RegExp[] = [
  /^(?:jan(?:uary|uar)?|ene(?:ro)?)$/iu,
  /^(?:feb(?:ruary|ruar|rero)?)$/iu,
  /^(?:mar(?:ch|zo)?|märz|mär)$/iu,
  /^(?:apr(?:il)?|abr(?:il)?)$/iu,
  /^(?:may|mai|mayo)$/iu,
  /^(?:june?|juni|junio)$/iu,
  /^(?:july?|juli|julio)$/iu,
  /^(?:aug(?:ust)?|ago(?:sto)?)$/iu,
  /^(?:sept?(?:ember)?|septiembre)$/iu,
  /^(?:oct(?:ober|ubre)?|okt(?:ober)?)$/iu,
  /^(?:nov(?:ember|iembre)?)$/iu,
  /^(?:dec(?:ember)?|dez(?:ember)?|dic(?:iembre)?)$/iu,
];

const night =
  /^(?:last night|(?:over)?night|tonight|letzte nacht|heute nacht|nacht|anoche|esta noche|昨夜|昨晩|今夜)$/iu;
const weekend =
  /^(?:(?:this|last|past)\s+)?weekend$|^(?:(?:dieses|letztes|am)\s+)?wochenende$|^(?:este\s+|el\s+)?fin de semana(?: pasado)?$|^(?:先)?週末$/iu;
const dayMs = 24 * 60 * 60_000;

/**
 * Parses a period that has begun: `today`, `24h`, `since monday`, `last week`, `november`, `1 nov to 15 nov`. A name without
 * a date means the latest one: `monday` is the whole of the last Monday.
 *
 * @returns undefined when the text is not a period, or is a future one
 */
export function readPastPeriod(text: string, speaking: Speaking): PastPeriod | undefined {
  const typed = text
    .trim()
    .replace(/[\s.,;!?。]+$/u, '')
    .replace(/^between\s+|^zwischen\s+|^entre\s+(?:el\s+)?/iu, '');
  const found = twoEnds(typed, speaking) ?? onePeriod(typed, speaking);
  return found?.from && found.from > speaking.now ? undefined : found;
}

function twoEnds(typed: string, speaking: Speaking): PastPeriod | undefined {
  const found = between.exec(typed);
  if (!found) return undefined;
  const [first, second] = [typed.slice(0, found.index), typed.slice(found.index + found[0].length)];
  const last = second.replace(until, '').trim();
  if (last === '') return undefined;
  // “1 to 15 nov” names the month once.
  const month = /^\d{1,2}\.?$/u.test(first.trim()) ? (/^\d{1,2}\.?\s+(?:de\s+)?(\D+)$/u.exec(last)?.[1] ?? '') : '';
  const begins = (now: Date) =>
    periodOf(`${first.replace(since, '').trim()} ${month}`.trim(), { ...speaking, now })?.from;
  const from = begins(speaking.now);
  if (from === undefined) return undefined;
  if (/^(?:now|jetzt|ahora|今)$/iu.test(last)) return { from };
  const end = periodOf(last, speaking);
  const to = end?.until ?? end?.from;
  if (!to || !end?.from) return undefined;
  if (from < to) return { from, until: to };
  // “Monday to Wednesday”, on a Monday, is the Monday before the last Wednesday.
  const before = begins(end.from);
  return before && before < to ? { from: before, until: to } : undefined;
}

function onePeriod(typed: string, speaking: Speaking): PastPeriod | undefined {
  if (since.test(typed)) {
    const { until: _end, ...period } = periodOf(typed.replace(since, ''), speaking) ?? {};
    return period.from && period;
  }
  if (until.test(typed)) {
    const to = periodOf(typed.replace(until, ''), speaking)?.from;
    return to && { until: to };
  }
  return periodOf(typed, speaking);
}

function periodOf(text: string, speaking: Speaking): PastPeriod | undefined {
  const plain = text.trim().replace(small, '').replace(/の$/u, '');
  if (plain === '' || future.test(plain)) return undefined;
  return (
    inCalendar(plain, speaking) ??
    backFromNow(plain, speaking.now) ??
    pastMoment(plain, speaking) ??
    backFromNow(plain.replace(/^(?:hace|vor)\s+|前$/iu, ''), speaking.now)
  );
}

function inCalendar(text: string, { now, zone }: Speaking): PastPeriod | undefined {
  const here = zonedAt(now, zone).startOfDay();
  const days = (from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime) => ({
    from: asDate(from),
    until: asDate(to),
  });
  const found = calendar.find(([pattern]) => pattern.test(text));
  if (found) {
    const [, unit, back] = found;
    const months = unit === 'quarter' ? 3 : 1;
    const length = unit === 'week' ? { weeks: 1 } : unit === 'year' ? { years: 1 } : { months };
    let from = startOf(unit, here);
    for (let left = back; left > 0; left -= 1) from = from.subtract(length);
    return days(from, from.add(length));
  }
  const month = monthNames.findIndex((pattern) => pattern.test(text));
  if (month !== -1) {
    const first = here.with({ month: month + 1, day: 1 });
    const from = first.epochMilliseconds > now.getTime() ? first.subtract({ years: 1 }) : first;
    return days(from, from.add({ months: 1 }));
  }
  if (night.test(text)) {
    const from = here.subtract({ hours: 4 });
    return days(from, from.add({ hours: 12 }));
  }
  if (!weekend.test(text)) return undefined;
  // On a weekend, “the weekend” is the current one.
  const saturday = here.subtract({ days: (here.dayOfWeek + 1) % 7 });
  return days(saturday, saturday.add({ days: 2 }));
}

function startOf(unit: Unit, here: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  if (unit === 'week') return here.subtract({ days: here.dayOfWeek - 1 });
  if (unit === 'year') return here.with({ month: 1, day: 1 });
  const month = unit === 'quarter' ? here.month - ((here.month - 1) % 3) : here.month;
  return here.with({ month, day: 1 });
}

function backFromNow(text: string, now: Date): PastPeriod | undefined {
  const plain = text.replace(latest, '').trim();
  const length = lengths.find(([pattern]) => pattern.test(plain))?.[1] ?? readLength(plain);
  if (length === undefined) return undefined;
  const lengthMs = parseDuration(length);
  return { from: new Date(now.getTime() - lengthMs), lengthMs };
}

/**
 * Returns the latest such moment: a Monday of this week or the previous one, a date of this year or the previous one.
 */
function pastMoment(text: string, speaking: Speaking): PastPeriod | undefined {
  const plain = text.replace(latest, '');
  for (const days of [0, 1, 7, 366]) {
    const now = new Date(speaking.now.getTime() - days * dayMs);
    const moment = momentOrNone(plain, { ...speaking, now });
    if (moment && moment.at <= speaking.now) return { from: moment.at, ...(moment.end && { until: moment.end }) };
  }
  return undefined;
}

function momentOrNone(text: string, speaking: Speaking): TypedMoment | undefined {
  try {
    const moment = readMoment(text, speaking);
    return moment === 'ambiguous' ? undefined : moment;
  } catch (err) {
    if (err instanceof Refused) return undefined;
    throw err;
  }
}

function asDate(at: Temporal.ZonedDateTime): Date {
  return new Date(at.epochMilliseconds);
}
