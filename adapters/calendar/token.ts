import type { CalendarFeed } from '../../src/ports/reporting.ts';
import type { Signing } from '../../src/ports/runtime.ts';

const purpose = 'calendar';
const longestToken = 300;

/** `person.alice` or `schedule.primary`: what is signed, and the name of the feed inside this folder. */
export function feedName(feed: CalendarFeed): string {
  return 'person' in feed
    ? `person.${encodeURIComponent(feed.person)}`
    : `schedule.${encodeURIComponent(feed.schedule)}`;
}

/** @param key of the link since it was renewed; absent: it never was */
export function tokenOf(feed: CalendarFeed, key: string | undefined, signing: Signing): string {
  const name = key === undefined ? feedName(feed) : `${feedName(feed)}@${key}`;
  return `${name}.${signing.sign(purpose, name)}`;
}

export interface Opened {
  readonly feed: CalendarFeed;
  /** The link opens only while this is still its key. */
  readonly key: string | undefined;
}

/** Returns the feed that this token is for; undefined when this installation has not signed it. */
export function readToken(token: string, signing: Signing): Opened | undefined {
  if (token.length > longestToken) return undefined;
  // An id has no bare “@”: it is percent-encoded.
  const [, name = '', kind, id = '', key, signature = ''] =
    /^((person|schedule)\.([^@]+)(?:@(\w+))?)\.([\w-]+)$/.exec(token) ?? [];
  if (!signing.verify(purpose, name, signature)) return undefined;
  const meant = decodeURIComponent(id);
  return { feed: kind === 'person' ? { person: meant } : { schedule: meant }, key };
}
