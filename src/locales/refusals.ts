import type { Language } from '../domain/languages.ts';
import type { Refused } from '../domain/refusal.ts';
import type { Rule, Rules } from '../domain/rules.ts';
import { excerpt } from '../lib/text.ts';
import type { Catalogue, TextKey, Translate, ValuesOf } from './catalogue.ts';
import { translatorFor } from './translate.ts';

/** For whom a refusal is written; a `Reader` is one. */
export interface RefusalReader {
  readonly t: Translate;
  readonly language: Language;
  readonly now: Date;
}

/** How data reaches a text: numbers as they are, everything else in words; what is absent as “none”. */
type Worded<Data> = { readonly [Name in keyof Data]-?: NonNullable<Data[Name]> extends number ? number : string };
/** The rules whose text asks for what their data does not have. */
type Unworded = {
  [R in Rule]: Worded<Rules[R]> extends ValuesOf<Catalogue[`refusal.${R}`]> ? never : R;
}[Rule];
const everyRuleIsWorded: [Unworded] extends [never] ? true : Unworded = true;

/** A list that is longer is shortened. */
const mostListed = 8;
const minuteMs = 60_000;
const units = [
  ['day', 48 * 60 * minuteMs, 24 * 60 * minuteMs],
  ['hour', 100 * minuteMs, 60 * minuteMs],
  ['minute', 0, minuteMs],
] as const;

/**
 * Returns why a rule said no, for one reader: what is wrong, what is expected, what to do. Texts that people typed are
 * shortened, but for those that they are to send again.
 */
export function refusalText({ rule, data }: Pick<Refused, 'rule' | 'data'>, reader: RefusalReader): string {
  const key: TextKey = everyRuleIsWorded && `refusal.${rule}`;
  const names = new Set([...Object.keys(data), ...optional]);
  const values = Object.fromEntries([...names].map((name) => [name, worded(name, data[name], reader)]));
  return (reader.t as (key: TextKey, values: object) => string)(key, values);
}

/** Returns the same in English, for programs. */
export function refusalTextInEnglish(refused: Pick<Refused, 'rule' | 'data'>, now = new Date()): string {
  return refusalText(refused, { t: translatorFor('en'), language: 'en', now });
}

/** Names that data may leave out, for a text to ask for all the same. */
const optional = [
  'near',
  'name',
  'person',
  'service',
  'example',
  'summary',
  'note',
  'line',
  'option',
  'token',
  'as',
  'reads',
] as const;

/** What people are to send again stays whole. */
const toSendAgain: ReadonlySet<string> = new Set(['summary', 'note', 'line', 'first', 'second']);

function worded(name: string, value: unknown, { t, language, now }: RefusalReader): string | number {
  if (value === undefined) return 'none';
  if (typeof value === 'number') return value;
  if (value instanceof Date) return ago(value, { t, language, now });
  if (Array.isArray(value)) return listed(value, t);
  const text = String(value);
  if (name === 'platform') return t(`platform.${text}` as 'platform.slack');
  if (name === 'via')
    return t((['alert', 'api', 'amqp'].includes(text) ? `via.${text}` : `platform.${text}`) as 'via.api');
  if (name === 'incidentRole') return t(`role.${text}` as 'role.commander');
  return toSendAgain.has(name) ? text : excerpt(text);
}

function listed(words: readonly unknown[], t: Translate): string {
  if (words.length === 0) return 'none';
  const shown = words.slice(0, mostListed).map((word) => excerpt(String(word)));
  const list = shown.join(', ');
  return words.length > mostListed ? t('list.more', { list, more: words.length - mostListed }) : list;
}

/** Such as “just now” or “5 minutes ago”. */
function ago(at: Date, { t, language, now }: RefusalReader): string {
  const ms = now.getTime() - at.getTime();
  if (ms < minuteMs / 2) return t('ago.now');
  const [unit, , unitMs] = units.find(([, from]) => ms >= from) ?? units[2];
  return new Intl.RelativeTimeFormat(language).format(-Math.max(1, Math.round(ms / unitMs)), unit);
}
