import { escapeHtml } from '../../src/lib/html.ts';
import { MOMENT_AHEAD_MS } from './limits.ts';

/** Returns a timestamp that Telegram shows in the reader's zone; apps too old for that show the words inside. */
export function momentHtml(at: Date, words: string, now: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  if (seconds < 0 || at.getTime() > now.getTime() + MOMENT_AHEAD_MS) return escapeHtml(words);
  return `<tg-time unix="${seconds}" format="dt">${escapeHtml(words)}</tg-time>`;
}
