import type { Connection } from 'mongoose';
import type { IncidentEvent } from '../../../src/domain/incident/events.ts';
import type { LandmarkType } from '../../../src/domain/incident/review/outline.ts';
import type { Ended, EndedQuery, History, Told } from '../../../src/ports/incidents.ts';
import { answering } from '../connection/answering.ts';
import { type IncidentDocument, incidentModel, listedOf, readable } from './incident-document.ts';
import { createIncidentEvents } from './incident-events.ts';

/** The length of the first period to read when nothing is known yet. */
const firstStretchMs = 60 * 60_000;
/** How many times longer the next period is when one had too few incidents. */
const longer = 8;
/** Ended incidents get older between two queries, so the known period is extended by this factor. */
const someMore = 1.1;

interface EndedDocument {
  readonly _id: string;
  readonly decided: { readonly resolved: { readonly at: Date } };
}

type ToldDocument = Pick<IncidentDocument, '_id' | 'number' | 'version' | 'decided' | 'landmarks'> & {
  readonly tail: readonly IncidentEvent[];
};

/**
 * Reads past incidents of one database. SecantusDB reads and sorts every match before it returns the first few, so this
 * reads one period after another, backwards from now, until it has found enough.
 */
export function createHistory(connection: Connection): History {
  const incidents = incidentModel(connection);
  const events = createIncidentEvents(connection);
  /** How far back each query went last time; no entry end when there were fewer matches than it wanted. */
  const reached = new Map<string, number>();

  async function ended({ service, severity, since, now, limit }: EndedQuery): Promise<readonly Ended[]> {
    const key = JSON.stringify([service, severity, limit]);
    const whole = now.getTime() - since.getTime();
    const found: Ended[] = [];
    let stretch = Math.min(whole, (reached.get(key) ?? firstStretchMs) * someMore);
    for (let back = 0; back < whole && found.length < limit; stretch *= longer) {
      // Nothing ends later than now, except by the clocks of other processes, so the first period has no end.
      const before = back > 0 ? { $lt: new Date(now.getTime() - back) } : {};
      back = Math.min(whole, back + stretch);
      const documents = await incidents
        .find(
          {
            'decided.service': service,
            'decided.severity': severity,
            'decided.resolved.at': { $gte: new Date(now.getTime() - back), ...before },
          },
          { 'decided.resolved.at': 1 },
        )
        .sort({ 'decided.resolved.at': -1 })
        .limit(limit - found.length)
        .lean<EndedDocument[]>();
      found.push(...documents.map(({ _id, decided }) => ({ id: _id, at: decided.resolved.at })));
    }
    const last = found.length < limit ? undefined : found.at(-1);
    reached.set(key, last ? Math.max(1, now.getTime() - last.at.getTime()) : Number.POSITIVE_INFINITY);
    return found;
  }

  async function told(ids: readonly string[], types: readonly LandmarkType[]): Promise<readonly Told[]> {
    if (ids.length === 0) return [];
    // Most of a storm's timeline is alerts, which are not needed.
    const timeline = { $cond: [{ $isArray: '$timeline' }, '$timeline', []] };
    const landmarksOnly = { $filter: { input: timeline, cond: { $in: ['$$this.type', [...types]] } } };
    const found = await incidents
      .find({ _id: { $in: ids } }, { number: 1, version: 1, decided: 1, landmarks: 1, tail: landmarksOnly })
      .lean<ToldDocument[]>();
    const documents = readable(found);
    const landmarks = await events.landmarks(documents.map((one) => ({ ...one, timeline: one.tail })));
    const included: ReadonlySet<IncidentEvent['type']> = new Set(types);
    return documents.map((one, index) => ({
      incident: listedOf(one),
      events: (landmarks[index] ?? []).filter(({ type }) => included.has(type)),
    }));
  }

  return answering({ ended, told });
}
