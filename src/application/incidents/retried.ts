import { StaleIncident } from '../../ports/incidents.ts';

/** Each conflict means that another process succeeded, so this many in a row do not happen. */
const attempts = 50;

/** Runs a change that reads, decides and writes, again whenever another process has decided first. */
export async function retried<T>(change: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await change();
    } catch (err) {
      if (!(err instanceof StaleIncident) || attempt === attempts) throw err;
    }
  }
}
