import { excerpt } from '../../lib/text.ts';
import { alertLimits } from '../alerts/alert.ts';

/** Returns the text as one line that fits into an alert's title. */
export function capped(text: string): string {
  return excerpt(text, alertLimits.title);
}
