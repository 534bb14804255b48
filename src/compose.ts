import { createDesk } from '../commands/desk.ts';
import type { ChatAdapter } from './ports/chat.ts';
import type { CommandDesk } from './ports/command-desk.ts';
import type { SignIns } from './ports/sign-ins.ts';
import { changeIncident } from './use-cases/change-incident.ts';
import { createSender } from './use-cases/deliver.ts';
import { sweep, wakeIncident } from './use-cases/sweep.ts';
import type { World } from './use-cases/world.ts';

export interface Parts extends Omit<World, 'send' | 'platforms'> {
  readonly chats: readonly ChatAdapter[];
  readonly signIns: SignIns;
  readonly publicUrl: string;
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
  const sender = createSender({
    ...parts,
    platforms,
    chats: new Map(parts.chats.map((chat) => [chat.platform, chat])),
    report: async (incident, what) => void (await changeIncident(world, incident, what)),
  });
  const world: World = { ...parts, platforms, send: sender.send };
  return {
    desk: createDesk({ ...parts, platforms, send: world.send }),
    wake: (incident) => wakeIncident(world, incident),
    sweep: () => sweep(world, sender),
    idle: () => sender.idle(),
  };
}
