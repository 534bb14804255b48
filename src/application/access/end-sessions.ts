import type { Directory } from '../../domain/directory.ts';
import type { SignIns } from '../../ports/people.ts';
import type { Log } from '../../ports/runtime.ts';

/**
 * Ends the sessions and unused sign-in links of everybody who is not in the configuration file, so that they stay ended if
 * that person comes back. Run at the start and whenever the file is read again. Never throws: until it works, whoever is
 * not in the file is not let in either.
 */
export async function endSessionsOfLeavers(
  signIns: Pick<SignIns, 'endOthers'>,
  { people }: Directory,
  log: Log,
): Promise<void> {
  try {
    const ended = await signIns.endOthers([...people.keys()]);
    if (ended > 0) log.info({ ended }, 'sessions of people who are not in the configuration file ended');
  } catch (err) {
    log.warn({ err }, 'sessions of people who are not in the configuration file could not be ended');
  }
}
