import { Refused } from '../refusal.ts';

export const titleLimit = 200;
export const textLimit = 4000;

/** @throws Refused, saying how long it is and how long it may be */
export function refuseLonger(what: string, text: string, limit: number): void {
  if (text.length <= limit) return;
  throw new Refused(
    `${what}-too-long`,
    `That ${what} has ${text.length} characters, and at most ${limit} are kept. Please shorten it.`,
  );
}

/** Titles go into channel names and subject lines: line breaks and control characters become single spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim();
}
