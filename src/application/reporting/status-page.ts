import type { Directory } from '../../domain/directory.ts';
import { withTimeout } from '../../lib/async.ts';
import type { StatusPage, StatusReads } from '../../ports/reporting.ts';
import type { Clock, Log } from '../../ports/runtime.ts';
import { readStatus, type StatusSources } from './read-status.ts';

/** However many look, it is read once in so long a time; and so long is not asked again a database that did not answer. */
const freshMs = 5_000;
/** A reader waits no longer than this where there is something to show. */
const patienceMs = 2_000;
/** From then on it says so. */
const outdatedMs = 30_000;
/** From then on it says nothing about now any more. */
const uselessMs = 15 * 60_000;

interface Known {
  readonly of: Directory;
  readonly page: StatusPage;
  /** The same page once it says that it is old: as one object, so that it is drawn once. */
  readonly old: StatusPage;
}

/**
 * Keeps what was read last for those who look next, and for while the database is away. What the file says is never old: when
 * it changes, nothing that was read before is shown again, for a service may be public no longer.
 */
export function createStatusReads(
  parts: StatusSources & { readonly directory: () => Directory; readonly clock: Clock; readonly log: Log },
): StatusReads {
  const { directory, clock, log } = parts;
  let known: Known | undefined;
  let reading: { readonly of: Directory; readonly page: Promise<StatusPage> } | undefined;
  let failed: { readonly at: number; readonly err: unknown } | undefined;

  async function read(of: Directory): Promise<StatusPage> {
    try {
      const page = await readStatus(parts, of, clock.now());
      if (directory() === of) known = { of, page, old: { ...page, outdated: true } };
      if (failed) log.info({}, 'public status can be read again');
      failed = undefined;
      return page;
    } catch (err) {
      if (!failed) log.warn({ err }, 'public status cannot be read; the last known one is shown');
      failed = { at: clock.now().getTime(), err };
      throw err;
    } finally {
      if (reading?.of === of) reading = undefined;
    }
  }

  function underWay(of: Directory): Promise<StatusPage> {
    if (reading?.of !== of) reading = { of, page: read(of) };
    return reading.page;
  }

  return {
    async look() {
      const of = directory();
      const now = clock.now().getTime();
      const last = known?.of === of ? known : undefined;
      const age = last ? now - last.page.at.getTime() : uselessMs;
      if (last && age < freshMs) return last.page;
      const pausing = failed && now - failed.at < freshMs;
      if (!last || age >= uselessMs) {
        if (pausing) throw failed?.err;
        return underWay(of);
      }
      const page = pausing
        ? undefined
        : await withTimeout(
            underWay(of).catch(() => undefined),
            patienceMs,
          );
      return page ?? (age < outdatedMs ? last.page : last.old);
    },
  };
}
