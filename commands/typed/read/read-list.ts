import { readPastPeriod } from '../../../src/domain/on-call/past-period.ts';
import { refusedBy } from '../../../src/domain/refusal.ts';
import { severities } from '../../../src/domain/severity.ts';
import { severityMeant } from '../../../src/domain/severity-words.ts';
import type { FromWords, ReadWords } from '../../command.ts';
import { me, type Names, nameAt } from '../names.ts';
import { bare, joined, split, type Word, withoutPoliteness } from '../words.ts';

const fillers =
  /^(?:incidents?|alerts?|the|for|of|on|in|me|only|just|severity|severities|priority|with|state|and|or|und|oder|y|o|e|all|everything|teams?|newest|recent|latest|das|die|los|de|für|con|と|の)?$/iu;
const everything = /^(?:all|everything|alle|alles|tod[oa]s?|全部|すべて)$/iu;

/** `list closed`, `list checkout`, `list sev1 and sev2`, `list sev2 and above`, `list since monday` */
export const listWords: FromWords = (typed, { names }): ReadWords | undefined => {
  const { page, words: listed } = pageIn(withoutPoliteness(typed));
  refuseUnlisted(listed, names);
  const { services, rest: others } = servicesIn(listed, names);
  const { levels, rest: left } = severitiesIn(joined(others));
  const { period, rest: text } = periodIn(withDays(left));
  const words = separated(text);
  const states = words.flatMap((word, at) => (isNot(words[at - 1]) ? oppositeOf(word) : stateMeant(word)) ?? []);
  const rest = words.filter(
    (word) => !fillers.test(word) && !everything.test(word) && !isNot(word) && stateMeant(word) === undefined,
  );
  // “All open” are the open ones, “all sev1” those that are open, and “all” is all.
  const isAll = words.some((word) => everything.test(word)) && states.length + levels.length + services.length === 0;
  const selected = isAll ? ['all'] : states;
  return {
    args: {
      ...(selected.length > 0 && { state: [...new Set(selected)].join(',') }),
      ...(services.length > 0 && { service: [...new Set(services)].join(',') }),
      ...(levels.length > 0 && { severity: levels.join(',') }),
      ...(period !== undefined && { period }),
      ...(page !== undefined && { page }),
    },
    rest: split(rest.join(' '), []),
  };
};

/** `page 2`, `checkout page 3` */
function pageIn(words: readonly Word[]): { readonly page?: string; readonly words: readonly Word[] } {
  const [, before = '', page] = /^(.*?)[\s,]*(?:page|seite|página|ページ)\s*#?(\d{1,3})$/iu.exec(joined(words)) ?? [];
  return page === undefined ? { words } : { page, words: split(before, []) };
}

/**
 * @throws Refused for what incidents are not listed by: the person who has them, and the time before a moment
 */
function refuseUnlisted(words: readonly Word[], { people, services, teams }: Names): void {
  const text = joined(words);
  const [older] =
    /(?<!\p{L})(?:older than|before|earlier than|älter als|antes de|más antiguos? que)(?!\p{L}).*$/iu.exec(text) ?? [];
  if (older !== undefined) throw refusedBy('unreadable-period', { text: older, option: 'period' });
  const others = people.filter(({ id }) => id !== me);
  for (const [at, { text: word }] of words.entries()) {
    const left = words.slice(at);
    if (nameAt(left, others) && !nameAt(left, [...services, ...teams]))
      throw refusedBy('list-by-person', { name: bare(word) });
  }
}

/** Any moment will do: it is asked only whether the words say a period. */
const someMoment = new Date('2026-01-05T12:00:00Z');

/** `mon-fri` */
function withDays(text: string): string {
  return text.replace(/(?<!\S)(\p{L}{2,10})[-–](\p{L}{2,10})(?!\S)/gu, (whole, from: string, to: string) =>
    saysPeriod(`${from} to ${to}`) ? `${from} to ${to}` : whole,
  );
}

const sinceWhen =
  /(?<!\p{L})(?:today|yesterday|since|last|past|recent|this|week|month|year|tomorrow|heute|gestern|letzte[nrs]?|woche|monat|seit|hoy|ayer|últim[oa]s?|semana|mes|desde)(?!\p{L})|今日|昨日|先週|今週|先月|今月/iu;

/** The words that say when the incidents were declared, and the others: `checkout since friday`. */
function periodIn(text: string): { readonly period?: string; readonly rest: string } {
  const words = text.trim().split(/\s+/u);
  for (let count = words.length; count > 0; count -= 1) {
    for (let from = 0; from + count <= words.length; from += 1) {
      const period = words.slice(from, from + count).join(' ');
      const rest = [...words.slice(0, from), ...words.slice(from + count)].join(' ');
      if (saysPeriod(period)) return { period, rest };
    }
  }
  // It is refused by what reads it, with what can be said instead.
  return sinceWhen.test(text) ? { period: text.trim(), rest: '' } : { rest: text };
}

