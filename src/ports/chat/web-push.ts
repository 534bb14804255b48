import type { PersonId } from '../../domain/people.ts';

/** A browser that gets a person's pages by push, even while no page of Tocsin is open in it. */
export interface PushSubscription {
  /** Derives from the endpoint: a browser that subscribes again replaces its subscription, for whomever it was. */
  readonly id: string;
  readonly person: PersonId;
  /** The URL at the browser's push service. It is a secret: whoever knows it can send to the browser. */
  readonly endpoint: string;
  /** The browser's public key and its secret, in base64url (RFC 8291). */
  readonly p256dh: string;
  readonly auth: string;
  /** The id of the session in which it was made; absent in the demo. */
  readonly session?: string;
  /** The browser and its system for people: “Firefox · Android”. Absent: unknown. */
  readonly device?: string;
  readonly since: Date;
  /** When the browser last confirmed it. */
  readonly renewedAt: Date;
}

/** The keys by which push services recognise this installation (RFC 8292), in base64url. */
export interface PushKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** A browser confirms its subscription whenever its page is opened. Without that for so long, it gets nothing any more. */
export const subscriptionLifetimeMs = 30 * 24 * 60 * 60_000;
/** So long before that its person is told. */
export const endToldBeforeMs = 7 * 24 * 60 * 60_000;
/** A person's subscription that was confirmed the longest ago gives way to a new one. */
export const mostSubscriptions = 10;

/** Where push subscriptions and the keys for them are kept. All replicas share them. */
export interface PushStore {
  /** Returns the installation's keys. Keeps `made` the first time. */
  keys(made: PushKeys): Promise<PushKeys>;
  keep(subscription: PushSubscription): Promise<void>;
  /** Confirms the subscription, perhaps for another person or session. False when there is none any more. */
  renew(id: string, by: Pick<PushSubscription, 'person' | 'session' | 'device'>, now: Date): Promise<boolean>;
  /** Returns the subscriptions of this person that were confirmed in time, the one confirmed last first. */
  of(person: PersonId, now: Date): Promise<readonly PushSubscription[]>;
  /** Returns everybody's subscriptions that were confirmed last after `from` and at or before `to`. */
  confirmedBetween(from: Date, to: Date): Promise<readonly PushSubscription[]>;
  remove(id: string): Promise<void>;
  /** Removes those of this person; with a session, only those that were made in it. */
  removeOf(person: PersonId, session?: string): Promise<void>;
  /** Removes those of everybody but these people. Returns how many there were. */
  removeOthers(people: readonly PersonId[]): Promise<number>;
}

/** A process that has written nothing for so long has no page open: it writes more often than this while it has. */
export const openPagesForMs = 45_000;

/** Who has a page of Tocsin open at which process, so that every replica knows whether a page reaches somebody. */
export interface OpenPages {
  /** Replaces what this process said before. */
  put(process: string, people: readonly PersonId[], now: Date): Promise<void>;
  /** Returns whether this person has a page open at any process. */
  any(person: PersonId, now: Date): Promise<boolean>;
}
