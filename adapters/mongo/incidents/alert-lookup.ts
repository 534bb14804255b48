import type { Connection } from 'mongoose';
import { alertKey } from '../../../src/domain/alerts/alert.ts';
import type { OpenIncident } from '../../../src/domain/alerts/route.ts';
import { createGroupReads } from '../batching/group-reads.ts';
import { present } from '../connection/stored.ts';
import type { AlertApart, IncidentAlerts } from './incident-alerts.ts';
import { type IncidentDocument, incidentModel } from './incident-document.ts';

type Found = Pick<IncidentDocument, '_id' | 'number' | 'decided'>;

const shown = { number: 1, 'decided.state': 1, 'decided.service': 1, 'decided.alerts': 1 } as const;

/**
 * Finds open incidents by the fingerprint of an alert. Alerts that an incident lists are found by an index on the incident's
 * own document, so they are written atomically with the incident; the others are found among the alerts kept apart. Resolves
 * that arrive together are looked up together.
 */
export function createAlertLookup(
  connection: Connection,
  alerts: Pick<IncidentAlerts, 'withFingerprints'>,
): (fingerprint: string) => Promise<readonly OpenIncident[]> {
  const incidents = incidentModel(connection);

  const read = createGroupReads(async (fingerprints) => {
    const [listing, apart] = await Promise.all([
      incidents
        .find(
          {
            'decided.alerts.alerts.fingerprint': { $in: [...fingerprints] },
            'decided.state': { $in: ['triggered', 'acknowledged'] },
          },
          shown,
        )
        .lean<Found[]>(),
      alerts.withFingerprints(fingerprints),
    ]);
    const known = new Set(listing.map(({ _id }) => _id));
    const others = [...new Set(apart.map(({ incident }) => incident))].filter((id) => !known.has(id));
    // SecantusDB reads the whole collection for a filter of the id and another field.
    const keeping = others.length > 0 ? await incidents.find({ _id: { $in: others } }, shown).lean<Found[]>() : [];
    const open = [...listing, ...keeping]
      .filter(({ decided }) => decided.state !== 'resolved')
      .sort((one, other) => other.number - one.number);
    return fingerprints.map((fingerprint) => ({
      _id: fingerprint,
      incidents: open.flatMap((document) => withFingerprint(document, fingerprint, apart)),
    }));
  });

  return async (fingerprint) => (await read(fingerprint))?.incidents ?? [];
}

/** The alerts that the document lists are newer than those kept apart. */
function withFingerprint({ _id, decided }: Found, fingerprint: string, apart: readonly AlertApart[]): OpenIncident[] {
  const { service, alerts: group } = present(decided);
  if (!group) return [];
  const listed = group.alerts.filter((one) => one.fingerprint === fingerprint);
  const keys = new Set(listed.map(alertKey));
  const others = apart.flatMap(({ incident, alert }) =>
    incident === _id && alert.fingerprint === fingerprint && !keys.has(alertKey(alert)) ? [alert] : [],
  );
  const alerts = [...listed, ...others];
  return alerts.length > 0 ? [{ id: _id, key: group.key, alerts, ...(service && { service }) }] : [];
}
