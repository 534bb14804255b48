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
