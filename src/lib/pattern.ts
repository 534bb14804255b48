import { RE2JS, RE2JSSyntaxException } from 're2js';

/** What is matched of a value, in characters: a match costs time in proportion to it. */
const mostMatched = 1_024;
const longestExpression = 500;

/** An expression that cannot be used: what it has in it, and what to do. */
export class BadPattern extends Error {
  readonly todo: string;

  constructor(what: string, todo: string) {
    super(what);
    this.name = 'BadPattern';
    this.todo = todo;
  }
}

/**
 * Compiles an expression by an engine that does not backtrack (RE2): whoever posts an alert chooses the text that is
 * matched, and with V8's own engine 42 letters can hold the process for seconds. re2js is RE2 in plain JavaScript; `re2`
 * is faster and needs a native build on the machine that installs.
 *
 * @returns `test` says whether it finds a match in the first 1,024 characters of a value
 * @throws BadPattern for what is no expression, and for look-ahead, look-behind and backreferences, which RE2 leaves out
 */
export function compilePattern(
  source: string,
  { ignoreCase = false } = {},
): { readonly source: string; test(value: string): boolean } {
  if (source.length > longestExpression) {
    throw new BadPattern(`is ${source.length} characters long`, `write one of ${longestExpression} at most`);
  }
  const compiled = compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  return { source, test: (value) => compiled.test(value.slice(0, mostMatched)) };
}

function compile(source: string, flags: number): RE2JS {
  try {
    // JavaScript's spelling of named groups and of \u0041 is understood as well.
    return RE2JS.compile(RE2JS.translateRegExp(source), flags);
  } catch (err) {
    if (!(err instanceof RE2JSSyntaxException)) throw err;
    throw unsupported(source) ?? new BadPattern(`is not a regular expression (${reasonOf(err)})`, escapeIt);
  }
}

const escapeIt = 'a slash or bracket that is meant needs a \\';
const rewrite = 'write it without: a list of texts, or two routes one after the other, can say the same';

function unsupported(source: string): BadPattern | undefined {
  const [around] = /\(\?<?[=!]/.exec(source) ?? [];
  if (around) return new BadPattern(`uses “${around}”, and look-ahead and look-behind are not supported`, rewrite);
  const [reference] = /\\(?:[1-9]|k<)/.exec(source) ?? [];
  if (reference) return new BadPattern(`uses “${reference}”, and backreferences are not supported`, rewrite);
  return undefined;
}

function reasonOf(err: Error): string {
  return err.message.replace(/^error parsing regexp: /, '').replaceAll('`', '');
}
