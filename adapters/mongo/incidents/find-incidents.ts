import type { Connection } from 'mongoose';
import { lastShownTo } from '../../../src/domain/incident/deliveries/last-shown.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import type { PersonId } from '../../../src/domain/people.ts';
import { type IncidentStore, rememberKept } from '../../../src/ports/incidents.ts';
import { createGroupReads } from '../batching/group-reads.ts';
import { openStates } from './delivery-writes.ts';
import { incidentModel, incidentOf, type LoadedDocument, readable } from './incident-document.ts';

const loaded = { timeline: 0, tally: 0, landmarks: 0, places: 0, roomPlaces: 0, counted: 0, uncounted: 0 } as const;
/** Finds incidents by what people and programs know of them. */
export function createIncidentFinder(
  connection: Connection,
): Pick<IncidentStore, 'load' | 'has' | 'idsFrom' | 'byNumber' | 'byAddress' | 'byCause' | 'latestPageOf'> {
  const incidents = incidentModel(connection);

  function seen(document: LoadedDocument): Incident {
    const incident = incidentOf(document);
    const { marks, tailBytes = Number.POSITIVE_INFINITY } = document;
    rememberKept(incident, { read: { writes: marks }, own: 0, tailBytes });
    return incident;
  }

  const read = createGroupReads((ids) => incidents.find({ _id: { $in: ids } }, loaded).lean<LoadedDocument[]>());

  async function load(id: string): Promise<Incident | undefined> {
    const document = await read(id);
    return document && seen(document);
  }

  // Under load thousands of reads wait, and the sender of this request is still waiting for an answer.
  const look = createGroupReads((ids) => incidents.find({ _id: { $in: ids } }, { _id: 1 }).lean<{ _id: string }[]>());

  async function has(id: string): Promise<boolean> {
    return (await look(id)) !== undefined;
  }

  async function idsFrom(prefix: string, limit: number): Promise<readonly string[]> {
    const range = { $gte: prefix, $lt: `${prefix}\uffff` };
    const found = await incidents
      .find({ _id: range }, { _id: 1 })
      .sort({ _id: 1 })
      .limit(limit)
      .lean<{ _id: string }[]>();
    return found.map(({ _id }) => _id);
  }

  async function byNumber(number: number): Promise<Incident | undefined> {
    const document = await incidents.findOne({ number }, loaded).lean<LoadedDocument>();
    return document ? seen(document) : undefined;
  }

  async function byAddress(key: string): Promise<Incident | undefined> {
    const found = await Promise.all(
      (['places', 'roomPlaces'] as const).map((field) =>
        incidents
          .findOne({ [field]: key }, loaded)
          .sort({ number: -1 })
          .lean<LoadedDocument>(),
      ),
    );
    const [latest] = found.flatMap((one) => one ?? []).sort((a, b) => b.number - a.number);
    return latest && seen(latest);
  }

  async function latestPageOf(person: PersonId): Promise<Incident | undefined> {
    const candidates = await incidents
      .find({ 'decided.paged.person': person, 'decided.state': { $in: openStates } }, loaded)
      .lean<LoadedDocument[]>();
    const [latest] = readable(candidates)
      .map(seen)
      .flatMap((incident) => {
        const at = lastShownTo(incident, person)?.getTime();
        return at === undefined ? [] : [{ incident, at }];
      })
      .sort((a, b) => b.at - a.at || b.incident.number - a.incident.number);
    return latest?.incident;
  }

  async function byCause(cause: string): Promise<Incident | undefined> {
    const document =
      (await incidents.findOne({ _id: cause }, loaded).lean<LoadedDocument>()) ??
      (await incidents.findOne({ 'decided.handled': cause }, loaded).lean<LoadedDocument>());
    return document ? seen(document) : undefined;
  }

  return { load, has, idsFrom, byNumber, byAddress, byCause, latestPageOf };
}
