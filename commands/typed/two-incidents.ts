import { bare, type Word } from './words.ts';

const number = /^#?(\d{1,9})$/;
const into = /^(?:into|in|to|onto)$/i;
const between = /^(?:and|with|incident|incidents|the|number|no|inc)$/i;

/**
 * Reads the two incidents of a line that merges: `42 43` and `43 into 42` are both that 43 goes into 42. One number alone is
 * the one that goes into the incident of the place.
 *
 * @returns undefined when the words say something else
 */
export function twoIncidents(
  words: readonly Word[],
): { readonly incident?: string; readonly other?: string } | undefined {
  const parts = words.map(({ text }) => bare(text)).filter((text) => text !== '' && !between.test(text));
  const numbers = parts.flatMap((text) => number.exec(text)?.[1] ?? []);
  const [first, second] = numbers;
  const isTurned = parts.findIndex((text) => into.test(text));
  if (parts.some((text) => !number.test(text) && !into.test(text)) || numbers.length > 2) return undefined;
  if (first === undefined) return undefined;
  if (second === undefined) return isTurned === 0 ? { incident: first } : { other: first };
  return isTurned === 1 ? { incident: second, other: first } : { incident: first, other: second };
}
