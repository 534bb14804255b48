import type { Directory } from '../directory.ts';
import { policyNamed } from '../escalation/which-policy.ts';
import type { Incident } from '../incident/incident.ts';
import { severities } from '../severity.ts';
import type { Alert } from './alert.ts';
import type { AlertRate } from './grouped-alert.ts';
import type { RoutedAlert } from './routed-alert.ts';

/**
 * New alerts a minute that one integration may have become incidents of their own, unless the file says otherwise. A peak
 * of an Alertmanager (a rack or a zone that fails) is 50 to 100 alerts; no team works through more than 100 incidents.
 */
export const defaultRateLimit = 100;
/** The incident of a rate ends when nothing was added to it for so long (`calmAt`). */
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
 * Returns whether an alert that is new goes to the incident of the rate. Below half of the limit nothing does, so that a
 * rate that goes up and down around the limit does not begin and end incidents.
 *
 * @param perMinute the rate with this alert
 * @param isOpen whether the incident of the rate is open
 */
export function isBeyond(perMinute: number, limit: number, isOpen: boolean): boolean {
  return perMinute > (isOpen ? limit / 2 : limit);
}

/** Returns the rate up to which it does not matter whether the last second of other processes is counted already. */
export function roughBelow(limit: number): number {
  return limit / 4;
}

/** Returns whether a rate this high needs to know whether the incident of the rate is open. */
export function isNearLimit(perMinute: number, limit: number): boolean {
  return perMinute > limit / 2;
}

/**
 * Returns the alert as a part of its integration's incident of the rate: of the integration's own service and severity
 * where the file names them, or graver when the alert is.
 */
export function addToRate(
  routed: RoutedAlert,
  rate: NonNullable<RoutedAlert['rate']>,
  directory: Directory,
): RoutedAlert {
  const entry = directory.integrations?.get(rate.integration);
  const service = directory.services.get(entry?.service ?? '');
  const { service: _service, policy: own, ...rest } = routed;
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

/** Returns the signal that an integration is calm, to be given when its time has come. */
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
 * Returns when the incident of a rate ends by itself: when nothing was added to it for long enough, and whoever took it has had
 * as long. Undefined while nobody has taken it and an alert of it fires: until then it goes on paging.
 */
export function calmAt({ acknowledged, alerts }: Pick<Incident, 'acknowledged' | 'alerts'>): Date | undefined {
  const { rate, firing = 0 } = alerts ?? {};
  if (!rate || (!acknowledged && firing > 0)) return undefined;
  return new Date(Math.max(rate.at.getTime(), acknowledged?.at.getTime() ?? 0) + calmAfterMs);
}

/** Returns whether the signal has come alone, and the incident is to end. What comes with it is taken in first. */
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
    // What is merged into an incident of another kind does not make it one of a rate, which would end by itself.
    if (!rate || !known) return known;
    const { perMinute, ...said } = rate;
    return { ...said, peak: Math.max(known.peak, Math.round(perMinute)), at: now };
  }, before);
}
