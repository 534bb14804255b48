import { randomUUID } from 'node:crypto';
import type { PersonId } from '../../../src/domain/people.ts';
import type { OpenPages } from '../../../src/ports/chat/web-push.ts';
import type { Clock, Log } from '../../../src/ports/runtime.ts';
import type { Live } from '../live.ts';
import { within } from '../within.ts';

/** A third of the time after which the others take the pages of this process for closed. */
const EVERY_MS = 15_000;

/** Knows who has a page open, here or at another process. */
export interface Presence {
  /** Called when a stream opens or ends here. */
  changed(): void;
  isOpen(person: PersonId): Promise<boolean>;
  stop(): void;
}

export function createPresence(parts: {
  readonly openPages: OpenPages;
  readonly live: Pick<Live, 'people'>;
  readonly clock: Clock;
  readonly log: Log;
}): Presence {
  const { openPages, live, clock, log } = parts;
  const self = randomUUID();
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  let written = '';

  /** One write after another, so that the last one counts. */
  function write(isDue: boolean): void {
    writing = writing.then(async () => {
      const people = live.people();
      const now = people.join('\n');
      if (now === written && !(isDue && people.length > 0)) return;
      written = now;
      await within(openPages.put(self, people, clock.now())).catch((err: unknown) => {
        written = '?';
        log.warn({ err }, 'web chat could not tell other processes who has a page open');
      });
    });
  }

  return {
    changed() {
      write(false);
      if (live.people().length === 0) {
        clearInterval(timer);
        timer = undefined;
      } else if (!timer) {
        timer = setInterval(() => write(true), EVERY_MS);
        timer.unref();
      }
    },
    async isOpen(person) {
      if (live.people().includes(person)) return true;
      // Without an answer nobody can say that the person was not reached.
      return within(openPages.any(person, clock.now())).catch(() => true);
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
