import type { Directory } from '../../domain/directory.ts';
import type { PushStore } from '../../ports/chat/web-push.ts';
import type { SignIns } from '../../ports/people.ts';
import type { Log } from '../../ports/runtime.ts';

/**
 * Ends the sessions and deletes the unused sign-in links and push subscriptions of everybody who is not in the configuration file, so that
 * they stay ended when the person comes back. Runs at the start and after each read of the file. Never throws: until it
 * succeeds, such a person is refused anyway.
 */
export async function endSessionsOfLeavers(
  { signIns, pushes }: { signIns: Pick<SignIns, 'endOthers'>; pushes: Pick<PushStore, 'removeOthers'> },
  { people }: Directory,
  log: Log,
): Promise<void> {
  try {
    const ended = await signIns.endOthers([...people.keys()]);
    await pushes.removeOthers([...people.keys()]);
    if (ended > 0) log.info({ ended }, 'sessions of people who are not in the configuration file ended');
  } catch (err) {
    log.warn({ err }, 'sessions of people who are not in the configuration file could not be ended');
  }
}
