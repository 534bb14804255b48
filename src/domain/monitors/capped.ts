import { excerpt } from '../../lib/text.ts';
import { alertLimits } from '../alerts/alert.ts';

/** One line that fits into an alert's title. */
export function capped(text: string): string {
  return excerpt(text, alertLimits.title);
}
