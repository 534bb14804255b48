import type { Directory } from '../../domain/directory.ts';
import { group, oneOf, yesNo } from './fields.ts';

type Guests = Pick<Directory, 'guests' | 'slackConnectGuests'>;

const mayWords = () => oneOf(['none', 'view', 'declare']);

/** Reads `guests` as a word. */
export function guestsWordSchema() {
  return mayWords().transform((may): Guests => (may === 'none' ? {} : { guests: may }));
}

/** Reads `guests` as a group, which also says who counts as a guest. */
export function guestsSchema() {
  return group('guests: none, view or declare, or may, slackConnect', {
    may: mayWords(),
    slackConnect: yesNo().optional(),
  }).transform(({ may, slackConnect }): Guests => {
    if (may === 'none') return {};
    return { guests: may, ...(slackConnect && { slackConnectGuests: true }) };
  });
}
