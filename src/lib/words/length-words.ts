import { numberMeant } from './number-words.ts';

/** The words for each unit in the languages of Tocsin; longer words come first. */
const units: readonly (readonly [unit: string, words: string])[] = [
  ['w', 'weeks?|wks?|wochen?|semanas?|週間|w'],
  ['d', 'days?|tagen?|tage|tag|días?|dias?|日間|日|d'],
  ['h', 'hours?|hrs?|hr|stunden?|std|horas?|時間|h'],
  ['m', 'minutes?|mins?|minuten?|minutos?|分間|分|m'],
  ['s', 'seconds?|secs?|sekunden?|segundos?|秒|s'],
];

const one = "a|an|one|'?n|['’]?ne|eine?[nr]?|una?|uno";
const half = "half an?|(?:['’]?ne\\s+)?halbe|media";
const anyUnit = units.map(([, words]) => words).join('|');
const part = new RegExp(`(\\d{1,9}|(?<!\\p{L})(?:${half}|${one})(?!\\p{L}))\\s*(${anyUnit})(?![\\p{L}\\d:])`, 'iu');
const before =
  '(?:(?:for|in|für|por|durante|en)\\s+)?(?:(?:the\\s+)?next|(?:die\\s+)?nächsten?|(?:la|las|los)?\\s*próxim[oa]s?)?\\s*';
const joiner = '(?:\\s*,\\s*|\\s+(?:and|und|y)\\s+|\\s*)';
const compact = '(?:\\d{1,9}[wdhms]){1,5}(?![\\p{L}\\d:])';
const anyLength = `(?:${compact}|${part.source}(?:${joiner}${part.source})*)`;
const wholeText = new RegExp(`^${before}${anyLength}\\.?$`, 'iu');
const inside = new RegExp(
  `(?<![\\p{L}\\d:.])(?:(?:for|für|por|durante)\\s+)?${anyLength}(?!\\s+(?:ago|later)(?!\\p{L}))`,
  'iu',
);

/**
 * Reads a duration as people write it, `2 hours`, `an hour and 30 minutes`, `3 Tage`, and returns its short form: `1h30m`.
 * @returns undefined for anything else
 */
export function readLength(text: string): string | undefined {
  const typed = withMinutes(withNextHour(text.trim()));
  return wholeText.test(typed) ? short(typed) : undefined;
}

/** Finds a duration among other words: `2h tonight 23:00`. Returns undefined when there is none. */
export function findLength(text: string): { readonly length: string; readonly rest: string } | undefined {
  const plain = withMinutes(text);
  const found = inside.exec(plain);
  const length = found && short(found[0]);
  if (!found || !length) return undefined;
  return { length, rest: `${plain.slice(0, found.index)} ${plain.slice(found.index + found[0].length)}`.trim() };
}

const kanji = '〇一二三四五六七八九';

/** Reads `1時間半` as `1h30m`, `一時間` as `1時間`, and `半日` as `12h`. */
function withJapaneseParts(text: string): string {
  return text
    .replace(/([一二三四五六七八九])?十([一二三四五六七八九])?(?=時間|分|日間)/gu, (_, tens?: string, ones?: string) =>
      String((tens ? kanji.indexOf(tens) : 1) * 10 + (ones ? kanji.indexOf(ones) : 0)),
    )
    .replace(/[一二三四五六七八九](?=時間|分|日間)/gu, (digit) => String(kanji.indexOf(digit)))
    .replace(/(\d{1,3})時間半/gu, '$1h30m')
    .replace(/(\d{1,3})時間(\d{1,3})分間?/gu, '$1h$2m')
    .replace(/半日/gu, '12h');
}

/** Reads `for the next hour` as an hour. The next day is a date. */
function withNextHour(text: string): string {
  return text.replace(
    /^(?:(?:for|für|por|durante)\s+)?(?:(?:the|die|la|el)\s+)?(?:next|nächste|próxim[oa])\s+(?=(?:hour|stunde|hora|minute)(?!\p{L}))/iu,
    '1 ',
  );
}

/** Reads `a few hours` as three. The words give no number, so the answer shows it. */
function withFew(text: string): string {
  return text
    .replace(
      new RegExp(
        `(?<!\\p{L})(?:(?:a|the next)\\s+)?(?:couple(?:\\s+of)?|un\\s+par\\s+de)\\s+(?:more\\s+)?(?=(?:${anyUnit})(?!\\p{L}))`,
        'giu',
      ),
      '2 ',
    )
    .replace(
      new RegExp(
        `(?<!\\p{L})(?:(?:(?:a|the next)\\s+)?(?:few|several|some)|ein(?:e)?\\s+paar|einige|mehrere|un[oa]s(?:\\s+(?:cuant[oa]s|poc[oa]s))?|algun[oa]s|vari[oa]s)\\s+(?:more\\s+)?(?=(${anyUnit})(?!\\p{L}))`,
        'giu',
      ),
      (_, unit: string) => (/^min/iu.test(unit) ? '5 ' : '3 '),
    )
    .replace(/(?:数|２、３|2、3)(?=時間|日)/gu, '3')
    .replace(/数分/gu, '5分');
}

