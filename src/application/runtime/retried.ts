import { StaleIncident } from '../../ports/incidents.ts';

/** Each conflict means that another process succeeded, so this many in a row do not happen. */
const attempts = 50;

/**
 * Runs a change that reads, decides and writes, again whenever another process has written first.
 *
 * @param change gets the number of the attempt, from 1
 * @param conflict what the store throws when another process has written first
 * @throws whatever else `change` throws, and the conflict after 50 in a row
 */
export async function retried<T>(
  change: (attempt: number) => Promise<T>,
  conflict: abstract new (...args: never[]) => Error = StaleIncident,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await change(attempt);
    } catch (err) {
      if (!(err instanceof conflict) || attempt === attempts) throw err;
    }
  }
}
