import { percentDecoded } from '../lib/links.ts';
import type { CommandInput } from './commands/input.ts';

/**
 * How a mention stands in what people typed, until it is known what it is for: `<@U0BOB>`, with the name that the platform
 * shows behind it where that is known, `<@U0BOB|Bob%20Lee>`. It is one word, so it stays whole in a line.
 */
const pattern = /<@!?([A-Za-z0-9]{1,40})(?:\|([^<>|\s]*))?>/g;

/** @param account the person's id on the platform */
export function spellMention(account: string, name?: string): string {
  return `<@${account}${name ? `|${encodeURIComponent(name.toWellFormed())}` : ''}>`;
}

/** Returns the account when a word is a mention and nothing else. */
export function mentionedIn(word: string): string | undefined {
  const [mention] = word.matchAll(pattern);
  return mention?.[0] === word ? mention[1] : undefined;
}

/** Returns the text with a name in place of each mention: the person's, else the one that came with it. */
export function withNames(text: string, nameOf: (account: string) => string | undefined): string {
  return text.replace(pattern, (_, account: string, label?: string) => {
    return nameOf(account) ?? (label ? `@${percentDecoded(label)}` : `@${account}`);
  });
}

const greeted = /^(?:(?:hey|hi|hello|ok|okay|hallo|hola|so|and|yo|please|bitte|cc)[\s,:]+){0,2}$/iu;

/**
 * Returns what is said to the bot in a text that mentions it: what follows a mention at the beginning, or what stands before
 * one at the end. Undefined when the text only talks about the bot: `I think @tocsin is broken`.
 *
 * @param mention matches the mention alone
 */
export function lineFor(mention: RegExp, text: string): string | undefined {
  const all = [...text.matchAll(new RegExp(mention.source, `${mention.flags.replace('g', '')}g`))];
  const isFirst = ({ index }: { index: number }) => greeted.test(text.slice(0, index).trimStart());
  const isLast = ({ index, 0: { length } }: RegExpExecArray) => /^[\s.,!?？。！]*$/u.test(text.slice(index + length));
  if (!all.some((one) => isFirst(one) || isLast(one))) return undefined;
  return all
    .reduceRight((rest, { index, 0: { length } }) => `${rest.slice(0, index)} ${rest.slice(index + length)}`, text)
    .trim();
}

/** A file that came with what somebody typed. */
export interface SentFile {
  readonly name: string;
  /** Where it lives on the platform. */
  readonly url: string;
}

/** Returns the note with a line for each file: its name, and where it is. Undefined when the command is no note. */
export function withFiles({ command, args }: CommandInput, files: readonly SentFile[]): CommandInput | undefined {
  if (command !== 'note') return undefined;
  const lines = files.map(({ name, url }) => `${name.replace(/\s+/g, ' ')} (${url})`);
  return { command, args: { ...args, text: [args.text, ...lines].filter(Boolean).join('\n') } };
}

/**
 * What Slack and Discord put into texts in place of names and links: `<@U0BOB|bob>`, `<#C0OPS|ops>`, `<!here>`,
 * `<https://…|the graph>`, `<:fire:1>`, `<t:1700000000>`. Whatever else stands in angle brackets is somebody's text.
 */
const chatToken = new RegExp(
  [
    '<(?:',
    '@(?<kind>[!&]?)(?<person>[UW][A-Z0-9]{2,20}|\\d{15,20})',
    '|#(?<channel>[CGD][A-Z0-9]{2,20}|\\d{15,20})',
    '|!(?<group>here|channel|everyone|subteam\\^[A-Z0-9]{2,20}|date\\^-?\\d{1,12}\\^[^<>|]{1,300})',
    '|(?<address>(?:https?://|mailto:|tel:)[^\\s<>|]{1,2000})',
    ')(?:\\|(?<label>[^<>|]{0,300}))?>',
    '|<a?(?<emoji>:\\w{1,64}:)\\d{1,20}>',
    '|<t:(?<moment>-?\\d{1,12})(?::[tTdDfFR])?>',
    '|</(?<command>[^:<>]{1,100}):\\d{1,20}>',
  ].join(''),
  'g',
);

/**
 * Returns a text as it reads in the chat that it was written for: names in place of ids, and links with their words.
 *
 * @param nameOf the name of the person of an account
 */
export function readMarkup(text: string, nameOf: (account: string) => string | undefined): string {
  if (!text.includes('<')) return text;
  return text.replace(chatToken, (...found) => {
    const groups = found.at(-1) as Partial<Record<string, string>>;
    const { kind, person, channel, group, address, emoji, moment, command } = groups;
    const label = unescaped(groups.label ?? '').trim();
    if (person !== undefined) return (kind === '&' ? undefined : nameOf(person)) ?? `@${label || person}`;
    if (channel !== undefined) return `#${label || channel}`;
    if (group !== undefined) return groupWords(group, label);
    if (address !== undefined) return linkWords(unescaped(address), label);
    if (emoji !== undefined) return emoji;
    if (moment !== undefined) return momentWords(Number(moment));
    return `/${command}`;
  });
}

/** Returns the words of Slack's `<!here>`, `<!subteam^S0SRE|@sre>` and `<!date^…|…>`, given without brackets and mark. */
export function groupWords(target: string, label: string): string {
  const [range = '', id] = target.split('^');
  if (range === 'date') return label || `${id}`;
  return label || `@${id ?? range}`;
}

/** Returns an address that people wrote out as it is, and a text with an address behind it with both. */
export function linkWords(target: string, label: string): string {
  const address = target.replace(/^(mailto|tel):/, '');
  if (!label || label === address || bareAddress(label) === bareAddress(address)) return label || address;
  return `${label} (${address})`;
}

/** Returns a moment of Discord’s, in UTC; nothing for one that no calendar has. */
export function momentWords(seconds: number): string {
  const at = new Date(seconds * 1_000);
  if (Number.isNaN(at.getTime())) return '';
  return at
    .toISOString()
    .replace('T', ' ')
    .replace(/:\d\d\.\d+Z$/, ' UTC');
}

/** Slack escapes these three and no others. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function bareAddress(address: string): string {
  return address.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
