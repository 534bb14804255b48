import { type CreateRateLimit, localRateLimits, type Rate, type RateLimit, type Taken } from '../../lib/rate-limit.ts';
import type { RateRequest } from './messages.ts';
import { createPending, type Pending } from './pending.ts';

/** A busy primary process must not delay a request for longer than this. */
const countedWithinMs = 500;

/** What a worker asks for each count of a limit. */
type Question = Omit<RateRequest, 'kind' | 'id'>;

/**
 * Counts for all workers of this machine, so that a client gets the whole limit, whichever worker it is connected to.
 *
 * @param workers the number of workers
 */
export function createRateCounter(workers: number): (question: Question) => Promise<Taken> {
  const limits = new Map<string, RateLimit>();
  let share = 1;
  const create = localRateLimits(() => share);
  return (question) => {
    const { limit, key, processes, take } = question;
    const known = limits.get(limit.name) ?? create(limit.name, limit.rate, limit.burst);
    limits.set(limit.name, known);
    // The limit reads this at once; the rest belongs to the workers of other machines.
    share = Math.max(1, Math.round(processes / workers));
    return take ? known.take(key) : known.peek(key);
  };
}

/** A worker's limits, which the primary process counts. */
export interface PrimaryRates {
  /**
   * @param local counts in this process while the primary process does not answer
   * @param processes how many processes share a limit; absent: it is each machine's own
   */
  over(local: CreateRateLimit, processes?: () => number): CreateRateLimit;
  answered(id: number, taken: Taken): void;
}

export function createPrimaryRates(send: (request: RateRequest) => void): PrimaryRates {
  const pending: Pending<Taken> = createPending();

  async function count(question: Question, instead: () => Promise<Taken>): Promise<Taken> {
    const taken = await pending.request((id) => send({ kind: 'rate-request', id, ...question }), countedWithinMs);
    return taken ?? instead();
  }

  return {
    over:
      (local, processes = () => 1) =>
      (name: string, rate: Rate, burst?: Rate): RateLimit => {
        const alone = local(name, rate, burst);
        const limit = { name, rate, ...(burst && { burst }) };
        const question = (key: string, take: boolean): Question => ({ limit, key, take, processes: processes() });
        return {
          take: (key) => count(question(key, true), () => alone.take(key)),
          peek: (key) => count(question(key, false), () => alone.peek(key)),
        };
      },
    answered: pending.answered,
  };
}
