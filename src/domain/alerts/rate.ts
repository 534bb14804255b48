import type { Directory } from '../directory.ts';
import { policyNamed } from '../escalation/which-policy.ts';
import type { Incident } from '../incident/incident.ts';
import { severities } from '../severity.ts';
import type { Alert } from './alert.ts';
import type { AlertRate } from './grouped-alert.ts';
import type { RoutedAlert } from './routed-alert.ts';

/**
 * An integration may begin incidents with so many new alerts a minute, unless the file says otherwise. At its peak,
 * when a rack or a zone fails, an Alertmanager sends 50 to 100; no team works through more than 100 incidents.
 */
export const defaultRateLimit = 100;
/** The incident of a rate ends after so long without an added alert (`calmAt`). */
export const calmAfterMs = 5 * 60_000;

/** The source of the signal that a rate has fallen. No sender has this name. */
const rateSource = 'rate';

/** Returns how many new alerts a minute the integration may begin incidents with; undefined: any number. */
export function rateLimitOf(integration: string, { integrations }: Directory): number | undefined {
  const limit = integrations?.get(integration)?.rateLimit ?? defaultRateLimit;
  return limit === 'none' ? undefined : limit;
}

/** Returns the key of the incident that takes in what an integration sends beyond its limit. */
export function rateKey(integration: string): string {
  return JSON.stringify(['rate', integration]);
}

/**
 * Returns whether a new alert goes to the incident of the rate. An open one takes alerts until the rate is below half
 * of the limit, so that a rate around the limit does not begin and end incidents.
 *
 * @param perMinute the rate with this alert
 * @param isOpen whether the incident of the rate is open
 */
export function isBeyond(perMinute: number, limit: number, isOpen: boolean): boolean {
  return perMinute > (isOpen ? limit / 2 : limit);
}

/** Returns the rate below which the last second of other processes may be left out. */
export function roughBelow(limit: number): number {
  return limit / 4;
}

/** Returns whether a rate this high needs to know whether the incident of the rate is open. */
export function isNearLimit(perMinute: number, limit: number): boolean {
  return perMinute > limit / 2;
}

/**
 * Returns the alert as a part of the incident of its integration's rate: with the service of the integration, and the
 * higher severity of the two.
 */
export function addToRate(
  routed: RoutedAlert,
  rate: NonNullable<RoutedAlert['rate']>,
  directory: Directory,
): RoutedAlert {
  const entry = directory.integrations?.get(rate.integration);
  const service = directory.services.get(entry?.service ?? '');
  const { service: _service, policy: own, route: _route, ...rest } = routed;
  const policy = service ? policyNamed(service.policy, directory) : own;
  const least = entry?.severity ?? service?.severity ?? routed.severity;
  const serviceId = service?.id ?? routed.service;
  return {
    ...rest,
    ...(serviceId !== undefined && { service: serviceId }),
    ...(policy && { policy }),
    severity: severities.find((one) => one === least || one === routed.severity) ?? least,
    rules: { group: 'service', autoResolve: true },
    key: rateKey(rate.integration),
    rate,
  };
}

/** Returns the title of an incident that begins because of a rate. */
export function rateTitle({ integration, limit }: { readonly integration: string; readonly limit: number }): string {
  return `${integration} sends more than ${limit} new alerts a minute`;
}

/** Returns the signal that ends the incident of a rate. */
export function calmSignal(integration: string): Alert {
  return { source: rateSource, fingerprint: integration, status: 'resolved', title: integration, labels: [] };
}

/** Returns the signal as it goes to its incident; undefined for every other alert. */
export function routeCalmSignal(alert: Alert): RoutedAlert | undefined {
  if (alert.source !== rateSource) return undefined;
  const { fingerprint, title } = alert;
  return {
    alert,
    title,
    severity: 'sev3',
    rules: { group: 'service', autoResolve: true },
    key: rateKey(fingerprint),
  };
}

/** Returns whether the signal is among these alerts. */
export function hasCalmSignal(alerts: readonly RoutedAlert[]): boolean {
  return alerts.some(({ alert }) => alert.source === rateSource);
}

/**
 * Returns when the incident of a rate ends by itself: after long enough without an added alert, counted from the
 * acknowledgement where there is one. Undefined while it is unassigned and an alert of it fires: until then it pages.
 */
export function calmAt({ acknowledged, alerts }: Pick<Incident, 'acknowledged' | 'alerts'>): Date | undefined {
  const { rate, firing = 0 } = alerts ?? {};
  if (!rate || (!acknowledged && firing > 0)) return undefined;
  return new Date(Math.max(rate.at.getTime(), acknowledged?.at.getTime() ?? 0) + calmAfterMs);
}

/** Returns whether the signal came alone and the incident ends. Alerts that come with it are added first. */
export function isCalm(
  incident: Pick<Incident, 'acknowledged' | 'alerts'>,
  alerts: readonly RoutedAlert[],
  now: Date,
): boolean {
  const at = calmAt(incident);
  return at !== undefined && at <= now && alerts.every(({ alert }) => alert.source === rateSource);
}

/** Returns the rate after these alerts; undefined for a group that no rate began. */
export function rateAfter(
  before: AlertRate | undefined,
  alerts: readonly RoutedAlert[],
  now: Date,
): AlertRate | undefined {
  return alerts.reduce<AlertRate | undefined>((known, { rate }) => {
    // An incident of another kind that takes in such alerts must not end by itself.
    if (!rate || !known) return known;
    const { perMinute, ...said } = rate;
    return { ...said, peak: Math.max(known.peak, Math.round(perMinute)), at: now };
  }, before);
}
