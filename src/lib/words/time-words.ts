import { type Chrono, de, en, es, ja, type ParsedResult } from 'chrono-node';
import { withNamedHours } from './hour-words.ts';
import { numberMeant } from './number-words.ts';

type Tongue = 'en' | 'de' | 'es' | 'ja';

/** A moment as a local clock shows it, without a zone. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** The moment that a text names. */
export type TimeInWords =
  /**
   * `hasTime` is false for a day alone: then the hour means nothing. `weekday`: the text named the day by its weekday.
   * `partHours`: the text named a part of a day, such as “tomorrow morning”, of this many hours.
   */
  | { readonly wall: WallTime; readonly hasTime: boolean; readonly weekday: boolean; readonly partHours?: number }
  /** The text named a time zone, so the person's own zone does not matter. */
  | { readonly exact: Date };

export interface ClockThere {
  readonly now: Date;
  /** How far the person's zone is ahead of UTC now. */
  readonly offsetMinutes: number;
  readonly language: Tongue;
}

const parsers: Readonly<Record<Tongue, Chrono>> = {
  en: en.casual,
  de: de.casual,
  es: es.casual,
  ja: ja.casual,
};

/** Words beside the time that add nothing to it. */
const fillers =
  /(?<!\p{L})(?:at|on|by|from|starting|the|of|until|till|um|am|ab|den|dem|von|vom|bis|uhr|el|la|las|los|a|de|desde|del|hasta|hora|horas)(?!\p{L})|[\s,.;!?のにはからまで、。]/giu;

const pastWords =
  /(?<!\p{L})(?:last|yesterday|ago|past|gestern|vorgestern|letzte[nrms]?|vor|ayer|anteayer|hace|pasad[oa])(?!\p{L})|昨日|先週|前/iu;

const afterDay =
  /((?<!\p{L})(?:tomorrow|tmrw|tmr|today|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|morgen|heute|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|mañana|hoy|lunes|martes|miércoles|jueves|viernes|sábado|domingo))\s+([01]?\d|2[0-3])$/iu;

const noonWords = /(?<!\p{L})(?:noon|midday|mittags?|mediod[ií]a)(?!\p{L})|正午/iu;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Reads a moment as people write it: `friday 18:00`, `morgen 9 Uhr`, `24 de diciembre`, `明日9時`. Days and hours without a
 * date mean the next ones. The person's language is tried first, then English and the others.
 *
 * @returns undefined when the text names no moment, or says more than a moment; `ambiguous` for `3/4`, which has two
 *   readings
 */
export function readTimeWords(text: string, at: ClockThere): TimeInWords | 'ambiguous' | undefined {
  const plain = prepared(text, at);
  for (const language of new Set<Tongue>([at.language, 'en', 'de', 'es', 'ja'])) {
    const result = parsed(plain, at, language);
    if (!result) continue;
    if (language === 'en' && isTwoDates(plain)) return 'ambiguous';
    return timeFrom(plain, result, at, language);
  }
  return undefined;
}

