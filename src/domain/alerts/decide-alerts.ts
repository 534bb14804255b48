import { truncate } from '../../lib/text.ts';
import { beginPaging, withPresentPolicy } from '../escalation/begin-paging.ts';
import { declare } from '../incident/decide.ts';
import { activeDeferrals } from '../incident/deferrals.ts';
import { unsentPages } from '../incident/deliveries/unsent-pages.ts';
import { escalatingFrom } from '../incident/escalating.ts';
import type { IncidentEvent } from '../incident/events.ts';
import type { Incident } from '../incident/incident.ts';
import type { Declaration, Facts } from '../incident/intent.ts';
import { resumeDeferred } from '../incident/resume-deferred.ts';
import { textLimit } from '../incident/texts.ts';
import { type Severity, severities } from '../severity.ts';
import type { Alert } from './alert.ts';
import { keptDetails, labelsBesideLinks } from './alert-details.ts';
import { allResolved, emptyGroup, flapWithinMs, isEnough, takeIn } from './alert-group.ts';
import type { AlertGroup, GroupedAlert } from './grouped-alert.ts';
import { isCalm, rateTitle } from './rate.ts';
import type { RoutedAlert } from './routed-alert.ts';

/** One timeline entry names so many alerts. */
const mostNamed = 5;
/** Entries about alerts in one timeline; after that only the numbers go up. */
const mostTold = 20;

/** The outcome of alerts for an incident: its alerts afterwards, and the events. */
export interface AlertDecision {
  readonly group: AlertGroup;
  readonly events: readonly IncidentEvent[];
  /** False: none of the alerts belongs to the incident, and nothing has to be written. */
  readonly concerns: boolean;
}

/**
 * Begins an incident for alerts of one key, at least one of which fires. The first alert pages at once, unless the
 * service waits for more of them.
 *
 * @param generation how many incidents with this key there will have been
 */
export function beginWithAlerts(
  alerts: readonly RoutedAlert[],
  { id, number, generation }: { id: string; number: number; generation: number },
  facts: Facts,
): AlertDecision & { readonly declaration: Declaration } {
  const firing = alerts.filter(({ alert }) => alert.status === 'firing');
  const first = firing[0];
  if (!first) throw new Error('An incident begins with an alert that fires');
  const { group } = takeIn(emptyGroup(first, generation, facts.now), alerts, facts.now);
  const description = first.rate ? undefined : describe(first.alert);
  const declaration: Declaration = {
    id,
    number,
    by: first.alert.source,
    via: 'alert',
    title: first.rate ? rateTitle(first.rate) : first.title,
    severity: worst(firing.map(({ severity }) => severity)),
    ...(first.service && { service: first.service }),
    ...(description && { description }),
    ...(first.policy && { policy: first.policy }),
    ...(first.route && { route: first.route }),
  };
  const [declared, ...paging] = declare(declaration, facts) as [IncidentEvent, ...IncidentEvent[]];
  const { waiting, ...rest } = group;
  if (!waiting) return { declaration, group, events: [declared, ...paging], concerns: true };
  const { alerts: needed, withinMs } = waiting;
  if (isEnough(group)) return { declaration, group: rest, events: [declared, ...paging], concerns: true };
  const waits: IncidentEvent = { type: 'waiting-for-alerts', at: facts.now, alerts: needed, withinMs };
  return { declaration, group, events: [declared, waits], concerns: true };
}

/**
 * Returns whether further alerts of its key belong to this incident: it is open, or its alerts have just resolved it.
 */
export function goesOn({ state, resolved }: Incident, now: Date): boolean {
  if (state !== 'resolved' || !resolved) return true;
  return resolved.via === 'alert' && now.getTime() - resolved.at.getTime() <= flapWithinMs;
}

/** Returns whether a new alert comes too late for this incident and begins one of its own. */
export function isLateFor({ alerts: group }: Incident, { rules }: RoutedAlert, now: Date): boolean {
  return rules.windowMs !== undefined && group !== undefined && now.getTime() - group.grewAt.getTime() > rules.windowMs;
}

/**
 * Adds further alerts to an incident that continues.
 *
 * @param apart as in `takeIn`
 */