function saysPeriod(text: string): boolean {
  // A number alone would be a time of day.
  if (/^[#\d\s,]*$/u.test(text) || stateMeant(text) !== undefined) return false;
  return readPastPeriod(text, { zone: 'UTC', language: 'en', now: someMoment }) !== undefined;
}

/** A service by its name, and a team by those that are its. */
function servicesIn(
  words: readonly Word[],
  names: Names,
): { readonly services: readonly string[]; readonly rest: readonly Word[] } {
  const services: string[] = [];
  const rest: Word[] = [];
  for (let at = 0; at < words.length; ) {
    const left = words.slice(at);
    const service = nameAt(left, names.services);
    const team = service ? undefined : nameAt(left, names.teams);
    const ofTeam = team ? names.services.filter((one) => one.team === team.id).map(({ id }) => id) : [];
    const found = service ?? (ofTeam.length > 0 ? team : undefined);
    if (found) services.push(...(service ? [service.id] : ofTeam));
    else rest.push(words[at]!);
    at += found?.words ?? 1;
  }
  return { services, rest };
}

const level = String.raw`(?:(?:sev(?:erity)?|prio(?:rity)?|p)[\s-]?[0-5]s?|critical|high|medium|low|major|minor|kritisch|hoch|mittel|niedrig|cr[ií]tic[oa]s?|alta|media|baja)(?![\p{sc=Latin}\d])`;
const range = new RegExp(`(${level})\\s*(?:\\.{2,3}|-|–|to|through|bis|a|から|〜)\\s*(${level})`, 'iu');
const upwards = new RegExp(
  `(?:>=?\\s*(${level})|(${level})\\s*(?:\\+|(?:and|or|und|oder|y|o)\\s+(?:above|higher|worse|up|more severe|höher|schlimmer|más|superior(?:es)?|peor)|以上))`,
  'iu',
);
const downwards = new RegExp(
  `(?:<=?\\s*(${level})|(${level})\\s*(?:(?:and|or|und|oder|y|o)\\s+(?:below|lower|less|niedriger|menos|inferior(?:es)?)|以下))`,
  'iu',
);

/** The severities that a text names, and what else it says. “Above” is what is worse. */
/** `not sev4`, `except sev3` are the other severities. */
const others = new RegExp(
  String.raw`(?<!\p{L})(?:not|no|except|without|but not|nicht|ohne|außer|excepto|sin)\s+(?=${level})`,
  'iu',
);

function severitiesIn(typed: string): { readonly levels: readonly string[]; readonly rest: string } {
  const { levels, rest } = namedIn(typed.replace(others, ' '));
  return { levels: others.test(typed) ? severities.filter((one) => !levels.includes(one)) : levels, rest };
}

function namedIn(text: string): { readonly levels: readonly string[]; readonly rest: string } {
  const typed = text.replace(
    /(?<!\p{L})(?:severity|priority)\s+(\d(?:\s*(?:,|and|or|und|y)\s*\d)*)(?!\d)/giu,
    (_, digits: string) => digits.replace(/\d/g, 'sev$&'),
  );
  const selected = new Set<string>();
  const rest = typed
    .replace(range, (_, from: string, to: string) => take(selected, rankOf(from), rankOf(to)))
    .replace(upwards, (_, one?: string, other?: string) => take(selected, 0, rankOf(one ?? other ?? '')))
    .replace(downwards, (_, one?: string, other?: string) =>
      take(selected, rankOf(one ?? other ?? ''), severities.length - 1),
    )
    .replace(new RegExp(`(?<![\\p{sc=Latin}\\d])${level}`, 'giu'), (one) => take(selected, rankOf(one), rankOf(one)));
  return { levels: severities.filter((one) => selected.has(one)), rest };
}

function take(selected: Set<string>, from: number, to: number): string {
  for (const one of severities.slice(Math.min(from, to), Math.max(from, to) + 1)) selected.add(one);
  return ' ';
}

function rankOf(word: string): number {
  const meant = severityMeant(word) ?? severityMeant(word.replace(/s$/i, ''));
  return meant === undefined ? 0 : severities.indexOf(meant);
}

function separated(text: string): readonly string[] {
  return text
    .split(/[\s,;/+&、]+|(?<=[\p{sc=Han}\p{sc=Katakana}\d])[とのや](?=\s|$|\p{L})/u)
    .map((word) => bare(word).replace(/^state=/i, ''))
    .filter(Boolean);
}

function isNot(word: string | undefined): boolean {
  return word !== undefined && /^(?:not|nicht|no|un)$/iu.test(word);
}

const states: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:open|opened|active|ongoing|current|unresolved|unclosed|offene?n?|aktive?|abiert[oa]s?|activ[oa]s?|未解決|オープン)$/iu,
    'open',
  ],
  [
    /^(?:closed|done|fixed|resolved|finished|erledigte?|gelöste?|geschlossene?|resuelt[oa]s?|cerrad[oa]s?|解決済み?)$/iu,
    'resolved',
  ],
  [/^(?:acked|ack'?d|ack|acknowledged|taken|quittierte?|reconocid[oa]s?|確認済み?)$/iu, 'acknowledged'],
  [
    /^(?:unacked|unacknowledged|unassigned|new|firing|pending|triggered|neue?|nuev[oa]s?|未確認|未対応)$/iu,
    'triggered',
  ],
];

function stateMeant(word: string): string | undefined {
  return states.find(([pattern]) => pattern.test(word))?.[1];
}

function oppositeOf(word: string): string | undefined {
  const opposites: Readonly<Record<string, string>> = { resolved: 'open', acknowledged: 'triggered', open: 'resolved' };
  return opposites[stateMeant(word) ?? ''];
}
