import type { Alert } from '../../../src/domain/alerts/alert.ts';
import { saysState } from '../../../src/domain/alerts/headline.ts';
import { isGeneral } from './chat/general.ts';

/**
 * Returns whether an alert only tries a sender’s settings. The button Test of Uptime Kuma posts “Ops Testing”, in each of its
 * services with another title above it.
 */
export function isTrial({ status, title, description = '' }: Alert): boolean {
  if (status === 'resolved') return false;
  const told = description
    .split('\n', 8)
    .map((line) => line.trim())
    // A single word is a name or a grade.
    .filter((line) => line.includes(' ') && line !== title && !isGeneral(line));
  if (told.length === 0) return isTesting(title);
  return told.every(isTesting) && (isTesting(title) || !saysState(title.replace(/\balerts?\b/gi, '')));
}

/** “This is a test of the notification target”, “Test Message from NAS1”. */
const isTest =
  /^(?:this is (?:just )?an? )?test (?:message|notification|alert|e-?mail|event)(?: (?:from|of|by|for|sent)\b.{0,100})?[.!]?$|^this is (?:just )?an? (?:\w{1,20} )?test (?:of|from|for)\b/i;

/** Programs put their name or a field’s before it, and a mention behind: “[Uptime Kuma Alert] Ops Testing @channel”. */
function isTesting(line: string): boolean {
  if (isTest.test(line) && !saysState(line)) return true;
  const [told = ''] = /[^:\]]*$/.exec(line.replace(/(?: @[\w-]{1,40}){1,5}$/, '')) ?? [];
  return /\S Testing$/.test(told) && !saysState(told);
}
