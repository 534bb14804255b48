import type { WireCommand } from '../../wire.ts';

// Completions of a typed line. This module does not depend on the page.

type Option = WireCommand['options'][number];

export interface Suggestion {
  readonly insert: string;
  readonly label: string;
  readonly hint: string;
}

/** Items to choose from, and the index of the first character that they replace. */
interface Offered {
  readonly items: readonly Suggestion[];
  readonly from: number;
}

/** Values to request from the server; the items in `after` follow them. */
interface Question {
  readonly query: { readonly command: string; readonly option: string; readonly typed: string };
  readonly from: number;
  readonly after: readonly Suggestion[];
}

interface Line {
  /** Whether this is a direct message, where every line is a command. */
  readonly direct: boolean;
  readonly catalogue: readonly WireCommand[];
  /** Description of the word `incident`. */
  readonly incidentHint: string;
}

const LISTED: ReadonlySet<Option['kind']> = new Set(['incident', 'service', 'person', 'target', 'schedule']);

/** Returns the completions of a text; undefined when there are none. */
export function suggest(text: string, line: Line): Offered | Question | undefined {
  const prefix = (line.direct ? /^\/?(?:incident\s+)?/ : /^\/(?:incident\s+)?/).exec(text)?.[0];
  if (prefix === undefined) return undefined;
  const rest = text.slice(prefix.length);
  const verb = /^(\S+)\s/.exec(rest)?.[1];
  if (verb === undefined) return text === '' ? undefined : verbs(rest, prefix, line);
  const command = line.catalogue.find(({ name }) => name === verb);
  return command && argument(command, text, prefix.length + verb.length + 1);
}

function verbs(typed: string, prefix: string, { catalogue, incidentHint }: Line): Offered | undefined {
  const items = catalogue
    .filter(({ name }) => name.startsWith(typed.toLowerCase()))
    .map(({ name, summary }) => ({ insert: `${name} `, label: name, hint: summary }));
  // Other chats begin every command with "/incident", so "/inc" offers that word too, with the verbs that match.
  if (typed !== '' && prefix.length <= 1 && begins('incident', typed))
    items.unshift({ insert: 'incident ', label: 'incident', hint: incidentHint });
  return offer(items, prefix.length);
}

function argument(command: WireCommand, text: string, start: number): Offered | Question | undefined {
  const rest = text.slice(start);
  const [, name, value = ''] = /(?:^|\s)([a-z]+):("[^"]*|[^\s"]*)$/.exec(rest) ?? [];
  const named = name !== undefined && command.options.find((option) => option.name === name);
  if (named) return values(command, named, value.replace(/^"/, ''), text.length - value.length);
  const last = /\S*$/.exec(rest)?.[0] ?? '';
  const from = text.length - last.length;
  const given = new Set(Array.from(rest.matchAll(/(?:^|\s)([a-z]+):/g), (match) => match[1]));
  const items = command.options
    .filter((option) => !option.takesTheRest && !given.has(option.name) && option.name.startsWith(last.toLowerCase()))
    .map((option) => ({ insert: `${option.name}:`, label: `${option.name}:`, hint: option.description }));
  const isFirst = rest.trim() === last;
  const incident = isFirst && command.options.find(({ kind }) => kind === 'incident');
  if (incident && /^#?\d*$/.test(last))
    return { from, after: items, query: { command: command.name, option: incident.name, typed: last } };
  return offer(items, from);
}

function values(command: WireCommand, option: Option, typed: string, from: number): Offered | Question | undefined {
  // The server adds values from the configuration to the option's fixed choices.
  if (LISTED.has(option.kind)) return { from, after: [], query: { command: command.name, option: option.name, typed } };
  if (!option.choices) return undefined;
  return offer(
    option.choices.filter(({ value, label }) => begins(value, typed) || begins(label, typed)).map(chosen),
    from,
  );
}

export function chosen({ value, label }: { readonly value: string; readonly label: string }): Suggestion {
  return { insert: `${/\s/.test(value) ? `"${value}"` : value} `, label: value, hint: label === value ? '' : label };
}

function begins(text: string, typed: string): boolean {
  return text.toLowerCase().startsWith(typed.toLowerCase());
}

function offer(items: readonly Suggestion[], from: number): Offered | undefined {
  return items.length > 0 ? { items, from } : undefined;
}
