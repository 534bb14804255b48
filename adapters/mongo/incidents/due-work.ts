import type { Connection } from 'mongoose';
import type { Due, IncidentStore } from '../../../src/ports/incidents.ts';
import { incidentModel } from './incident-document.ts';

/** Finds the incidents on which a process has to work. */
export function createDueWork(connection: Connection): Pick<IncidentStore, 'inHandOf' | 'due'> {
  const incidents = incidentModel(connection);

  async function inHandOf(process: string, limit: number): Promise<readonly string[]> {
    const found = await incidents.find({ outboxBy: process }, { _id: 1 }).limit(limit).lean<{ _id: string }[]>();
    return found.map(({ _id }) => _id);
  }

  async function due(now: Date, limit: number): Promise<Due> {
    // Without the lower bound SecantusDB reads all incidents that have no such date.
    const until = { $gt: new Date(0), $lte: now };
    const [steps, sends] = await Promise.all([
      incidents.find({ dueAt: until }, { dueAt: 1 }).sort({ dueAt: 1 }).limit(limit).lean(),
      incidents.find({ outboxAt: until }, { outboxAt: 1 }).sort({ outboxAt: 1 }).limit(limit).lean(),
    ]);
    const stepping = new Set(steps.map(({ _id }) => _id));
    return { steps: [...stepping], sends: sends.map(({ _id }) => _id).filter((id) => !stepping.has(id)) };
  }

  return { inHandOf, due };
}
