import { createDesk } from '../commands/desk.ts';
import type { CalendarLink } from './ports/calendar.ts';
import type { ChatAdapter } from './ports/chat.ts';
import type { CommandDesk } from './ports/command-desk.ts';
import type { LetterStore } from './ports/letters.ts';
import type { LinkCodes } from './ports/link-codes.ts';
import type { SignIns } from './ports/sign-ins.ts';
import { tellOverdue } from './use-cases/amend-schedule.ts';
import { changeIncident } from './use-cases/change-incident.ts';
import { createSender } from './use-cases/deliver.ts';
import { createPost } from './use-cases/letters.ts';
import { keepForLater } from './use-cases/quiet-digest.ts';
import { sweep, wakeIncident } from './use-cases/sweep.ts';
import type { World } from './use-cases/world.ts';

export interface Parts extends Omit<World, 'send' | 'platforms' | 'post'> {
  readonly chats: readonly ChatAdapter[];
  readonly signIns: SignIns;
  readonly linkCodes: LinkCodes;
  readonly letters: LetterStore;
  readonly publicUrl: string;
  readonly calendarLink: CalendarLink;
  readonly demo: boolean;
}

/** Tocsin itself, whatever it stands on: what people say comes in at the desk, time comes in as wakes and sweeps. */
export interface Tocsin {
  readonly desk: CommandDesk;
  /** An incident may have a step due. Early, late, twice: no harm. */
  wake(incident: string): Promise<void>;
  /** Finds what is overdue. Returns how many incidents it looked at. */
  sweep(): Promise<number>;
  /** Settles when nothing is being sent. */
  idle(): Promise<void>;
}

/** Puts the core together from plain objects. Knows no adapter, so that main.ts and the tests use the same one. */
export function compose(parts: Parts): Tocsin {
  const platforms = parts.chats.map(({ platform }) => platform);
  const chats = new Map(parts.chats.map((chat) => [chat.platform, chat]));
  const post = createPost({ ...parts, store: parts.letters, chats });
  const sender = createSender({
    ...parts,
    platforms,
    post,
    chats,
    keepForLater: (incident, held) => keepForLater(world, parts.letters, incident, held),
    report: async (incident, what) => void (await changeIncident(world, incident, what)),
  });
  const world: World = { ...parts, platforms, post, send: sender.send };
  return {
    desk: createDesk({ ...parts, platforms, post, send: world.send }),
    wake: (incident) => wakeIncident(world, sender, incident),
    async sweep() {
      const looked = await Promise.all([sweep(world, sender), tellOverdue(world), post.sweep()]);
      return looked.reduce((sum, count) => sum + count, 0);
    },
    async idle() {
      await sender.idle();
      await post.idle();
    },
  };
}
