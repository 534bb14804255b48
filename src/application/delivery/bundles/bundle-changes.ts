import { type Bundle, dueAt, isInBundle, type JoinRequest, join } from '../../../domain/incident/bundles/bundle.ts';
import type { BundleStore } from '../../../ports/notifications.ts';
import type { Clock } from '../../../ports/runtime.ts';
import { lookAgainMs } from '../claims.ts';

/** Each lost race means that another process wrote something meanwhile. */
const attempts = 50;

interface Parts {
  readonly store: BundleStore;
  readonly clock: Clock;
}

interface Waiting<Request, Result> {
  readonly request: Request;
  resolve(result: Result): void;
  reject(reason: unknown): void;
}

/** Writes of bundles. Each is a compare-and-set, tried again when somebody else was first. */
export interface BundleChanges {
  /**
   * Changes the bundle as it is kept now.
   *
   * @param change returns undefined, or the bundle itself, to leave it as it is
   * @returns the bundle after it; undefined when there is none, or when `change` returned undefined
   */
  change(id: string, change: (bundle: Bundle) => Bundle | undefined): Promise<Bundle | undefined>;
  /** Adds it to the latest bundle of its lane, or to a new one. Returns the bundle's id. What comes at once is written together. */
  join(request: JoinRequest): Promise<string>;
}

export function createBundleChanges({ store, clock }: Parts): BundleChanges {
  const waiting = new Map<string, Waiting<JoinRequest, string>[]>();

  /** @returns false when somebody else was first */
  function put(bundle: Bundle): Promise<boolean> {
    const now = clock.now();
    const lookAt = bundle.progress.claim ? new Date(now.getTime() + lookAgainMs) : dueAt(bundle);
    return store.put({ ...bundle, version: bundle.version + 1 }, lookAt);
  }

  async function change(id: string, decide: (bundle: Bundle) => Bundle | undefined): Promise<Bundle | undefined> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const bundle = await store.load(id);
      const next = bundle && decide(bundle);
      if (!next || next === bundle) return next;
      if (await put(next)) return { ...next, version: next.version + 1 };
    }
    throw new Error(`Bundle ${id} was changed by others ${attempts} times in a row`);
  }

  async function joinAll(lane: string, requests: readonly JoinRequest[]): Promise<readonly string[]> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const latest = await store.latest(lane);
      const changed = join(latest, requests, clock.now());
      if (await putAll(changed)) {
        const all = latest ? [...changed, latest] : changed;
        return requests.map(({ item }) => all.find((bundle) => isInBundle(bundle, item))?.id ?? '');
      }
    }
    throw new Error(`Bundles of ${lane} were changed by others ${attempts} times in a row`);
  }

  /** In order: what was kept of them stays, and the next attempt finds it there. */
  async function putAll(changed: readonly Bundle[]): Promise<boolean> {
    for (const bundle of changed) if (!(await put(bundle))) return false;
    return true;
  }

  async function work(lane: string, queue: Waiting<JoinRequest, string>[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0);
      try {
        const ids = await joinAll(
          lane,
          batch.map(({ request }) => request),
        );
        for (const [index, one] of batch.entries()) one.resolve(ids[index]!);
      } catch (err) {
        for (const one of batch) one.reject(err);
      }
    }
    waiting.delete(lane);
  }

  return {
    change,
    join(request) {
      const { lane } = request;
      return new Promise((resolve, reject) => {
        const one = { request, resolve, reject };
        const queue = waiting.get(lane);
        if (queue) {
          queue.push(one);
          return;
        }
        const started = [one];
        waiting.set(lane, started);
        // What is asked for in the same moment goes into the first write.
        queueMicrotask(() => void work(lane, started));
      });
    },
  };
}