export function goOnWithAlerts(
  incident: Incident,
  alerts: readonly RoutedAlert[],
  facts: Facts,
  apart: readonly GroupedAlert[] = [],
): AlertDecision {
  const { alerts: before, escalation, number, state } = incident;
  if (!before) throw new Error(`Incident ${number} was not begun by an alert`);
  const { now: at } = facts;
  const taken = takeIn(before, alerts, at, apart);
  const { changed, counted } = taken;
  if (state !== 'resolved' && isCalm(incident, alerts, at)) {
    const { integration } = before.rate!;
    return {
      group: before,
      events: [
        { type: 'resolved', at, by: integration, via: 'alert', reason: 'rate-fell', ...unsentPages(incident, at) },
      ],
      concerns: true,
    };
  }
  const fires = changed.some(({ status }) => status === 'firing');
  // A resolved incident stays resolved unless an alert fires again.
  const isWorseAlone =
    state !== 'resolved' &&
    worst([incident.severity, ...firingNow(alerts).map(({ severity }) => severity)]) !== incident.severity;
  if ((counted === 0 && !isWorseAlone) || (state === 'resolved' && !fires))
    return { group: before, events: [], concerns: false };
  let { group } = taken;

  const source = alerts[0]!.alert.source;
  const actor = { by: source, via: 'alert' } as const;
  const events: IncidentEvent[] = state === 'resolved' ? [{ type: 'reopened', at, ...actor }] : [];
  if (changed.length > 0 && group.told < mostTold) {
    group = { ...group, told: group.told + 1 };
    events.push({ type: 'alerted', at, source, ...named(changed) });
  }
  if (group.flapping && !before.flapping) events.push({ type: 'flapping', at, title: group.flapping.title });

  const told = worst([incident.severity, ...firingNow(alerts).map(({ severity }) => severity)]);
  if (told !== incident.severity) events.push({ type: 'severity-changed', at, ...actor, severity: told });
  // The escalation restarts, and in a maintenance it waits for its end.
  const again = state === 'resolved' ? { alerted: { ...(incident.service && { service: incident.service }) } } : {};
  const escalating = escalation && { ...escalatingFrom(incident, escalation), severity: told, ...again };
  const unpaged = state === 'triggered' && escalation !== undefined && escalation.level < 0;
  const enough = group.waiting !== undefined && isEnough(group);
  if (group.waiting && enough) {
    const { waiting, ...rest } = group;
    group = rest;
    events.push({ type: 'enough-alerts', at, alerts: waiting!.alerts, withinMs: waiting!.withinMs });
  }
  const isWorse = told !== incident.severity && !group.waiting;
  const asleep = activeDeferrals(incident).length > 0;
  // The new alert may be severe enough to page people in quiet hours.
  if (isWorse && asleep) events.push(...resumeDeferred({ ...incident, severity: told }, facts));
  const begins = state === 'resolved' ? !group.waiting : unpaged && !asleep && (enough || isWorse);
  if (escalating && begins) {
    const again = state === 'resolved' ? withPresentPolicy(incident, escalation, facts) : undefined;
    const policy = again?.renewed.policy ?? escalating.policy;
    events.push(...(again?.events ?? []), ...beginPaging({ ...escalating, policy }, facts));
  }

  // Alerts of several services may come together: a resolve has the rules of the incident's own service (`routeResolve`).
  const last = alerts.findLast(({ alert }) => alert.status === 'resolved') ?? alerts[0]!;
  if (last.rules.autoResolve && allResolved(group) && !group.flapping) {
    events.push({ type: 'resolved', at, ...actor, ...unsentPages(incident, at) });
  }
  return { group, events, concerns: true };
}

/** Returns the incident with the present alerts. Its card shows them, so its revision rises. */
export function withAlerts(incident: Incident, alerts: AlertGroup): Incident {
  return { ...incident, alerts, revision: incident.revision + 1 };
}

function named(changed: readonly GroupedAlert[]) {
  const alerts = changed.slice(0, mostNamed).map(({ title, status }) => ({ title, status }));
  return { alerts, more: changed.length - alerts.length };
}

function firingNow(alerts: readonly RoutedAlert[]): RoutedAlert[] {
  return alerts.filter(({ alert }) => alert.status === 'firing');
}

function worst(all: readonly Severity[]): Severity {
  return severities.find((severity) => all.includes(severity)) ?? 'sev3';
}

/**
 * Returns the description of the incident: the alert's text and labels, and its address only when that is too long for
 * a link.
 */
function describe(alert: Alert): string {
  const { description, url, labels } = alert;
  const { links = [], image } = keptDetails(alert);
  const listed = labelsBesideLinks({ labels, links, ...(image && { image }) })
    .map(({ name, value }) => `${name}: ${value}`)
    .join(' · ');
  const isLinked = links.some((one) => one.url === url);
  const parts = [description, !isLinked && url, listed && truncate(listed, 600)].filter(Boolean);
  return truncate(parts.join('\n'), textLimit);
}
