import type { Document } from 'mongodb';
import { addressKey } from '../../../src/domain/address.ts';
import type { KnownPerson } from './person.ts';
import { scrubIncident, withoutDeliveryId } from './scrub-incident.ts';
import { isPlain, type Scrubber } from './scrub-value.ts';

/** The document without the person; the same object when the document does not change. */
export type Scrubbed = Document | 'deleted';

/** How a person is erased from one collection. */
export type Treatment =
  | {
      /** Why no document of the collection identifies a person. */
      readonly nobody: string;
    }
  | {
      /** Why the collection has to stay as it is. The documents in it that name the person are counted and reported. */
      readonly stays: string;
    }
  | {
      scrub(document: Document, scrubber: Scrubber): Scrubbed;
      /** Fields by which other processes notice the change. */
      readonly announced?: { readonly $currentDate?: Document; readonly $set?: Document };
    };

const asItIs: Treatment = { scrub: (document, { scrub }) => scrub(document) };
const ofPerson: Treatment = {
  scrub: (document, { known }) => (document.person === known.person ? 'deleted' : document),
};

/** Maps each collection to the way in which a person is erased from it. A collection that is missing here fails a test. */
export const treatments: Readonly<Record<string, Treatment>> = {
  incidents: { scrub: scrubIncident },
  incidentEvents: {
    scrub: (document, scrubber) => {
      const { event } = document;
      const scrubbed = scrubber.scrub(withoutDeliveryId(event, scrubber));
      return scrubbed === event ? document : { ...document, event: scrubbed };
    },
  },
  incidentAlerts: asItIs,
  incidentDeletions: { nobody: 'ids of incidents and of their rooms' },
  audit: { scrub: scrubAuditEntry },
  amendments: { scrub: scrubRuntimeChanges },
  linkedAccounts: {
    scrub: (document, { known }) => (document.value?.person === known.person ? 'deleted' : document),
  },
  letters: {
    scrub: (document, scrubber) => (scrubber.isTheirs(document.to) ? 'deleted' : scrubber.scrub(document)),
  },
  bundles: {
    scrub: (document, scrubber) =>
      scrubber.isTheirs(document.to) ? 'deleted' : decidedAnew(document, scrubber.scrub(document)),
  },
  webRooms: {
    scrub: (document, scrubber) => (document._id === directRoom(scrubber) ? 'deleted' : scrubber.scrub(document)),
    announced: { $currentDate: { changedAt: true }, $set: { writer: 'erasure' } },
  },
  webPosts: {
    scrub: scrubWebMessage,
    announced: { $currentDate: { changedAt: true }, $set: { writer: 'erasure' } },
  },
  figureDays: asItIs,
  figureLedger: asItIs,
  signInLinks: ofPerson,
  sessions: ofPerson,
  pushSubscriptions: ofPerson,
  openPages: {
    scrub: (document, { known }) => (document.people?.includes(known.person) ? 'deleted' : document),
  },
  linkCodes: ofPerson,
  linkTries: {
    scrub: (document, { known }) =>
      known.accounts.some(({ platform, id }) => document._id === addressKey(platform, id)) ? 'deleted' : document,
  },
  // A form that is half filled in; it expires after an hour.
  dialogs: {
    scrub: (document, { isTraced, known }) =>
      isTraced(document) || namesAccount(document._id, known) ? 'deleted' : document,
  },
  keptAnswers: asItIs,
  payloads: asItIs,
  mailThreads: asItIs,
  heartbeats: asItIs,
  checks: asItIs,
  jobRuns: {
    // `by` names a process.
    scrub: ({ by, ...document }, { scrub }) => {
      const scrubbed = scrub(document);
      return { ...scrubbed, by };
    },
  },
  alertEnds: { stays: 'what makes alerts themselves: changed, nothing would end them' },
  alertResolves: { nobody: 'digests of what makes alerts themselves' },
  alertRates: { nobody: 'counts of alerts' },
  counters: { nobody: 'numbers that were given' },
  cursors: { nobody: 'moments up to which something was done' },
  keys: { nobody: 'the keys of signatures and of push' },
  leases: { nobody: 'names of processes' },
  meta: { nobody: 'the data version' },
  pendingAnswers: { nobody: 'answers that Discord waits for, for 15 minutes' },
  processes: { nobody: 'names of processes' },
  roundRobin: asItIs,
  wakes: { nobody: 'ids of incidents and names of jobs, with times' },
  erasures: { nobody: 'pseudonyms; of an erasure under way, what it looks for, until it is done' },
};

function directRoom({ known }: Scrubber): string {
  return `dm-${known.person}`;
}

/** The id of a message typed in a room contains its author: `said-web:alice:…`. */
function scrubWebMessage(document: Document, scrubber: Scrubber): Scrubbed {
  const { person, pseudonym } = scrubber.known;
  if (document.room === directRoom(scrubber) || document.onlyFor === person) return 'deleted';
  const scrubbed = scrubber.scrub(document);
  const id = String(document._id).replace(`:${person}:`, `:${pseudonym}:`);
  return id === document._id ? scrubbed : { ...scrubbed, _id: id };
}

/** Returns whether the key contains the person's account. On Telegram a chat with one person has the person's id. */
function namesAccount(key: unknown, { accounts }: KnownPerson): boolean {
  const parts = String(key).split(/[^A-Za-z0-9]+/);
  return accounts.some(({ id }) => parts.includes(id));
}

/** An account on a chat platform identifies a person; the name of a token does not. */
function scrubAuditEntry(document: Document, { scrub, known }: Scrubber): Document {
  const { account, ...rest } = document;
  const isTheirs =
    known.accounts.some(({ id }) => id === account) || known.emails.includes(String(account).toLowerCase());
  const isByThem = document.by === known.person && document.via !== 'api' && document.via !== 'amqp';
  return scrub(isTheirs || isByThem ? rest : document);
}

/** Deletes the person's own settings. The history of schedules and maintenance windows stays. */
function scrubRuntimeChanges(document: Document, scrubber: Scrubber): Scrubbed {
  if (document._id === `person|${scrubber.known.person}`) return 'deleted';
  const notifications: readonly unknown[] = document.letters ?? [];
  const others = notifications.filter((one) => !(isPlain(one) && scrubber.isTheirs(one.to)));
  const kept = others.length === notifications.length ? document : { ...document, letters: others };
  return decidedAnew(document, scrubber.scrub(kept));
}

/** Raises the version, so that a decision on the earlier state is refused and made again. */
function decidedAnew(document: Document, scrubbed: Document): Document {
  return scrubbed === document ? document : { ...scrubbed, version: document.version + 1 };
}
