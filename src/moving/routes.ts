import { BadPattern, compilePattern } from '../lib/pattern.ts';

/** Returns a text as part of a regular expression that means that text. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Returns the expression as a route has it, `/…/`; undefined when Tocsin cannot run it. */
export function spellPattern(source: string): string | undefined {
  try {
    compilePattern(source);
    return `/${source}/`;
  } catch (err) {
    if (err instanceof BadPattern) return undefined;
    throw err;
  }
}
