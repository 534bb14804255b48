/**
 * Each conflict means that another process succeeded, so this many in a row do not happen among as many processes.
 */
const attempts = 100;

/** Another process has written first. Read again and decide again. */
export class WriteConflict extends Error {
  override name = 'WriteConflict';
}

/**
 * Runs a change that reads, decides and writes, again whenever another process has written first.
 *
 * @param change gets the number of the attempt, from 1; throws WriteConflict when another process has written first
 * @throws whatever else `change` throws, and WriteConflict after 100 in a row
 */
export async function retried<T>(change: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await change(attempt);
    } catch (err) {
      if (!(err instanceof WriteConflict) || attempt === attempts) throw err;
    }
  }
}
