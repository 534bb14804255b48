import { randomUUID } from 'node:crypto';
import type { PersonId } from '../../src/domain/people.ts';
import type { WebPost, WebRoom } from '../../src/ports/web-chat.ts';
import { HEARTBEAT_MS, STREAMS_LIMIT } from './limits.ts';
import { mayEnter } from './rooms.ts';
import { toWire, toWireRoom } from './to-wire.ts';

/**
 * Most undelivered events of one reader, such as a laptop asleep. Beyond that the stream is closed, and the reader loads
 * everything at its return.
 */
const BACKLOG_LIMIT = 500;
/** So long after the last answer a page counts as closed. */
const UNANSWERED_MS = 3 * HEARTBEAT_MS;

/** Sends events to the open pages of the people who may see them. */
export interface Live {
  /**
   * Opens a stream. Undefined when this person has too many open. `still` is called at each heartbeat and returns whether
   * the stream may stay open.
   */
  open(person: PersonId, still: () => Promise<boolean>): ReadableStream<Uint8Array> | undefined;
  /** A page of this person answered a heartbeat, perhaps one of a stream in another process. */
  answered(person: PersonId): void;
  /** Returns whether any stream is open. */
  heard(): boolean;
  /**
   * Returns who has a page open that can be reached: a line that went dead keeps its stream for a quarter of an hour, but
   * its page answers no heartbeat.
   */
  people(): readonly PersonId[];
  room(room: WebRoom): void;
  post(post: WebPost): void;
  edited(post: WebPost): void;
  /** Tells every page that the rota, or what else decides who is paged, has changed. */
  rota(): void;
  /** Closes this person's streams that may not stay open, without waiting for the next heartbeat. */
  recheck(person: PersonId): Promise<void>;
  recheckAll(): Promise<void>;
  /**
   * Returns the position of the stream, which `hello` contains too: equal positions mean that no event was sent in between.
   */
  position(): string;
  endAll(): void;
}

interface Listener {
  readonly person: PersonId;
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  readonly still: () => Promise<boolean>;
  readonly openedAt: number;
}

/** @param changed called whenever a stream opens or ends, or a page answers */
export function createLive(changed = () => {}, now = () => performance.now()): Live {
  const listeners = new Set<Listener>();
  /** When a page of each person last answered here. */
  const answers = new Map<PersonId, number>();
  const encoder = new TextEncoder();
  const instance = randomUUID().slice(0, 8);
  let told = 0;
  let heart: NodeJS.Timeout | undefined;

  function end(listener: Listener): void {
    if (!listeners.delete(listener)) return;
    if (![...listeners].some(({ person }) => person === listener.person)) answers.delete(listener.person);
    changed();
    try {
      listener.controller.close();
    } catch {
      // The reader closed the stream first.
    }
    if (listeners.size > 0) return;
    clearInterval(heart);
    heart = undefined;
  }

  function write(listener: Listener, event: string, data: unknown): void {
    if ((listener.controller.desiredSize ?? 0) < -BACKLOG_LIMIT) {
      end(listener);
      return;
    }
    try {
      listener.controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
    } catch {
      end(listener);
    }
  }

  function position(): string {
    return `${instance}.${told}`;
  }

  function tell(room: string, onlyFor: PersonId | undefined, event: string, data: unknown): void {
    told += 1;
    for (const listener of [...listeners])
      if (mayEnter(room, listener.person) && (onlyFor ?? listener.person) === listener.person)
        write(listener, event, data);
  }

  async function check(listener: Listener): Promise<void> {
    // A store that does not answer is no reason to close streams in the middle of an incident.
    if (await listener.still().catch(() => true)) return;
    write(listener, 'ended', {});
    end(listener);
  }

  function beat(): void {
    for (const listener of [...listeners]) {
      write(listener, 'beat', {});
      void check(listener);
    }
  }

  return {
    open(person, still) {
      if ([...listeners].filter((one) => one.person === person).length >= STREAMS_LIMIT) return undefined;
      let listener: Listener;
      return new ReadableStream<Uint8Array>({
        start(controller) {
          listener = { person, controller, still, openedAt: now() };
          listeners.add(listener);
          heart ??= setInterval(beat, HEARTBEAT_MS);
          write(listener, 'hello', { position: position() });
          changed();
        },
        cancel: () => end(listener),
      });
    },
    heard: () => listeners.size > 0,
    people: () => reachable(listeners, answers, now()),
    answered(person) {
      answers.set(person, now());
      changed();
    },
    room: (room) => tell(room.id, undefined, 'room', toWireRoom(room)),
    post: (post) => tell(post.room, post.onlyFor, 'post', toWire(post)),
    edited: (post) => tell(post.room, post.onlyFor, 'edit', toWire(post)),
    rota() {
      for (const listener of [...listeners]) write(listener, 'rota', {});
    },
    async recheck(person) {
      await Promise.all([...listeners].filter((one) => one.person === person).map(check));
    },
    async recheckAll() {
      await Promise.all([...listeners].map(check));
    },
    position,
    endAll() {
      for (const listener of [...listeners]) end(listener);
    },
  };
}

/** Returns whose pages answer, or are too new for that. Forgets answers that are too old. */
function reachable(listeners: ReadonlySet<Listener>, answers: Map<PersonId, number>, now: number): readonly PersonId[] {
  const isRecent = (at: number) => now - at <= UNANSWERED_MS;
  for (const [person, at] of answers) if (!isRecent(at)) answers.delete(person);
  const open = [...listeners].filter(({ openedAt }) => isRecent(openedAt));
  return [...new Set([...open.map(({ person }) => person), ...answers.keys()])].sort();
}
