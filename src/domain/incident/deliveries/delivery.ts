import type { Address, MessageRef, RoomStyle } from '../../address.ts';
import type { PersonId, Platform } from '../../people.ts';
import type { IncidentEvent } from '../events.ts';
import type { GivenUp } from './failure-reason.ts';

/**
 * Something that has to reach a chat. It stands in the incident's own document, so that what happened and what must be
 * said about it are written together. Its id derives from the event that asked for it, and is the key under which the
 * platform recognises a repeat.
 *
 * - card: the incident's card, edited for as long as the incident changes
 * - page: a card for one person, by direct message
 * - room: open the incident's room
 * - held: a page that waits for the end of somebody's quiet hours, and goes out with whatever else waited
 * - members: invites the incident's responders into its room, one after another
 * - room-name: gives the incident's room the present title of the incident
 * - announcement: tells the announce channel of one update, or of the resolution, as a message of its own
 * - notices: sends the incident's room a line for each event, in order; there is one for each room
 * - notice: a dead letter of such lines
 * - events: sends every event to an event sink, in order; there is one for each sink
 * - event: a dead letter of one event that a sink refused for good
 */
export type DeliveryKind =
  | 'card'
  | 'page'
  | 'held'
  | 'room'
  | 'members'
  | 'room-name'
  | 'announcement'
  | 'notices'
  | 'notice'
  | 'events'
  | 'event';

export interface Delivery {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly platform: Platform;
  /** Absent for deliveries into the incident's room, which may not be open yet. */
  readonly to?: Address;
  /** For a page: the person, and the incident's epoch at that time. */
  readonly person?: PersonId;
  readonly epoch?: number;
  /**
   * The number of the event that asked for a page or a channel's card, or that was refused; all the ways of one page share
   * it. For room lines, the first event among them.
   */
  readonly call?: number;
  /** For room lines, the last event among them. */
  readonly upTo?: number;
  /** For a page, its earliest time, unless the ways before it fail; for a digest after quiet hours, their end. */
  readonly after?: Date;
  /** For deliveries to event sinks: the name of the sink. `platform` has no meaning then. */
  readonly outlet?: string;
  /** For a room. */
  readonly style?: Exclude<RoomStyle, 'none'>;
  /** For a room that replaces a closed one: whether that one was under the card. */
  readonly replaces?: { readonly underCard: boolean };
  /** For an event, of which type it is. */
  readonly eventType?: IncidentEvent['type'];
  /** For a page or an announcement: the event that its text is about. */
  readonly about?: IncidentEvent;
  /** The W3C `traceparent` of the decision that asked for it; absent while nothing is traced. */
  readonly trace?: string;
  /** Its progress. Only the dispatcher writes it. */
  readonly progress: Progress;
}

/** Returns whether it tells whoever paged these people that none of them has answered. */
export function isNoAnswer({ about, person }: Pick<Delivery, 'about' | 'person'>): boolean {
  return about?.type === 'paged' && about.by === person && person !== undefined && !about.people.includes(person);
}

/** How far a delivery has got. What each number counts, and who writes it: docs/counters.md. */
export interface Progress {
  /** The revision of the incident that the message shows; 0 before it is sent. For events and notices, the number of the last that went out; for members, how many responders were brought in; for a room's name, the number of the event that gave the incident its title. */
  readonly shown: number;
  /** With `shown` 0 the message is there, and its reader was not told everywhere yet. */
  readonly ref?: MessageRef;
  /** For a page: when it was sent first; an edit changes nothing. Absent in pages of earlier versions. */
  readonly sentAt?: Date;
  /** The id of the bundle that stands for this page, or for this card while it has no message of its own. */
  readonly bundle?: string;
  /** For room lines: the last event of the message that is being sent, so that a repeat after a crash has the same events. */
  readonly upTo?: number;
  /** Failed attempts in a row, and when the first of them was. */
  readonly failures: number;
  readonly failingSince?: Date;
  /** A process that may have sent it is gone: since when the message may be there, without a record of it. */
  readonly triedSince?: Date;
  /** For a card: how often it was posted anew because somebody had deleted it. */
  readonly reposts?: number;
  /** Not before this. */
  readonly notBefore?: Date;
  /** A process has claimed it, for as long as that process lives. */
  readonly claim?: Claim;
  /** It was given up and is a dead letter, until somebody retries or drops it. */
  readonly dead?: {
    /** A code, or the platform's words (failure-reason.ts). */
    readonly reason: string;
    /** Absent when the platform refused it. */
    readonly because?: GivenUp;
    readonly at: Date;
    readonly dropped?: Date;
  };
  /** The platform refuses everything until somebody repairs it, such as a revoked token: another way is better. */
  readonly needsRepair?: true;
  /** Why the last attempt failed. */
  readonly lastFailure?: string;
}

/** Nothing was sent and nothing failed so far. */
export const unsent: Progress = { shown: 0, failures: 0 };

export interface Claim {
  /** The name of the process. A process sends nothing under a name once others may take that process for dead. */
  readonly by: string;
  /** Only in claims of earlier versions: when the claim ends. */
  readonly until?: Date;
}
