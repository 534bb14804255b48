import { StaleIncident } from '../../ports/incidents.ts';

/** Each lost race means that somebody else won one, so this many in a row do not happen. */
const attempts = 50;

/** Returns what a change comes to that reads, decides and keeps: once more whenever somebody else decided first. */
export async function retried<T>(change: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await change();
    } catch (err) {
      if (!(err instanceof StaleIncident) || attempt === attempts) throw err;
    }
  }
}