/** Feasts on the same day every year, in the words of the calendar. */
const feasts: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})(?:christmas eve|heilig(?:er\s+)?abend|nochebuena)(?!\p{L})|クリスマスイブ/giu, '24 Dec'],
  [/(?<!\p{L})(?:christmas(?:\s+day)?|x-?mas|weihnachten|weihnachtstag|navidad)(?!\p{L})|クリスマス/giu, '25 Dec'],
  [/(?<!\p{L})boxing day(?!\p{L})/giu, '26 Dec'],
  [/(?<!\p{L})(?:new year['’]?s eve|silvester|nochevieja)(?!\p{L})|大晦日/giu, '31 Dec'],
  [/(?<!\p{L})(?:new year(?:['’]?s)?(?:\s+day)?|neujahr(?:stag)?|año nuevo)(?!\p{L})|元日|元旦/giu, '1 Jan'],
];

function withDates(text: string): string {
  return feasts.reduce((typed, [feast, date]) => typed.replace(feast, date), text);
}

/** Rewrites what chrono does not know, such as dates with dots and the day after tomorrow, into words that it knows. */
function prepared(text: string, { now, offsetMinutes }: ClockThere): string {
  const there = now.getTime() + offsetMinutes * 60_000;
  const afterTomorrow = new Date(there + 2 * 86_400_000).toISOString().slice(0, 10);
  return (
    withNamedHours(withDates(text.trim()), new Date(there).getUTCHours())
      .replace(/(?:the\s+)?day after tomorrow|übermorgen|pasado mañana|明後日|あさって/iu, afterTomorrow)
      .replace(/(?<!\p{L})(?:last night|letzte nacht|gestern nacht|anoche)(?!\p{L})|昨夜|昨晩/giu, 'yesterday 23:00')
      .replace(/(?<!\p{L})(?:(?:am|dieses|übers?|el|este)\s+)*(?:wochenende|fin de semana)(?!\p{L})/giu, 'this weekend')
      .replace(/(?<!\p{L})(?:(?:nächstes|kommendes|el|próximo)\s+)+this weekend/giu, 'next weekend')
      .replace(/(?<!\p{L})kommenden?(?!\p{L})/giu, 'nächsten')
      .replace(/^(?:la\s+)?(?:próxima semana|semana (?:próxima|que viene))$|^来週$/iu, 'next week')
      .replace(/^(?:今週)?の?週末$/u, 'this weekend')
      // “Morgen früh um 9” names an hour; “morgen früh” means six o’clock.
      .replace(/\s+(?:in der )?früh(?=\s+(?:um\s+|ab\s+)?(?:\d|halb|viertel))/giu, '')
      .replace(/(?<=morgen|heute|tag|mittwoch|\d)\s+(?:in der )?früh(?!\p{L})/giu, ' 6:00')
      .replace(
        /(?<=mañana|hoy|lunes|martes|miércoles|jueves|viernes|sábado|domingo|\d)\s+(?:por|en) la mañana(?=\s+(?:a las\s+)?\d)/giu,
        '',
      )
      .replace(
        /(?<=mañana|hoy|lunes|martes|miércoles|jueves|viernes|sábado|domingo|\d)\s+(?:por|en) la mañana/giu,
        ' 6:00',
      )
      .replace(
        /(?<!\d)(\d{1,2})(:[0-5]\d)?\s+(?:de|por) la (mañana|tarde|noche)/giu,
        (_, hour: string, minute = ':00', part: string) =>
          `${part.toLowerCase() !== 'mañana' && Number(hour) < 12 ? Number(hour) + 12 : hour}${minute}`,
      )
      .replace(/(?<!\p{L})(?:lunch(?:\s?time)?|mittag(?:essen|spause)?)(?!\p{L})/giu, 'noon')
      .replace(/^(?:zum morgen|früh|in der früh)$/iu, '6:00')
      .replace(/^朝$/u, '6時')
      .replace(/^昼$|正午/gu, '12時')
      .replace(/真夜中/gu, '0時')
      .replace(/朝(?=\d)/gu, '午前')
      .replace(/(?:夜|夕方|晩)の?(?=\d)/gu, '午後')
      .replace(/(?<=日|曜)の?朝(?!\d)/gu, '6時')
      .replace(
        /^(\d{1,2})(:[0-5]\d)?\s+(tomorrow|today|on \p{L}+day|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/iu,
        (_, hour: string, minute = ':00', day: string) => `${day.replace(/^on /iu, '')} ${hour}${minute}`,
      )
      .replace(
        /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})?(?!\d)/gu,
        (whole, day: string, month: string, year?: string) => {
          const name = months[Number(month) - 1];
          return name && Number(day) <= 31 ? `${day} ${name}${year ? ` ${year}` : ''}` : whole;
        },
      )
      .replace(/(?<!\p{L})(half|quarter) past (\p{L}+|\d{1,2})(?![\p{L}\d])/giu, (whole, part: string, hour: string) =>
        clockAt(whole, hour, part.toLowerCase() === 'half' ? 30 : 15),
      )
      .replace(/(?<!\p{L})quarter to (\p{L}+|\d{1,2})(?![\p{L}\d])/giu, (whole, hour: string) =>
        clockAt(whole, hour, -15),
      )
      .replace(/(?<!\p{L})viertel (nach|vor) (\p{L}+|\d{1,2})(?![\p{L}\d])/giu, (whole, side: string, hour: string) =>
        clockAt(whole, hour, side.toLowerCase() === 'nach' ? 15 : -15),
      )
      .replace(/(?<!\p{L})half (\p{L}+|\d{1,2})(?![\p{L}\d])/giu, (whole, hour: string) => clockAt(whole, hour, 30))
      // In German, half ten is 9:30.
      .replace(
        /(?<!\p{L})halb (zehn|elf|zwölf|zwei|drei|vier|fünf|sechs|sieben|acht|neun|eins|\d{1,2})(?![\p{L}\d])/giu,
        (whole, hour: string) => clockAt(whole, hour, -30),
      )
      .replace(/(?<!\d)(\d{1,2})\s*Uhr\s*([0-5]\d)$/iu, '$1:$2')
      // `9.30` is a time; `9.10` may be a day of October.
      .replace(/^(\d{1,2})\.([0-5]\d)(?:\s*uhr)?$/iu, (whole, hour: string, minute: string) =>
        Number(hour) < 24 && (Number(minute) > 12 || Number(minute) === 0) ? `${hour}:${minute}` : whole,
      )
      // The parser knows “tomorrow at 2”, and not “tomorrow 2”.
      .replace(afterDay, '$1 $2:00')
      .replace(/^(\d{1,2})$/u, (whole, hour: string) => (Number(hour) < 24 ? `${hour}:00` : whole))
      .replace(/^([01]\d|2[0-3])([0-5]\d)$/u, '$1:$2')
  );
}

/** Returns the time so many minutes after or before an hour; the text itself when the word is no hour. */
function clockAt(whole: string, word: string, minutes: number): string {
  const hour = /^\d/.test(word) ? Number(word) : (numberMeant(word) ?? 99);
  if (hour > 23) return whole;
  const time = (hour * 60 + minutes + 1_440) % 1_440;
  return `${Math.floor(time / 60)}:${String(time % 60).padStart(2, '0')}`;
}

/** Returns the only reading of the whole text; undefined when words are left over. */
function parsed(text: string, at: ClockThere, language: Tongue): ParsedResult | undefined {
  const forwardDate = !pastWords.test(text);
  const [result, ...others] = parsers[language].parse(text, wallNow(at), { forwardDate });
  if (!result || others.length > 0 || result.end) return undefined;
  const left = text.slice(0, result.index) + text.slice(result.index + result.text.length);
  return left.replace(fillers, '') === '' ? result : undefined;
}

/** chrono calculates in the zone of this machine, so it gets the person's wall clock as this machine's. */
function wallNow({ now, offsetMinutes }: ClockThere): Date {
  const wall = new Date(now.getTime() + offsetMinutes * 60_000);
  const [year, month, day] = [wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()];
  return new Date(year, month, day, wall.getUTCHours(), wall.getUTCMinutes(), wall.getUTCSeconds());
}

function timeFrom(text: string, result: ParsedResult, at: ClockThere, language: Tongue): TimeInWords {
  const { start } = result;
  const part = (name: 'year' | 'month' | 'day' | 'hour' | 'minute') => start.get(name) ?? 0;
  const wall = {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  };
  const isRelative = [...result.tags()].some((tag) => tag.startsWith('result/relativeDate'));
  const offset = !isRelative && start.isCertain('timezoneOffset') ? start.get('timezoneOffset') : null;
  if (offset !== null) {
    const { year, month, day, hour, minute } = wall;
    const exact = Date.UTC(year, month - 1, day, hour, minute) - offset * 60_000;
    const isDated = start.isCertain('day') || start.isCertain('weekday');
    return { exact: new Date(isDated ? exact : nextDaily(exact, at.now.getTime())) };
  }
  const isExact = start.isCertain('hour') || noonWords.test(text);
  const isPart = !isExact && namesPartOfDay(text, at, language);
  const weekday = start.isCertain('weekday') && !start.isCertain('day');
  return { wall, hasTime: isExact || isPart, weekday, ...(isPart && { partHours: hoursOfPart(wall.hour) }) };
}

/** A morning ends at noon, an afternoon at 18:00, an evening at midnight, and a night at 8:00. */
function hoursOfPart(hour: number): number {
  const end = [8, 12, 18].find((one) => hour < one - 2) ?? (hour < 22 ? 24 : 32);
  return end - hour;
}

/** Returns the first moment at or after `now` that is a whole number of days away from `moment`. */
function nextDaily(moment: number, now: number): number {
  const dayMs = 86_400_000;
  return moment + Math.ceil((now - moment) / dayMs) * dayMs;
}

/** Returns whether the hour comes from words such as “tomorrow morning”. Such an hour does not depend on the present time. */
function namesPartOfDay(text: string, at: ClockThere, language: Tongue): boolean {
  const hours = [1, 2].map((hour) => {
    const reference = wallNow(at);
    reference.setHours(hour, 0);
    return parsers[language].parse(text, reference, { forwardDate: true })[0]?.start.get('hour');
  });
  return hours[0] === hours[1] && hours[0] !== 12;
}

/**
 * Returns whether a date has two readings: `3/4` is the fourth of March or the third of April; `24/12` and `3/3` are one
 * day.
 */
function isTwoDates(text: string): boolean {
  const [, first, second] = /(?<![\d/])(\d{1,2})\/(\d{1,2})(?![\d])/.exec(text) ?? [];
  return first !== undefined && first !== second && Number(first) <= 12 && Number(second) <= 12;
}
