import { BadPattern, compilePattern } from '../lib/pattern.ts';

/** Returns the text as a part of a regular expression that matches exactly this text. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Returns the expression in the form of a route, `/…/`; undefined when Tocsin cannot run it. */
export function spellPattern(source: string): string | undefined {
  try {
    compilePattern(source);
    return `/${source}/`;
  } catch (err) {
    if (err instanceof BadPattern) return undefined;
    throw err;
  }
}
