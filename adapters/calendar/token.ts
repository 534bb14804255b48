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

export function tokenOf(feed: CalendarFeed, signing: Signing): string {
  const name = feedName(feed);
  return `${name}.${signing.sign(purpose, name)}`;
}

/** The feed that this token opens; undefined when this installation has not signed it. */
export function feedOf(token: string, signing: Signing): CalendarFeed | undefined {
  if (token.length > longestToken) return undefined;
  const [, name = '', kind, id = '', signature = ''] = /^((person|schedule)\.(.+))\.([\w-]+)$/.exec(token) ?? [];
  if (!signing.verify(purpose, name, signature)) return undefined;
  const meant = decodeURIComponent(id);
  return kind === 'person' ? { person: meant } : { schedule: meant };
}
