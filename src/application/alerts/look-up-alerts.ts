import { type AlertIdentity, alertKey } from '../../domain/alerts/alert.ts';
import type { AlertLookup, FoundAlert } from '../../ports/alerts.ts';
import type { IncidentStore } from '../../ports/incidents.ts';

/** How many of the newest incidents are searched: one page of the list, whatever the history. */
const incidentsSearched = 100;

/** Finds alerts for senders that ask for their state. */
export function createAlertLookup(store: Pick<IncidentStore, 'list' | 'alertsOf'>): AlertLookup {
  const newest = async (state: 'open' | 'all') => (await store.list({ state, limit: incidentsSearched })).items;

  /** The incident lists its latest alerts; a long group keeps the others apart. */
  async function findIn(state: 'open' | 'all', identity: AlertIdentity): Promise<FoundAlert | undefined> {
    const key = alertKey(identity);
    const incidents = await newest(state);
    for (const incident of incidents) {
      const alert = incident.alerts?.alerts.find((one) => alertKey(one) === key);
      if (alert) return { alert, incident };
    }
    for (const incident of incidents) {
      if (!incident.alerts || incident.alerts.total <= incident.alerts.alerts.length) continue;
      const [alert] = await store.alertsOf(incident.id, [identity]);
      if (alert) return { alert, incident };
    }
    return undefined;
  }

  return {
    find: async (identity) => (await findIn('open', identity)) ?? (await findIn('all', identity)),
    async list({ source, integration }) {
      const incidents = await newest('all');
      return incidents.flatMap((incident) =>
        (incident.alerts?.alerts ?? [])
          .filter((alert) => alert.source === source && alert.integration === integration)
          .map((alert) => ({ alert, incident })),
      );
    },
  };
}
