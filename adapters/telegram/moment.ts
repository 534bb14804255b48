import { spelt } from '../../src/ports/moment.ts';
import { MOMENT_AHEAD_MS } from './limits.ts';
import { escapeHtml } from './text.ts';

/** "1 Mar 03:00 CET" */
export function spellMoment(at: Date, zone: string | undefined): string {
  const { day, month, time, zone: name } = spelt(at, zone);
  return `${day} ${month} ${time} ${name}`;
}

/** Telegram draws it in the reader's own zone; apps too old for that show the words inside. */
export function momentHtml(at: Date, words: string, now: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  if (seconds < 0 || at.getTime() > now.getTime() + MOMENT_AHEAD_MS) return escapeHtml(words);
  return `<tg-time unix="${seconds}" format="dt">${escapeHtml(words)}</tg-time>`;
}
