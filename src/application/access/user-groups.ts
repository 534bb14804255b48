import { accountOf, type Directory } from '../../domain/directory.ts';
import { onCallAt } from '../../domain/on-call/final.ts';
import { backoffMs } from '../../lib/async.ts';
import { DeliveryFailed } from '../../ports/chat.ts';
import type { UserGroups } from '../../ports/people.ts';
import type { Clock, Log } from '../../ports/runtime.ts';

const everyMs = 30_000;
/** The group is set again after this, because somebody may have changed it by hand. */
const againAfterMs = 60 * 60_000;
const firstDelayMs = 30_000;
const longestDelayMs = 60 * 60_000;

export interface UserGroupKeeper {
  /** Does something every 30 s at most, in the background. */
  look(): void;
  /** Settles when nothing is being set from here. */
  idle(): Promise<void>;
}

interface Parts {
  /** Absent: no chat that has groups is set up. */
  readonly userGroups?: UserGroups;
  readonly clock: Clock;
  readonly log: Log;
  directory(): Directory;
}

/** Returns who belongs in a group: everybody who is on call on a schedule that names it. */
interface Wish {
  readonly schedules: string[];
  readonly accounts: Set<string>;
}

/** What this process knows of a group. */
interface Known {
  readonly set?: { readonly members: string; readonly at: Date };
  readonly failed?: {
    readonly members: string;
    readonly reason: string;
    readonly hopeless: boolean;
    readonly times: number;
    readonly notBefore: Date;
  };
  readonly toldEmpty?: boolean;
}

/**
 * Keeps the user groups of the schedules in step with who is on call. Nothing waits for it, and a failure affects
 * nothing else.
 */
export function keepUserGroups({ userGroups, clock, log, directory }: Parts): UserGroupKeeper {
  const known = new Map<string, Known>();
  let looked: Date | undefined;
  let running: Promise<void> | undefined;

  async function keepAll(groups: UserGroups): Promise<void> {
    // One after another: groups are few, and Slack lets them be set about 20 times a minute.
    for (const [group, wish] of wishes(groups, directory(), clock.now())) {
      known.set(group, await keep(groups, group, wish, known.get(group) ?? {}));
    }
  }

  async function keep(groups: UserGroups, group: string, wish: Wish, before: Known): Promise<Known> {
    const now = clock.now();
    const { schedules } = wish;
    const accounts = [...wish.accounts].sort();
    const members = accounts.join();
    const { set, failed } = before;
    if (accounts.length === 0) {
      if (!before.toldEmpty) {
        log.info({ group, schedules }, 'nobody on call has an account for the user group; its members stay');
      }
      return { ...before, toldEmpty: true };
    }
    const rest = { ...(set && { set }), ...(failed && { failed }) };
    // One person's account may be wrong, and the next one's right.
    const waits = failed && failed.notBefore > now && !(failed.hopeless && failed.members !== members);
    const isSet = set?.members === members && now.getTime() - set.at.getTime() < againAfterMs;
    if (waits || isSet) return rest;
    try {
      await groups.setMembers(group, accounts);
      if (failed) log.info({ group, schedules }, 'user group matches the schedule again');
      return { set: { members, at: now } };
    } catch (err) {
      const next = failure(err, members, failed?.times ?? 0, now);
      if (next.reason !== failed?.reason) {
        log.warn(
          { group, schedules, reason: next.reason },
          'user group cannot be set; trying again without further logs',
        );
      }
      return { ...rest, failed: next };
    }
  }

  return {
    look() {
      const now = clock.now();
      if (!userGroups || running || (looked && now.getTime() - looked.getTime() < everyMs)) return;
      looked = now;
      running = keepAll(userGroups)
        .catch((err: unknown) => log.error({ err }, 'user groups could not be read; the next look tries again'))
        .finally(() => {
          running = undefined;
        });
    },
    async idle() {
      await running;
    },
  };
}

function wishes({ platform }: UserGroups, { schedules, people }: Directory, now: Date): Map<string, Wish> {
  const found = new Map<string, Wish>();
  for (const schedule of schedules.values()) {
    const group = schedule.groups?.[platform];
    if (group === undefined) continue;
    const wish = found.get(group) ?? { schedules: [], accounts: new Set<string>() };
    found.set(group, wish);
    wish.schedules.push(schedule.id);
    const person = people.get(onCallAt(schedule, now) ?? '');
    const account = person && accountOf(person, platform);
    if (account !== undefined) wish.accounts.add(account);
  }
  return found;
}

function failure(err: unknown, members: string, timesBefore: number, now: Date): NonNullable<Known['failed']> {
  const failed = err instanceof DeliveryFailed ? err : new DeliveryFailed(`Unexpected: ${String(err)}`, 'soon');
  const { retryAfterMs: asked, message: reason } = failed;
  const doubled = backoffMs(timesBefore + 1, firstDelayMs, longestDelayMs);
  const delay = asked === 'never' ? longestDelayMs : asked === 'soon' ? doubled : Math.max(asked, firstDelayMs);
  const notBefore = new Date(now.getTime() + delay);
  return { members, reason, hopeless: asked === 'never', times: timesBefore + 1, notBefore };
}
