import { alertLimits } from '../alerts/alert.ts';

/** One line that fits into an alert's title. */
export function capped(text: string): string {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return line.length > alertLimits.title ? `${line.slice(0, alertLimits.title - 1)}…` : line;
}
