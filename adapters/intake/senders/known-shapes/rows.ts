import type { Severity } from '../../../../src/domain/severity.ts';
import { labelsOf, severityOf } from '../../reading/fields.ts';
import type { Payload } from '../../reading/payload.ts';
import { readState, type State, stateInWords } from '../../reading/statuses.ts';
import { type KnownShape, silent } from './shape.ts';

/**
 * A shape of which every field stands at a path. Of several paths, `a.b|c`, the first with a text counts; a number is a
 * place in a list.
 */
export interface Row {
  readonly name: string;
  readonly signs: readonly [string, ...string[]];
  /** Of shapes with the same signs: what the text at this path must be. */
  readonly when?: readonly [path: string, is: RegExp];
  /** Where it says its state, in a word. */
  readonly state: string;
  /** What it is without such a word. Absent: `silent`. */
  readonly otherwise?: State;
  /** Words that mean something else here, in lower case. */
  readonly words?: Readonly<Record<string, State>>;
  /** The same for words of which only a part counts, in their own case. */
  readonly states?: readonly (readonly [is: RegExp, means: State])[];
  /**
   * Holds paths as `{a.b|c}`; `{~a}` is a code in words, `{@a}` a branch without `refs/heads/`, `{:a}` the last part of a name such as an
   * ARN, `{verb}` what came of it. What stands in brackets is left out where one of its paths has no text.
   */
  readonly title: string;
  readonly verbs?: readonly [wrong: string, over: string];
  /** What stays the same from the beginning to the end: paths, or templates as in a title. */
  readonly key: readonly string[];
  /** What signals of one cause share. */
  readonly group?: readonly string[];
  readonly severity?: string;
  readonly severities?: Readonly<Record<string, Severity>>;
  readonly description?: string;
  /** Paths, or templates as in a title. */
  readonly labels: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly startsAt?: string;
}

export function shapeOfRow(row: Row): KnownShape {
  const { name, signs, when } = row;
  return {
    name,
    signs,
    ...(when && { isMeant: (given: Payload) => when[1].test(given.text(when[0]) ?? '') }),
    read: (given) => readRow(row, given),
  };
}

function readRow(row: Row, given: Payload) {
  const at = (paths: string | undefined) => (paths ? given.first(...paths.split('|')) : undefined);
  const word = row.state.includes('{') ? filled(row.state, at) : at(row.state);
  const status =
    row.words?.[word?.toLowerCase() ?? ''] ??
    row.states?.find(([is]) => is.test(word ?? ''))?.[1] ??
    readState(word) ??
    row.otherwise ??
    'silent';
  if (status === 'silent') return silent;
  const [wrong, over] = row.verbs ?? ['failed', 'passed'];
  const piece = (code: string) => {
    if (code === 'verb') return status === 'firing' ? wrong : over;
    const modify = modifiers[code.charAt(0)];
    if (!modify) return at(code);
    const text = at(code.slice(1));
    return text === undefined ? undefined : modify(text);
  };
  const told = (part: string | undefined) => (part?.includes('{') ? filled(part, piece) || undefined : at(part));
  const all = (parts: readonly string[]) => parts.map(told);
  const level = at(row.severity);
  return {
    status,
    title: filled(row.title, piece),
    description: at(row.description),
    identity: { parts: [row.name.toLowerCase(), ...all(row.key)] },
    ...(row.group && { group: [row.name.toLowerCase(), ...all(row.group)] }),
    severity: row.severities?.[level ?? ''] ?? severityOf(level),
    labels: labelsOf(Object.fromEntries(Object.entries(row.labels).map(([label, path]) => [label, told(path)]))),
    url: row.url?.split('|').map(at) ?? [],
    startsAt: row.startsAt === undefined ? undefined : given.date(row.startsAt),
  };
}

const modifiers: Readonly<Record<string, (text: string) => string>> = {
  '~': (text) => stateInWords(text).toLowerCase(),
  '@': (text) => text.replace(/^refs\/(?:heads|tags)\//, ''),
  ':': (text) =>
    text
      .replace(/:\$LATEST$/, '')
      .split(/[:/]/)
      .at(-1)!,
};

/** Fills in a template, without the brackets of which a path has no text. */
function filled(template: string, piece: (code: string) => string | undefined): string {
  const codes = /\{([^{}]+)\}/g;
  return template
    .replace(/\[([^\]]+)\]/g, (_, part: string) =>
      [...part.matchAll(codes)].every(([, code = '']) => piece(code)) ? part : '',
    )
    .replace(codes, (_, code: string) => piece(code) ?? '')
    .trim();
}
