import { nextDue } from '../../domain/incident/due.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { type Changed, changeIncident } from '../incidents/change-incident.ts';
import type { Merges } from '../incidents/merge-incidents.ts';
import type { World } from '../world.ts';
import { createFailureLog } from './failure-log.ts';

/** Many, so that processes which begin at different positions seldom meet. */
const batch = 1_000;

/**
 * A sweep handles so many incidents at once: about as many as one write takes in, so that a slow one hardly delays the
 * others.
 */
const atOnce = 250;
/**
 * After so long, other processes have handled much of the list: a new query costs less than meeting them at each entry.
 */
const foundGoodForMs = 500;
/** Queries of one sweep. Work that fails each time waits for the next sweep. */
const maxPasses = 20;
/** More steps than can be due at once for one incident. */
const mostSteps = 10;

/**
 * Finds what is overdue: steps whose wake was lost, deliveries whose process died before it claimed them, retries whose time has come. Takes every
 * step that is due, then sends what is due to be sent. A wake that comes early, late or twice does no harm.
 *
 * @returns sweeps, and tells how many incidents it looked at. Who asks while a sweep is going on gets the next one.
 */
export function createSweep(world: World, merges: Pick<Merges, 'finish'>): () => Promise<number> {
  // A wake requests a sweep each second: two at once would meet at every incident.
  let now: Promise<number> | undefined;
  let next: Promise<number> | undefined;
  const failures = createFailureLog(world.log);

  function begin(): Promise<number> {
    next = undefined;
    const sweeping = sweepAll().finally(() => {
      if (now === sweeping) now = undefined;
    });
    now = sweeping;
    return sweeping;
  }

  async function sweepAll(): Promise<number> {
    let looked = 0;
    for (let pass = 0; pass < maxPasses; pass += 1) {
      const pass = await sweepSome();
      looked += pass.looked;
      if (!pass.more) break;
    }
    return looked;
  }

  async function sweepSome(): Promise<{ looked: number; more: boolean }> {
    const { steps, sends } = await world.store.due(world.clock.now(), batch);
    const staleAt = performance.now() + foundGoodForMs;
    const due = [...fromSomewhere(steps), ...fromSomewhere(sends.filter((id) => !world.outbox.isBusy(id)))];
    let looked = 0;
    const work = async () => {
      while (due.length > 0 && performance.now() < staleAt) {
        looked += 1;
        await lookAt(due.shift()!);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return { looked, more: due.length > 0 || steps.length === batch || sends.length === batch };
  }

  async function lookAt(id: string): Promise<void> {
    try {
      await wakeIncident(world, merges, id);
    } catch (err) {
      // Thrown again with each sweep, as by a document that cannot be read.
      failures.failed({ incident: id }, err, 'overdue incident could not be handled; the next sweep tries again');
    }
  }

  return () => {
    if (!now) return begin();
    next ??= now.then(begin, begin);
    return next;
  };
}

/** Every process finds the same list, so each begins at another position. */
function fromSomewhere(found: readonly string[]): string[] {
  const first = Math.floor(Math.random() * found.length);
  return [...found.slice(first), ...found.slice(0, first)];
}

async function wakeIncident(world: World, merges: Pick<Merges, 'finish'>, id: string): Promise<void> {
  const incident = await world.store.load(id);
  if (incident?.mergedInto?.isMoving && isDue(incident, world.clock.now())) await merges.finish(id);
  let changed = await takeStep(world, incident ?? id);
  // No step was due, so nothing was sent with one; a page may have waited for its own time.
  if (changed.events.length === 0) return world.outbox.sendOverdue(changed.incident);
  for (let steps = 1; steps < mostSteps && isDue(changed.incident, world.clock.now()); steps += 1) {
    changed = await takeStep(world, changed.incident);
  }
}

/** The clock goes on with what somebody or something has begun. */
function inTraceOf<T>({ tracing }: World, { trace = 'none', number }: Incident, run: () => Promise<T>): Promise<T> {
  return tracing.span({ name: 'step', parent: trace, attributes: { 'tocsin.incident': number } }, run);
}

async function takeStep(world: World, which: string | Incident): Promise<Changed> {
  const due = typeof which === 'string' ? undefined : nextDue(which);
  const wake = () => changeIncident(world, which, { type: 'wake' });
  const isTaken = due !== undefined && due.at <= world.clock.now();
  const changed = await (isTaken && typeof which !== 'string' ? inTraceOf(world, which, wake) : wake());
  if (due && changed.events.length > 0) world.metrics.stepDecided(world.clock.now().getTime() - due.at.getTime());
  return changed;
}

function isDue(incident: Incident, now: Date): boolean {
  const due = nextDue(incident);
  return due !== undefined && due.at <= now;
}
