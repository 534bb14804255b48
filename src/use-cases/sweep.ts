import { nextDue } from '../domain/incident/due.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { changeIncident } from './change-incident.ts';
import type { Sender } from './deliver.ts';
import type { World } from './world.ts';

/** Many, so that processes which begin at different places of it seldom meet. */
const batch = 1_000;

/** Incidents that a sweep handles side by side: a slow one delays the others by little. */
const atOnce = 100;
/** Batches of one sweep: what is still due after them, because it fails each time, waits for the next. */
const mostRounds = 20;
/** As many things as can be due at once for one incident, and some more. */
const mostSteps = 10;

/**
 * Takes every step that is due, then sends what is due to be sent. A wake that comes early, late or twice does no harm.
 */
async function wakeIncident(world: World, sender: Sender, id: string): Promise<void> {
  let changed = await changeIncident(world, id, { type: 'wake' });
  // Nothing was due, so nothing was sent with it; a page may wait for its own time all the same.
  if (changed.events.length === 0) return sender.sendOverdue(id);
  for (let steps = 1; steps < mostSteps && isDue(changed.incident, world.clock.now()); steps += 1) {
    changed = await changeIncident(world, id, { type: 'wake' });
  }
}

function isDue(incident: Incident, now: Date): boolean {
  const due = nextDue(incident);
  return due !== undefined && due.at <= now;
}

/**
 * Finds what is overdue: steps whose wake was lost, deliveries whose sender died, retries whose time has come.
 * @returns how many incidents were looked at
 */
export async function sweep(world: World, sender: Sender): Promise<number> {
  let looked = 0;
  for (let rounds = 0; rounds < mostRounds; rounds += 1) {
    const found = await sweepBatch(world, sender);
    looked += found;
    if (found < batch) break;
  }
  return looked;
}

async function sweepBatch(world: World, sender: Sender): Promise<number> {
  const found = await world.store.due(world.clock.now(), batch);
  // Every process finds the same: each begins somewhere else, so that they meet late.
  const first = Math.floor(Math.random() * found.length);
  const due = [...found.slice(first), ...found.slice(0, first)];
  const work = async () => {
    for (let id = due.shift(); id !== undefined; id = due.shift()) {
      try {
        await wakeIncident(world, sender, id);
      } catch (err) {
        world.log.error({ err, incident: id }, 'An overdue incident could not be handled; the next sweep tries again');
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return found.length;
}