/** Reads `1h30` and `an hour and a half` as `1h30m`, and `fifteen min` as `15 min`. */
function withMinutes(text: string): string {
  return withHalves(withJapaneseParts(withFew(text)))
    .replace(
      new RegExp(`(?<![\\p{L}\\d])(\\p{L}+(?:-\\p{L}+)?)\\s+(?=(?:${anyUnit})(?!\\p{L}))`, 'giu'),
      (whole, word: string) => {
        const count = /^(?:an?|one|eine?[nr]?|una?|uno)$/iu.test(word) ? undefined : numberMeant(word);
        return count === undefined ? whole : `${count} `;
      },
    )
    .replace(/(?<![\p{L}\d:.])(\d{1,3}\s?h)\s?([0-5]\d)(?![\p{L}\d:.])/giu, '$1$2m')
    .replace(/(\d)\sh(?=\d)/giu, '$1h');
}

const hours = 'hours?|hrs?|h|stunden?|std|horas?';

function withHalves(text: string): string {
  return text
    .replace(/(\d)?([½¼¾])/gu, (_, whole = '0', part: string) => `${whole}.${{ '½': '5', '¼': '25', '¾': '75' }[part]}`)
    .replace(/\s+or so$/iu, '')
    .replace(
      /(?<!\p{L})(?:three|3)\s+quarters\s+of\s+an\s+hour|(?<!\p{L})(?:eine\s+)?dreiviertelstunde|(?<!\p{L})tres cuartos de hora/giu,
      '45m',
    )
    .replace(/(?<!\p{L})(\p{L}+)einhalb\s+stunden/giu, (whole, count: string) => halfMore(whole, count))
    .replace(
      /(?<![\p{L}\d])(?:(\d{1,3}|\p{L}+)\s+)?horas?\s+y\s+cuarto(?!\p{L})/giu,
      (whole, count: string | undefined) => halfMore(whole, count).replace('30m', '15m'),
    )
    .replace(
      /(?<!\p{L})(?:a\s+)?quarter\s+of\s+an\s+hour|(?<!\p{L})(?:eine\s+)?viertelstunde|(?<!\p{L})(?:un\s+)?cuarto de hora/giu,
      '15m',
    )
    .replace(
      /(?<!\p{L})(?:an?|one)\s+half\s+hour(?!\p{L})|(?<!\p{L})half\s+hour(?!\p{L})|(?<!\p{L})eine\s+halbe\s+stunde/giu,
      '30m',
    )
    .replace(/(?<!\p{L})(?:anderthalb|eineinhalb)\s+stunden/giu, '1h30m')
    .replace(
      new RegExp(
        `(?<![\\p{L}\\d])(?:(\\d{1,3}|\\p{L}+)\\s+)?(?:${hours})\\s+(?:and\\s+a\\s+half|und\\s+eine\\s+halbe|y\\s+media)(?!\\p{L})`,
        'giu',
      ),
      (whole, count: string | undefined) => halfMore(whole, count),
    )
    .replace(
      new RegExp(`(?<![\\p{L}\\d])(\\d{1,3}|\\p{L}+)\\s+and\\s+a\\s+half\\s+(?:${hours})(?!\\p{L})`, 'giu'),
      (whole, count: string) => halfMore(whole, count),
    )
    .replace(
      new RegExp(`(?<![\\d.,])(\\d{1,2})[.,](5|25|75)\\s?(?:${hours})(?!\\p{L})`, 'giu'),
      (_, whole: string, part: string) => {
        return `${Math.round(Number(`${whole}.${part}`) * 60)}m`;
      },
    );
}

function halfMore(whole: string, count: string | undefined): string {
  const number = count === undefined ? 1 : /^\d/.test(count) ? Number(count) : numberMeant(count);
  return number === undefined ? whole : `${number}h30m`;
}

function short(typed: string): string {
  const plain = typed.trim();
  const exact = new RegExp(`^${before}(${compact})\\.?$`, 'iu').exec(plain)?.[1];
  if (exact) return exact.toLowerCase();
  return [...plain.matchAll(new RegExp(part.source, 'giu'))]
    .map(([, count = '', word = '']) => shortPart(count, word))
    .join('');
}

function shortPart(count: string, word: string): string {
  const unit = units.find(([, words]) => new RegExp(`^(?:${words})$`, 'iu').test(word))?.[0] ?? '';
  if (/^\d+$/.test(count)) return `${count}${unit}`;
  const halves: Readonly<Record<string, string>> = { h: '30m', d: '12h', w: '84h', m: '30s' };
  return new RegExp(`^(?:${half})$`, 'iu').test(count) ? (halves[unit] ?? `1${unit}`) : `1${unit}`;
}
