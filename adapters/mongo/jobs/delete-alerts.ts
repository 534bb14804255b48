import type { Collection, UpdateFilter } from 'mongodb';
import type { IncidentDocument } from '../incidents/incident-document.ts';
import { type ById, deleteUnder, someUnder } from './delete-under.ts';

/** A resolved incident, with the number of its firing alerts, and whether the alerts that it lists are firing. */
export type OldGroup = Pick<IncidentDocument, '_id' | 'version' | 'decided'>;
export const grouped = { version: 1, 'decided.alerts.firing': 1, 'decided.alerts.alerts.status': 1 } as const;

/** An alert that an incident does not list, with the version of the incident that kept it apart. */
export interface AlertApart extends ById {
  readonly version: number;
}

interface Collections {
  readonly incidents: Collection<IncidentDocument>;
  readonly alertsApart: Collection<AlertApart>;
}

/**
 * Deletes the alerts that an incident keeps apart, unless a decision has changed the incident since it was found. Returns
 * how many.
 */
export async function deleteAlertsApart({ incidents, alertsApart }: Collections, old: OldGroup): Promise<number> {
  const { _id, version } = old;
  if ((await someUnder(alertsApart, _id)).length === 0) return 0;
  if (!(await forgetAlertsApart(incidents, old))) return 0;
  // Alerts that a later decision kept apart belong to an incident that was reopened since.
  return deleteUnder(alertsApart, _id, { version: { $lte: version } });
}

/**
 * Gives the incident another version before its alerts are deleted, so that a decision that reopens it reads what is left.
 * When some firing alerts are deleted, resolves no longer end the incident. Returns false when a decision has changed the
 * incident since it was found.
 */
async function forgetAlertsApart(incidents: Collection<IncidentDocument>, old: OldGroup): Promise<boolean> {
  const { _id, version, decided } = old;
  const left = decided.alerts?.alerts.filter(({ status }) => status === 'firing').length ?? 0;
  const isIncomplete = decided.alerts !== undefined && decided.alerts.firing > left;
  const change: object = { $inc: { version: 1 }, ...(isIncomplete && { $set: { 'decided.alerts.more': true } }) };
  const { modifiedCount } = await incidents.updateOne({ _id, version }, change as UpdateFilter<IncidentDocument>);
  return modifiedCount === 1;
}
