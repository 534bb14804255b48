import { refusedBy } from '../refusal.ts';

export const titleLimit = 200;
export const textLimit = 4000;

/** @throws Refused, with how long it is and how long it may be */
export function refuseLonger(what: LimitedText, text: string, limit: number): void {
  if (text.length <= limit) return;
  throw refusedBy(`${what}-too-long`, { length: text.length, most: limit });
}

type LimitedText = 'title' | 'description' | 'summary' | 'note' | 'message' | 'update' | 'task';
