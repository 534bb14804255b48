import type { Document } from 'mongodb';
import { addressKey } from '../../../src/domain/address.ts';
import type { Scrubber } from './scrub-value.ts';

type Deliveries = Readonly<Record<string, Document>>;

/**
 * Returns an incident's document without the person. The document gets a new version, so that a decision on the earlier
 * state is refused and made again.
 */
export function scrubIncident(document: Document, scrubber: Scrubber): Document {
  const deliveries: Deliveries = document.deliveries ?? {};
  const theirs = Object.entries(deliveries).filter(([id, one]) => isToThem(id, one, scrubber));
  const scrubbed: Document = scrubber.scrub<Document>({
    ...document,
    ...(theirs.length > 0 && {
      deliveries: Object.fromEntries(
        Object.entries(deliveries).filter((entry) => !theirs.some(([id]) => id === entry[0])),
      ),
    }),
    timeline: withoutDeliveryIds(document.timeline ?? [], scrubber),
    places: withoutTheirs(document.places ?? [], theirs, scrubber),
  });
  const isUntouched = Object.keys(scrubbed).every((field) => scrubbed[field] === document[field]);
  return isUntouched ? document : { ...scrubbed, version: document.version + 1 };
}

/**
 * Deletes pages to the person with their progress, which contains the account. The timeline still says that they were paged.
 */
function isToThem(field: string, { person, to }: Document, scrubber: Scrubber): boolean {
  return person === scrubber.known.person || scrubber.isTheirs(to) || endsWithPerson(field, scrubber.known.person);
}

/** Also matches the result of a delivery that was removed: a sender may write the result afterwards. */
function endsWithPerson(id: string, person: string): boolean {
  return /^(?:page|held)-/.test(id) && (id.endsWith(`-${person}`) || id.replace(/-\d+s$/, '').endsWith(`-${person}`));
}

/** Removes messages in the person's direct messages: an id is `channel:message`, and only the person uses the channel. */
function withoutTheirs(
  keys: readonly string[],
  theirs: readonly (readonly [string, Document])[],
  { known, isTraced }: Scrubber,
): readonly string[] {
  const sent = theirs.flatMap(([, { platform, progress }]) =>
    progress?.ref ? addressKey(platform, progress.ref.id) : [],
  );
  const channels = [
    ...sent.flatMap((key) => (key.includes(':') ? key.slice(0, key.lastIndexOf(':') + 1) : [])),
    ...known.accounts.map(({ platform, id }) => `${addressKey(platform, id)}:`),
  ];
  const left = keys.filter(
    (key) => !sent.includes(key) && !channels.some((channel) => key.startsWith(channel)) && !isTraced(key),
  );
  return left.length === keys.length ? keys : left;
}

/** Returns events whose deliveries no longer name the person. */
function withoutDeliveryIds(timeline: readonly Document[], scrubber: Scrubber): readonly Document[] {
  const scrubbed = timeline.map((event) => withoutDeliveryId(event, scrubber));
  return scrubbed.every((event, index) => event === timeline[index]) ? timeline : scrubbed;
}

/**
 * Removes the person from the delivery's id in an `undelivered` event. The id ends with the recipient:
 * `page-3-slack-alice-300s`.
 */
export function withoutDeliveryId(event: Document, { known: { person, pseudonym } }: Scrubber): Document {
  const { type, delivery } = event;
  if (type !== 'undelivered' || typeof delivery !== 'string' || !endsWithPerson(delivery, person)) return event;
  const at = delivery.lastIndexOf(`-${person}`) + 1;
  return { ...event, delivery: `${delivery.slice(0, at)}${pseudonym}${delivery.slice(at + person.length)}` };
}
