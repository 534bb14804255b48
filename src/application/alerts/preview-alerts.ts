import { type Alert, alertKey } from '../../domain/alerts/alert.ts';
import { beginWithAlerts, goesOn, goOnWithAlerts, isLateFor } from '../../domain/alerts/decide-alerts.ts';
import { stillFires, wasOvertaken } from '../../domain/alerts/episodes.ts';
import { withIntegration } from '../../domain/alerts/integration.ts';
import { routeAlert, routeResolve } from '../../domain/alerts/route.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { AlertPreview, AlertPreviews, AlertResolves } from '../../ports/alerts.ts';
import type { IncidentStore } from '../../ports/incidents.ts';
import { factsNow, type World } from '../world.ts';
import { createLatestIncidents } from './latest-incidents.ts';
import { readableAlert } from './readable-alert.ts';

type Parts = Pick<World, 'clock' | 'directory' | 'platforms' | 'everybodyOnWeb'> & {
  readonly store: Pick<IncidentStore, 'load' | 'has' | 'idsFrom' | 'openWithAlert' | 'alertsOf'>;
  readonly alertResolves: Pick<AlertResolves, 'of'>;
};

/** Says what alerts would cause, by the rules that apply to real ones. Changes nothing. */
export function createAlertPreviews(parts: Parts): AlertPreviews {
  const { store, directory, alertResolves, clock } = parts;

  async function preview(alerts: readonly Alert[], integration?: string): Promise<readonly AlertPreview[]> {
    const entry = integration === undefined ? undefined : directory().integrations?.get(integration);
    /** Keys for which an alert of the same payload declares an incident. */
    const begun = new Map<string, AlertPreview>();
    const previews: AlertPreview[] = [];
    for (const one of alerts) {
      const named = integration === undefined ? one : { ...one, integration };
      const alert = withIntegration(readableAlert(named, directory()), entry, clock.now());
      const routed = await locate(alert);
      const first = routed && begun.get(routed.key);
      const found = first ? { ...about(routed), outcome: 'joins' as const } : await previewOne(alert, routed);
      if (routed && found.outcome === 'opens') begun.set(routed.key, found);
      previews.push(found);
    }
    return previews;
  }

  async function locate(alert: Alert): Promise<RoutedAlert | undefined> {
    if (alert.status === 'firing') return routeAlert(alert, directory());
    const open = await store.openWithAlert(alert.fingerprint);
    return routeResolve(alert, open, directory()) ?? routeAlert(alert, directory());
  }

  async function previewOne(alert: Alert, routed: RoutedAlert | undefined): Promise<AlertPreview> {
    if (!routed) return { alert, outcome: 'ignored' };
    const facts = factsNow(parts);
    const { incident, generation } = await createLatestIncidents(parts).latest(routed.key, [routed], false);
    const known = incident ? await knownTo(incident, alert) : undefined;
    if (incident && goesOn(incident, facts.now) && (known || !isLateFor(incident, routed, facts.now))) {
      const { events, concerns } = goOnWithAlerts(incident, [routed], facts, known ? [known] : []);
      const { number } = incident;
      return { ...about(routed), ...told(events), incident: number, outcome: goesOnAs(alert, events, concerns) };
    }
    if (alert.status === 'resolved') return { ...about(routed), outcome: 'nothing' };
    const resolve = await alertResolves.of(alert);
    if (wasOvertaken(alert, resolve)) return { ...about(routed), outcome: 'over' };
    if (incident && stillFires(incident, known, routed, resolve, facts.now))
      return { ...about(routed), incident: incident.number, outcome: 'repeats' };
    const begins = { id: 'preview', number: 0, generation: generation + 1 };
    return { ...about(routed), ...told(beginWithAlerts([routed], begins, facts).events), outcome: 'opens' };
  }

  async function knownTo({ id, alerts }: Incident, alert: Alert) {
    const key = alertKey(alert);
    return alerts?.alerts.find((one) => alertKey(one) === key) ?? (await store.alertsOf(id, [alert]))[0];
  }

  return { preview };
}

function about({ alert, title, service, severity, policy }: RoutedAlert): Omit<AlertPreview, 'outcome'> {
  return { alert: { ...alert, title }, severity, ...(service && { service }), ...(policy && { policy: policy.id }) };
}

function goesOnAs(alert: Alert, events: readonly IncidentEvent[], concerns: boolean): AlertPreview['outcome'] {
  if (events.some(({ type }) => type === 'resolved')) return 'resolves';
  if (events.some(({ type }) => type === 'reopened')) return 'reopens';
  if (alert.status === 'resolved') return concerns ? 'ends' : 'nothing';
  return events.some(({ type }) => type === 'alerted') ? 'joins' : 'repeats';
}

/** Returns whom the alert pages first, and what the page waits for. */
function told(
  events: readonly IncidentEvent[],
): Pick<AlertPreview, 'pages' | 'waits' | 'deferredUntil' | 'maintenance'> {
  const paged = events.find((event) => event.type === 'paged');
  const waits = events.find((event) => event.type === 'waiting-for-alerts');
  const deferral = events.find((event) => event.type === 'held');
  return {
    ...(paged && { pages: paged.people }),
    ...(waits && { waits: { alerts: waits.alerts, withinMs: waits.withinMs } }),
    ...(deferral && {
      deferredUntil: deferral.until,
      ...(deferral.maintenance && { maintenance: deferral.maintenance.window }),
    }),
  };
}
