import { numberMeant } from './number-words.ts';

const lead =
  'until|till|til|by|at|before|from|to|about|around|bis|um|vor|von|ab|gegen|hasta|desde|antes de|a las?|las?|sobre las?';
const behind = String.raw`(?=$|[\s,.]+(?:a\.?\s?m|p\.?\s?m|uhr|o['’]?clock|tomorrow|today|tonight|in the|at night|sharp|morgen|heute|de la|por la|mañana|y media|y cuarto|menos cuarto|to|until|till|bis|hasta)(?!\p{L}))`;
const hourInWords = new RegExp(
  String.raw`(?<=(?:^|\s)(?:${lead})\s+(?:half\s+(?:past\s+)?|quarter\s+(?:past|to)\s+|halb\s+|viertel\s+(?:nach|vor)\s+)?)(?!(?:las?|the|about|around|half|quarter|halb|viertel|past)\s)(\p{L}+)(?:[\s-]+(?:oh[\s-]+)?(\p{L}+(?:-\p{L}+)?))?${behind}`,
  'giu',
);

const some = String.raw`(\d{1,2}|\p{L}+)`;
/** `las nueve y media`, `las 10 menos cuarto`; the hour comes first. */
const spanishClock = new RegExp(String.raw`(?<=(?<!\p{L})las?\s+)${some}\s+(y|menos)\s+${some}(?![\p{L}\d:])`, 'giu');
/** `bis zehn vor neun`, `um fünf nach halb zehn`, `until twenty to ten`: the minutes come first. */
const minutesFirst = new RegExp(
  String.raw`(?<=(?<!\p{L})(?:bis|um|ab|gegen)\s+)${some}\s+(vor|nach)\s+(halb\s+)?${some}(?![\p{L}\d:])|(?<=(?<!\p{L})(?:until|till|til|at|by|before)\s+)(five|ten|twenty|twenty[\s-]five)\s+(past|after|to|before)\s+${some}(?![\p{L}\d:])`,
  'giu',
);
const threeQuarters = new RegExp(String.raw`(?<!\p{L})dreiviertel\s+${some}(?![\p{L}\d])`, 'giu');
const germanMinutes = /(?<=(?<!\p{L})(?:bis|um|ab|gegen)\s+)(\d{1,2}|\p{L}+)\s+uhr\s+(\p{L}+)(?!\p{L})/giu;

function withClocks(text: string): string {
  return text
    .replace(spanishClock, (whole, hour: string, sign: string, minutes: string) =>
      clockAt(hour, sign === 'y' ? minutes : `-${minutes}`, whole),
    )
    .replace(minutesFirst, (whole, minutes = '', word = '', half = '', hour = '', few = '', side = '', end = '') => {
      const isBefore = /^(?:vor|to|before)$/iu.test(word || side);
      return clockAt(hour || end, `${isBefore ? '-' : ''}${minutes || few}`, whole, half === '' ? 0 : -30);
    })
    .replace(threeQuarters, (whole, hour: string) => clockAt(hour, '-15', whole))
    .replace(germanMinutes, (whole, hour: string, minutes: string) => clockAt(hour, minutes, whole));
}

/** Returns `9:30` for so many minutes after the hour, or before it with a minus; what is no clock stays `whole`. */
function clockAt(hour: string, signed: string, whole: string, further = 0): string {
  const count = (word: string) => (/^\d/u.test(word) ? Number(word) : numberMeant(word));
  const [at, typed] = [count(hour), signed.replace('-', '')];
  const minutes = /^(?:media|halb)$/iu.test(typed) ? 30 : /^(?:cuarto|viertel)$/iu.test(typed) ? 15 : count(typed);
  if (at === undefined || at < 1 || at > 23 || minutes === undefined || minutes < 1 || minutes > 59) return whole;
  const sum = at * 60 + (signed.startsWith('-') ? -minutes : minutes) + further;
  const there = sum < 60 ? sum + 12 * 60 : sum;
  return `${Math.floor(there / 60)}:${String(there % 60).padStart(2, '0')}`;
}

/** Writes hours in words as digits, behind a word that a time follows: `until nine`, `hasta las nueve`, `at nine thirty`. */
export function withHoursInWords(text: string): string {
  return withClocks(text)
    .replace(hourInWords, (whole, first: string, second?: string) => clockOf(first, second) ?? whole)
    .replace(/(?<=\d)\s+in the (morning|afternoon|evening)(?!\p{L})|(?<=\d)\s+at night(?!\p{L})/giu, (_, part) =>
      part === 'morning' ? 'am' : 'pm',
    )
    .replace(/(?<=\d)\s+([ap])[.\s]{1,2}m\.?(?!\p{L})/giu, '$1m');
}

function clockOf(first: string, second: string | undefined): string | undefined {
  // “At once” is Spanish for no hour here, and “a” and “una” count.
  const hour = /^(?:an?|eine?|una?|once)$/iu.test(first) ? undefined : numberMeant(first);
  if (hour === undefined || hour < 1 || hour > 12) return undefined;
  if (second === undefined) return String(hour);
  if (/^(?:y|and|und)$/iu.test(second)) return undefined;
  const minutes = numberMeant(second);
  return minutes !== undefined && minutes >= 5 && minutes < 60
    ? `${hour}:${String(minutes).padStart(2, '0')}`
    : `${hour} ${second}`;
}

const endOfDay =
  /(?<!\p{L})(?:(?:for|the|my|für|den|el|al)\s+)*(?:e\.?o\.?[db]|c\.?o\.?b|(?:rest|end) of (?:the |my )?(?:(?:business|work|working)[\s-]?)?day|close of (?:business|play)|feierabend|dienstschluss|(?:tagesende|ende des (?:arbeits)?tages|rest des tages)|(?:fin|final) (?:del día|de la jornada)|resto del día)(?!\p{L})|終業(?:時間)?|定時/iu;
const afterLunch =
  /(?<!\p{L})(?:after lunch|nach dem (?:mittag)?essen|nach der mittagspause|después de comer)(?!\p{L})|昼過ぎ/iu;
const otherDay =
  /(?<!\p{L})(?:tomorrow|morgen|mañana|\p{L}+(?:day|tag)|mittwoch|lunes|martes|miércoles|jueves|viernes)(?!\p{L})|明日/iu;
/** When a working day ends. After it, the end of the day is midnight. */
const closing = 17;

/** Writes names of an hour as the hour: `end of day`, `COB`, `after lunch`. The answer to a line shows which it is. */
export function withNamedHours(text: string, hourThere: number): string {
  const rest = text.replace(endOfDay, ' ');
  const isOver = hourThere >= closing && !otherDay.test(rest);
  return text.replace(endOfDay, isOver ? 'midnight' : `${closing}:00`).replace(afterLunch, '14:00');
}
