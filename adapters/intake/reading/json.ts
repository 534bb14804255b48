import { Refusal } from '../problem.ts';
import { readRepaired } from './repair-json.ts';

const DEEPEST = 32;
/**
 * In characters. Finding the position of a mistake costs far more than parsing; for a megabyte it would block the process
 * for a third of a second.
 */
const LONGEST_SEARCHED = 64 * 1024;

/**
 * Parses text as JSON. Parses twice-encoded JSON once more, and repairs the mistakes of hand-written templates.
 *
 * @throws Refusal (400) with the line and column of the mistake, or when it is nested deeper than 32
 */
export function readJson(text: string): unknown {
  refuseDeep(text);
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' && /^\s*[[{]/.test(value) ? readJsonOrText(value) : value;
  } catch {
    const repaired = readRepaired(text);
    if (repaired !== undefined) return repaired;
    const where = whereBroken(text);
    throw new Refusal(400, `The body is no valid JSON: it breaks ${where}.`, {
      errors: [{ field: '', message: `Not valid JSON ${where}.` }],
    });
  }
}

/** Parses the text as JSON when it contains an object or a list; returns other text unchanged. */
export function readJsonOrText(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return readJson(text);
  } catch (err) {
    if (err instanceof Refusal) return text;
    throw err;
  }
}

function whereBroken(text: string): string {
  if (text.length > LONGEST_SEARCHED) return `somewhere in its ${text.length} characters`;
  const { line, column, position } = positionOf(text, brokenAt(text));
  return `at line ${line}, column ${column} (character ${position})`;
}

/** Throws for deep nesting, before anything recurses into the value. Brackets in strings do not count. */
function refuseDeep(text: string): void {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (quoted) {
      if (character === BACKSLASH) at++;
      else if (character === QUOTE) quoted = false;
    } else if (character === QUOTE) quoted = true;
    else if (character === BRACE || character === BRACKET) depth++;
    else if (character === BRACE_END || character === BRACKET_END) depth--;
    if (depth <= DEEPEST) continue;
    const message = `Nested more than ${DEEPEST} deep, at character ${at + 1}.`;
    throw new Refusal(400, `The body is ${message[0]?.toLowerCase()}${message.slice(1)}`, {
      errors: [{ field: '', message }],
    });
  }
}

const [QUOTE, BACKSLASH, BRACE, BRACE_END, BRACKET, BRACKET_END] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d];

const token =
  /[ \t\n\r]*(?:(?<value>"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|(?<mark>[{}[\],:])|$)/uy;

type Expected = 'value' | 'value or ]' | 'name or }' | 'name' | ':' | ', or end';

/** Returns the index of the first invalid character. V8's messages contain it only sometimes, and quote the body. */
function brokenAt(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  token.lastIndex = 0;
  for (;;) {
    const before = token.lastIndex;
    const found = token.exec(text);
    if (!found) return skipBlank(text, before);
    const { value, mark } = found.groups ?? {};
    const at = token.lastIndex - (value ?? mark ?? '').length;
    const next = step(expected, value, mark, open);
    if (!next) return at;
    expected = next;
  }
}

function step(
  expected: Expected,
  value: string | undefined,
  punctuation: string | undefined,
  open: ('{' | '[')[],
): Expected | undefined {
  if (value !== undefined) {
    if (expected === 'value' || expected === 'value or ]') return ', or end';
    return (expected === 'name' || expected === 'name or }') && value.startsWith('"') ? ':' : undefined;
  }
  const inside = open.at(-1);
  switch (punctuation) {
    case '{':
    case '[':
      if (expected !== 'value' && expected !== 'value or ]') return undefined;
      open.push(punctuation);
      return punctuation === '{' ? 'name or }' : 'value or ]';
    case '}':
      if (inside !== '{' || (expected !== ', or end' && expected !== 'name or }')) return undefined;
      open.pop();
      return ', or end';
    case ']':
      if (inside !== '[' || (expected !== ', or end' && expected !== 'value or ]')) return undefined;
      open.pop();
      return ', or end';
    case ',':
      if (!inside || expected !== ', or end') return undefined;
      return inside === '{' ? 'name' : 'value';
    case ':':
      return expected === ':' ? 'value' : undefined;
    default:
      return undefined;
  }
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at++;
  return at;
}

function positionOf(text: string, index: number) {
  const before = text.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, position: index + 1 };
}
