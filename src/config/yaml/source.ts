import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, Parser, parseDocument } from 'yaml';
import { type Mistake, type Path, say } from '../mistakes.ts';
import { explained, withoutConsequences } from './mistakes.ts';

/** In bytes. A thousand people need a tenth of this. */
const LARGEST_FILE = 1_000_000;
/** The deepest documented key is at 8. The parser is recursive, and cannot be stopped once it is too deep. */
const DEEPEST_NESTING = 40;

const INSIDE_ITSELF = 'a * in it stands inside of what it stands for';

export interface YamlSource {
  /** Plain objects, lists, texts, numbers and booleans; whole numbers that are too large for a number stay bigint. */
  readonly data: unknown;
  readonly mistakes: readonly Mistake[];
  /** Returns the line, from 1, of the nearest entry to this path that is in the file. */
  lineOf(path: Path): number | undefined;
}

export function readYaml(text: string): YamlSource {
  if (text.length > LARGEST_FILE) return unreadable('the file is larger than 1 MB; expected a file written by hand');
  try {
    if (nesting(text) > DEEPEST_NESTING) return unreadable('the file is nested deeper than any key of it can be');
    return parsed(text);
  } catch (cause) {
    return unreadable(say('the file is not valid YAML', undefined, aliasMistake(cause)));
  }
}

/** Returns the mistake with aliases for which the parser throws. The parser's own message may repeat content of the file. */
function aliasMistake(cause: unknown): string | undefined {
  const message = cause instanceof Error ? cause.message : '';
  if (message.startsWith('Unresolved alias')) return 'a * in it has no & of that name before it';
  if (message.startsWith('Excessive alias count')) return 'its aliases multiply';
  if (message === INSIDE_ITSELF) return message;
  return undefined;
}

function parsed(text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'core', // also under a `%YAML 1.1` line, where 22:00 would be the number 1320
    merge: true,
    intAsBigInt: true, // a Discord id without quotes is too large for a number
    prettyErrors: false, // pretty errors repeat the line with its content
    logLevel: 'error', // else the library prints warnings by itself
    lineCounter: lines,
  });
  const mistakes = withoutConsequences([...document.errors, ...document.warnings]).map((error) => ({
    where: '',
    line: lines.linePos(error.pos[0]).line,
    what: explained(error.code, error.message),
  }));
  if (mistakes.length > 0) return { data: undefined, mistakes, lineOf: () => undefined };
  return {
    data: plain(document.toJS(), []),
    mistakes,
    lineOf: (path) => lineOf(document, lines, path),
  };
}

function unreadable(what: string): YamlSource {
  return { data: undefined, mistakes: [{ where: '', what }], lineOf: () => undefined };
}

/** Counts the nesting with the library's own lexer, which is not recursive. */
function nesting(text: string): number {
  let deepest = 0;
  const todo: { token: unknown; depth: number }[] = [];
  for (const token of new Parser().parse(text)) todo.push({ token, depth: 0 });
  for (let next = todo.pop(); next; next = todo.pop()) {
    const { token, depth } = next;
    if (typeof token !== 'object' || token === null) continue;
    deepest = Math.max(deepest, depth);
    if (deepest > DEEPEST_NESTING) return deepest;
    const { items, value } = token as { items?: { key?: unknown; value?: unknown }[]; value?: unknown };
    for (const item of items ?? []) {
      todo.push({ token: item.key, depth: depth + 1 }, { token: item.value, depth: depth + 1 });
    }
    todo.push({ token: value, depth: depth + 1 });
  }
  return deepest;
}

/**
 * Turns bigints into numbers where they fit, and removes empty values: `email:` without a value counts as absent. An entry
 * such as `checkout:` stays, with all its defaults.
 */
function plain(value: unknown, around: readonly object[]): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (around.includes(value)) throw new Error(INSIDE_ITSELF);
  const inside = [...around, value];
  if (Array.isArray(value)) return value.map((item) => plain(item, inside));
  const isSection = around.length === 1;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, plain(item, inside)]);
  const kept = isSection
    ? entries.map(([key, item]): [string, unknown] => [key, item === null ? {} : item])
    : entries.filter(([, item]) => item !== null);
  return Object.fromEntries(kept);
}

function lineOf(document: Document, lines: LineCounter, path: Path): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
      if (!pair) break;
      offset = (pair.key as Node | null)?.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else break;
  }
  return offset === undefined ? undefined : lines.linePos(offset).line;
}
