import type { Connection } from 'mongoose';
import { type AlertIdentity, alertKey } from '../../../src/domain/alerts/alert.ts';
import type { GroupedAlert } from '../../../src/domain/alerts/grouped-alert.ts';
import { shortHash } from '../../../src/lib/values/digest.ts';
import type { AlertPage, AlertPageQuery } from '../../../src/ports/incidents.ts';
import { insertMissing } from '../batching/insert-missing.ts';
import { replaceOnlyIf } from '../batching/only-if.ts';
import { createWriteTogether, throwFailure, type Update, updateById } from '../batching/write-together.ts';
import { collectionOf, type Indexes, modelOf } from '../connection/collections.ts';
import { present } from '../connection/stored.ts';

interface AlertDocument {
  /** The incident, and a digest of the alert's identity. */
  readonly _id: string;
  /** The version of the incident in which the alert was like this: an older version never replaces a newer one. */
  readonly version: number;
  readonly alert: GroupedAlert;
}

const indexes: Indexes = [
  // For reads by the beginning of an id: SecantusDB uses the index on the id only for whole ids.
  [{ _id: 1, version: 1 }],
  // A resolve may have only the fingerprint.
  [{ 'alert.fingerprint': 1 }],
];

export interface IncidentAlerts {
  /** Saves these alerts as they were in this version of the incident. A repeated call changes nothing. */
  keepApart(incident: string, version: number, alerts: readonly GroupedAlert[]): Promise<void>;
  /** Returns those of these alerts that are kept apart. */
  find(incident: string, alerts: readonly AlertIdentity[]): Promise<readonly GroupedAlert[]>;
  /**
   * Returns a page of the alerts kept apart and of those that the document lists (`listed`, which are newer), by their
   * digests.
   */
  page(incident: string, listed: readonly GroupedAlert[], query: AlertPageQuery): Promise<AlertPage>;
  /** Returns the alerts kept apart that have these fingerprints, of any incident. */
  withFingerprints(fingerprints: readonly string[]): Promise<readonly AlertApart[]>;
}

export interface AlertApart {
  readonly incident: string;
  readonly alert: GroupedAlert;
}

/**
 * Makes the store of alerts that incidents no longer list in their own documents (docs/adr/0004). An alert that a document
 * lists is newer than its copy here.
 *
 * @param manner as in `createWriteTogether`
 */
export function createIncidentAlerts(connection: Connection, manner: { readonly sole?: boolean } = {}): IncidentAlerts {
  const alerts = modelOf<AlertDocument>(connection, 'incidentAlerts', indexes);
  const collection = collectionOf<AlertDocument>(connection, 'incidentAlerts');
  const writeTogether = createWriteTogether(connection.getClient(), collection, manner);

  async function keepApart(incident: string, version: number, all: readonly GroupedAlert[]): Promise<void> {
    if (all.length === 0) return;
    const documents = all.map((alert) => ({ _id: rowId(incident, alert), version, alert: present(alert) }));
    const there = await insertMissing(collection, documents);
    if (there.length === 0) return;
    throwFailure(await writeTogether(there.map(replaceOlder)));
  }

  function replaceOlder(document: AlertDocument): Update {
    return updateById(collection, document._id, replaceOnlyIf([{ $lt: ['$version', document.version] }], document));
  }

  async function find(incident: string, identities: readonly AlertIdentity[]): Promise<readonly GroupedAlert[]> {
    if (identities.length === 0) return [];
    const ids = new Set(identities.map((one) => rowId(incident, one)));
    const found = await alerts.find({ _id: { $in: [...ids] } }).lean<AlertDocument[]>();
    return found.map(({ alert }) => present(alert));
  }

  async function page(
    incident: string,
    listed: readonly GroupedAlert[],
    { after = '', limit }: AlertPageQuery,
  ): Promise<AlertPage> {
    const range = { $gt: rowPrefix(incident) + after, $lt: `${rowPrefix(incident)}g` };
    const apart = await alerts
      .find({ _id: range })
      .sort({ _id: 1 })
      .limit(limit + 1)
      .lean<AlertDocument[]>();
    const found = new Map(apart.map(({ _id, alert }) => [_id, present(alert)]));
    for (const one of listed) found.set(rowId(incident, one), one);
    const rows = [...found]
      .filter(([id]) => id > range.$gt)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .slice(0, limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(([, alert]) => alert),
      ...(rows.length > limit && last && { next: last[0].slice(rowPrefix(incident).length) }),
    };
  }

  async function withFingerprints(fingerprints: readonly string[]): Promise<readonly AlertApart[]> {
    const found = await alerts.find({ 'alert.fingerprint': { $in: [...fingerprints] } }).lean<AlertDocument[]>();
    return found.map(({ _id, alert }) => ({ incident: _id.slice(0, _id.lastIndexOf(':')), alert: present(alert) }));
  }

  return { keepApart, find, page, withFingerprints };
}

/** A digest follows the prefix: hexadecimal digits sort before `g`. */
function rowPrefix(incident: string): string {
  return `${incident}:`;
}

function rowId(incident: string, alert: AlertIdentity): string {
  return `${rowPrefix(incident)}${shortHash(alertKey(alert))}`;
}
