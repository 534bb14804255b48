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
  /**
   * Holds paths as `{a.b|c}`; `{~a}` is a code in words, `{verb}` what came of it. What stands in brackets is left out where
   * one of its paths has no text.
   */
  readonly title: string;
  readonly verbs?: readonly [wrong: string, over: string];
  /** What stays the same from the beginning to the end. */
  readonly key: readonly string[];
  /** What signals of one cause share. */
  readonly group?: readonly string[];
  readonly severity?: string;
  readonly severities?: Readonly<Record<string, Severity>>;
  readonly description?: string;
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
  const at = (paths: string | undefined) => (paths === undefined ? undefined : given.first(...paths.split('|')));
  const all = (paths: readonly string[]) => paths.map(at);
  const word = at(row.state);
  const status = row.words?.[word?.toLowerCase() ?? ''] ?? readState(word) ?? row.otherwise ?? 'silent';
  if (status === 'silent') return silent;
  const [wrong, over] = row.verbs ?? ['failed', 'passed'];
  const piece = (code: string) => {
    if (code === 'verb') return status === 'firing' ? wrong : over;
    return code.startsWith('~') ? stateInWords(at(code.slice(1)) ?? '').toLowerCase() : at(code);
  };
  const level = at(row.severity);
  return {
    status,
    title: filled(row.title, piece),
    description: at(row.description),
    identity: { parts: [row.name.toLowerCase(), ...all(row.key)] },
    ...(row.group && { group: [row.name.toLowerCase(), ...all(row.group)] }),
    severity: row.severities?.[level ?? ''] ?? severityOf(level),
    labels: labelsOf(Object.fromEntries(Object.entries(row.labels).map(([label, path]) => [label, at(path)]))),
    url: row.url?.split('|').map(at) ?? [],
    startsAt: row.startsAt === undefined ? undefined : given.date(row.startsAt),
  };
}

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
