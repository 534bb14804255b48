import type { Db } from 'mongodb';
import { unreadableName } from '../../../src/domain/incident/listed.ts';
import { type IncidentDocument, unreadable } from './incident-document.ts';

const mostNamed = 20;

/** Returns what names incidents whose documents cannot be read, at most 20. Reads every incident: only for an operator. */
export async function findUnreadable(db: Db): Promise<readonly string[]> {
  const fields = { number: 1, version: 1, decided: 1 } as const;
  const found: string[] = [];
  for await (const one of db.collection<IncidentDocument>('incidents').find({}, { projection: fields })) {
    found.push(...unreadable([one]).map(unreadableName));
    if (found.length >= mostNamed) break;
  }
  return found;
}
