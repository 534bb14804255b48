import type { Directory } from '../../domain/directory.ts';
import type { Platform } from '../../domain/people.ts';
import { withTimeout } from '../../lib/async.ts';
import type { Account } from '../../ports/commands.ts';
import type { Clock, Log } from '../../ports/runtime.ts';

const windowMs = 60_000;
/** Answers to unlinked accounts on one platform within a minute, whoever they are. */
const mostAnswers = 10;
/** Attempts to link an account cost reads, so they are few as well; a flood of other lines does not use them up. */
const mostLinks = 10;
const linksForOne = 3;
/** The same where the file lets guests look or declare. */
const mostGuestAnswers = 60;
const guestAnswersForOne = 10;
/** Waits so long for pages that are being sent. A platform waits three seconds for an answer. */
const longestWaitMs = 2_000;

export interface UnlinkedAccounts {
  /**
   * Decides whether an unlinked account is answered: once a minute each (guests more often), and a few times a minute
   * on each platform. Refuses without any I/O. Accepts after the pages that are being sent have gone out.
   *
   * @param line what was typed, or the name of the command
   */
  admit(account: Account, line: string): Promise<boolean>;
}

interface Answered {
  readonly id: string;
  readonly at: number;
}

interface UnlinkedParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Settles when nothing is being sent. */
  pagesSent(): Promise<void>;
  /** Absent: guests may do nothing. */
  directory?(): Pick<Directory, 'guests'>;
}

export function createUnlinkedAccounts(
  { clock, log, pagesSent, directory }: UnlinkedParts,
  { pagesFirstMs = longestWaitMs } = {},
): UnlinkedAccounts {
  // Only answered accounts are remembered, so the budgets limit the number of entries.
  const answered = new Map<string, readonly Answered[]>();
  const dropped = new Map<Platform, { since: number; count: number }>();

  function take(account: Account, line: string): boolean {
    const link = isLink(line);
    const budget = `${account.platform} ${link ? 'link' : 'other'}`;
    const now = clock.now().getTime();
    const lately = (answered.get(budget) ?? []).filter(({ at }) => now - at < windowMs && at <= now);
    const own = lately.filter(({ id }) => id === account.id).length;
    const [most, mostOwn] = link
      ? [mostLinks, linksForOne]
      : directory?.().guests
        ? [mostGuestAnswers, guestAnswersForOne]
        : [mostAnswers, 1];
    const free = lately.length < most && own < mostOwn;
    answered.set(budget, free ? [...lately, { id: account.id, at: now }] : lately);
    return free;
  }

  function drop({ platform }: Account): void {
    const now = clock.now().getTime();
    const before = dropped.get(platform);
    if (before && now - before.since < windowMs) {
      before.count += 1;
      return;
    }
    dropped.set(platform, { since: now, count: 0 });
    const data = { component: 'commands', platform, droppedBefore: before?.count ?? 0 };
    log.info(data, 'unlinked accounts write more than is answered; the rest is dropped');
  }

  return {
    async admit(account, line) {
      if (!take(account, line)) {
        drop(account);
        return false;
      }
      await withTimeout(pagesSent(), pagesFirstMs, () => undefined);
      return true;
    },
  };
}

/** Returns whether the line is the command `link` or may be a linking code. */
function isLink(line: string): boolean {
  return /^\s*\/?(?:incident\s+)?link(?:@\w+)?(?:\s|$)/i.test(line) || /^\s*[a-z0-9]{4}-[a-z0-9]{4}\s*$/i.test(line);
}
