import type { Document } from 'mongodb';
import { markdownTable } from './figures.ts';
import type { Core } from './load-core.ts';
import { serviceOf } from './load-team.ts';

/** What the database says that it looks at for each read of the store, on a database whose newest incidents are open. */
export async function plans({ incidents, db }: Core, newest: number, open: number): Promise<string> {
  const from = newest - 2 * open;
  const last = `bench-${newest}`;
  const ledger = await db.collection<{ _id: string; generation: string }>('figureLedger').findOne({ _id: 'ledger' });
  const today = new Date().toISOString().slice(0, 10);
  const reads: Record<string, Document> = {
    'by id (`load`, each change)': { _id: { $in: [last] } },
    'by number (`ack 42`, `show 42`)': { number: newest },
    'by room': { places: `web|room-#${newest}` },
    'by cause (a repeat)': { 'decided.handled': last },
    'open and paged (a bare `ack`)': {
      'decided.paged.person': 'p3',
      'decided.state': { $in: ['triggered', 'acknowledged'] },
    },
    'list, open': { 'decided.state': 'triggered', number: { $gte: 0 } },
    'list, resolved': { 'decided.state': 'resolved', number: { $gte: from } },
    'list, all': { number: { $gte: from } },
    'list, of a service': { 'decided.state': 'triggered', 'decided.service': serviceOf(3), number: { $gte: 0 } },
    'dashboard, of a severity': { 'decided.state': 'triggered', 'decided.severity': 'sev1', number: { $gte: 0 } },
    'dashboard, still to be counted': { uncounted: true },
    'due (sweep)': { dueAt: { $gt: new Date(0), $lte: new Date() } },
    'to send (sweep)': { outboxAt: { $gt: new Date(0), $lte: new Date() } },
  };
  const rows = await Promise.all(
    Object.entries(reads).map(async ([name, filter]) => [
      name,
      ...lookedAt(await incidents.find(filter, { projection: { number: 1 } }).explain('executionStats')),
    ]),
  );
  const days = db.collection<Document & { _id: string }>('figureDays');
  const day = await days.find({ _id: { $in: [`${ledger?.generation} ${today}`] } }).explain('executionStats');
  return markdownTable(['read', 'index', 'keys', 'documents'], [...rows, ['dashboard, a day', ...lookedAt(day)]]);
}

function lookedAt({ queryPlanner, executionStats }: Document): string[] {
  const said = JSON.stringify(queryPlanner.winningPlan);
  const index = /"indexName":"([^"]+)"/.exec(said)?.[1];
  const { totalKeysExamined, totalDocsExamined } = executionStats;
  return [index ?? (said.includes('COLLSCAN') ? 'COLLSCAN' : 'by id'), `${totalKeysExamined}`, `${totalDocsExamined}`];
}
