import { RE2JS, RE2JSSyntaxException } from 're2js';

/** How many characters of a value are matched: the time of a match is proportional to them. */
const mostMatched = 1_024;
const longestExpression = 500;

/** An expression that cannot be used. The message names the cause and the next step. */
export class BadPattern extends Error {
  readonly todo: string;

  constructor(what: string, todo: string) {
    super(what);
    this.name = 'BadPattern';
    this.todo = todo;
  }
}

/**
 * Compiles an expression with RE2, an engine that does not backtrack. The sender of an alert chooses the text that is
 * matched, and with V8's own engine 42 letters can block the process for seconds. re2js is RE2 in plain JavaScript; `re2` is
 * faster, but needs a native build at installation.
 *
 * @returns `test` says whether the expression matches in the first 1,024 characters of a value
 * @throws BadPattern for an invalid expression, and for look-ahead, look-behind and backreferences, which RE2 does not
 *   support
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
    // This also accepts named groups and \u0041 as JavaScript writes them.
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
