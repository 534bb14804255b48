import type { Grant } from '../../domain/permissions.ts';
import { withTimeout } from '../../lib/async.ts';
import { createCache } from '../../lib/cache.ts';
import type { PlatformGroups } from '../../ports/people.ts';
import type { Clock, Log } from '../../ports/runtime.ts';

/** A person who leaves a group loses its role after this at the latest. */
const goodForMs = 5 * 60_000;
/** After a failed request, the platform is not asked again for so long. */
const pauseMs = 30_000;
/** A command waits so long for the platform. A later answer is kept for the next command. */
const patienceMs = 2_500;
/** Accounts and groups that are remembered; far more than a team has. */
const mostKept = 10_000;

/** Caches who is in which group of the chat platforms. */
export interface Memberships {
  /**
   * Returns whether the account is in the group; false when the platform does not answer. Never throws; settles within
   * 3 s.
   */
  has(grant: Grant): Promise<boolean>;
}

interface Asked {
  readonly at: Date;
  /** Undefined: the platform did not answer. */
  readonly answer: Promise<ReadonlySet<string> | undefined>;
  failed: boolean;
}

interface Parts {
  readonly groups: readonly PlatformGroups[];
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps each answer for five minutes from the request. After that, and without an answer, nobody is in a group. */
export function createMemberships({ groups, clock, log }: Parts): Memberships {
  const asked = createCache<string, Asked>({ max: mostKept });

  function readOnce(key: string, about: object, question: () => Promise<readonly string[]>): Asked['answer'] {
    const now = clock.now();
    const before = asked.get(key);
    if (before && now.getTime() - before.at.getTime() < (before.failed ? pauseMs : goodForMs)) return before.answer;
    const answer = question().then(
      (all) => new Set(all),
      (err: unknown) => {
        mine.failed = true;
        const reason = err instanceof Error ? err.message : 'unknown';
        log.warn({ ...about, reason }, 'group members could not be read; the group grants no role until they can');
        return undefined;
      },
    );
    const mine: Asked = { at: now, answer, failed: false };
    asked.set(key, mine);
    return answer;
  }

  return {
    async has({ platform, group, account }) {
      const source = groups.find((one) => one.platform === platform);
      if (!source) return false;
      if ('membersOf' in source) {
        const members = readOnce(`${platform} group ${group}`, { platform, group }, () => source.membersOf(group));
        return (await withTimeout(members, patienceMs))?.has(account) ?? false;
      }
      const own = readOnce(`${platform} account ${account}`, { platform, account }, () => source.groupsOf(account));
      return (await withTimeout(own, patienceMs))?.has(group) ?? false;
    },
  };
}
