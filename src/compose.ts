import { createDesk } from '../commands/desk.ts';
import type { CalendarLink } from './ports/calendar.ts';
import type { ChatAdapter } from './ports/chat.ts';
import type { CommandDesk } from './ports/command-desk.ts';
import type { LetterStore } from './ports/letters.ts';
import type { LinkCodes } from './ports/link-codes.ts';
import type { SignIns } from './ports/sign-ins.ts';
import type { UserGroups } from './ports/user-groups.ts';
import { tellOverdue } from './use-cases/amend-schedule.ts';
import { changeIncident } from './use-cases/change-incident.ts';
import { createSender } from './use-cases/deliver.ts';
import { watchHandOvers } from './use-cases/hand-over.ts';
import { createPost } from './use-cases/letters.ts';
import { tellWhatWasHeld } from './use-cases/quiet-digest.ts';
import { sweep } from './use-cases/sweep.ts';
import { keepUserGroups } from './use-cases/user-groups.ts';
import type { World } from './use-cases/world.ts';

export interface Parts extends Omit<World, 'send' | 'platforms' | 'post'> {
  readonly chats: readonly ChatAdapter[];
  readonly signIns: SignIns;
  readonly linkCodes: LinkCodes;
  readonly letters: LetterStore;
  /** Absent: no chat that has them is set up. */
  readonly userGroups?: UserGroups;
  readonly publicUrl: string;
  readonly calendarLink: CalendarLink;
  readonly demo: boolean;
}

/** Tocsin itself, whatever it stands on: what people say comes in at the desk, time comes in as wakes and sweeps. */
export interface Tocsin {
  readonly desk: CommandDesk;
  /** Does what is due, and finds what is overdue. Early, late, twice: no harm. Returns how much it looked at. */
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
    tellWhatWasHeld: (held) => tellWhatWasHeld(world, parts.letters, held),
    report: async (incident, what) => void (await changeIncident(world, incident, what)),
  });
  const world: World = { ...parts, platforms, post, send: sender.send };
  const handOvers = watchHandOvers(world, parts.letters);
  const userGroups = keepUserGroups(parts);
  return {
    desk: createDesk({ ...parts, platforms, post, send: world.send }),
    async sweep() {
      userGroups.look();
      const works = [sweep(world, sender), tellOverdue(world), post.sweep(), handOvers.look()];
      const looked = await Promise.all(works);
      return looked.reduce((sum, count) => sum + count, 0);
    },
    async idle() {
      await sender.idle();
      await post.idle();
      await userGroups.idle();
    },
  };
}
