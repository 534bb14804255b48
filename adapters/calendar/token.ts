import type { CalendarFeed } from '../../src/ports/reporting.ts';
import type { Signing } from '../../src/ports/runtime.ts';

const purpose = 'calendar';
const longestToken = 300;

/** Returns `person.alice` or `schedule.primary`: the signed part of the token, and the feed's name in this folder. */
export function feedName(feed: CalendarFeed): string {
  return 'person' in feed
    ? `person.${encodeURIComponent(feed.person)}`
    : `schedule.${encodeURIComponent(feed.schedule)}`;
}

/**
 * Returns the token of a feed.
 *
 * @param key key of the link since it was last renewed; absent: it never was
 */
export function tokenOf(feed: CalendarFeed, key: string | undefined, signing: Signing): string {
  const name = key === undefined ? feedName(feed) : `${feedName(feed)}@${key}`;
  return `${name}.${signing.sign(purpose, name)}`;
}

export interface Opened {
  readonly feed: CalendarFeed;
  /** The link works only while this is its current key. */
  readonly key: string | undefined;
}

/** Returns the feed of a token; undefined when this installation has not signed the token. */
export function readToken(token: string, signing: Signing): Opened | undefined {
  if (token.length > longestToken) return undefined;
  // An id contains no bare “@”, because it is percent-encoded.
  const [, name = '', kind, id = '', key, signature = ''] =
    /^((person|schedule)\.([^@]+)(?:@(\w+))?)\.([\w-]+)$/.exec(token) ?? [];
  if (!signing.verify(purpose, name, signature)) return undefined;
  const meant = decodeURIComponent(id);
  return { feed: kind === 'person' ? { person: meant } : { schedule: meant }, key };
}
