import { oneLine, truncate } from '../../lib/text.ts';
import type { Directory, LabelMatch, Service } from '../directory.ts';
import { policyNamed } from '../escalation/which-policy.ts';
import { titleLimit } from '../incident/texts.ts';
import { type Alert, alertKey, type Label } from './alert.ts';
import { correlate } from './correlation.ts';
import type { GroupedAlert } from './grouped-alert.ts';
import type { Integration } from './integration.ts';
import { matchedRoute, type RoutedAlert } from './routed-alert.ts';
import { type AlertRules, ownRules } from './rules.ts';

/**
 * Routes an alert. The service is the one that the alert names, if it exists, else that of the first matching route.
 * Severity and policy come from the route, then the alert, then the service.
 *
 * @returns undefined when the route ignores such alerts
 */
export function routeAlert(alert: Alert, directory: Directory): RoutedAlert | undefined {
  // Many monitors name the service only in a label.
  const named = directory.services.get(alert.service ?? labelled(alert, 'service') ?? '');
  const { routes = [] } = directory;
  const facts: ReadonlyMap<string, string> =
    routes.length === 0 ? new Map() : new Map(labelsToMatch(alert).map(({ name, value }) => [name, value]));
  const index = routes.findIndex(
    (one) =>
      (!named || one.ignore || one.service === named.id) &&
      (one.integration === undefined || one.integration === alert.integration) &&
      one.match.every((match) => meets(match, facts)),
  );
  const route = routes[index];
  if (route?.ignore) return undefined;
  const service = named ?? (route && directory.services.get(route.service));
  const policy = policyNamed(route?.policy ?? service?.policy, directory);
  const integration = alert.integration === undefined ? undefined : directory.integrations?.get(alert.integration);
  const rules = rulesFor(alert, service, integration);
  const correlation = correlate(alert, directory.correlations);
  const title = oneLine(route?.title ? filledIn(route.title, facts) : alert.title);
  return {
    alert,
    title: truncate(title || alert.title, titleLimit),
    severity: route?.severity ?? alert.severity ?? service?.severity ?? 'sev3',
    ...(service && { service: service.id }),
    ...(policy && { policy }),
    rules: correlation ? { ...rules, windowMs: correlation.withinMs } : rules,
    key: correlation?.key ?? keyOf(alert, rules, service?.id ?? ''),
    ...(routes.length > 0 && { route: route ? matchedRoute(route, index, !named && service !== undefined) : 'none' }),
  };
}

/** An open incident in which an alert may fire. */
export interface OpenIncident {
  readonly id: string;
  readonly service?: string;
  /** Of its group: alerts with the same key make one incident. */
  readonly key: string;
  /** Its alerts of the fingerprint that was asked for. */
  readonly alerts: readonly GroupedAlert[];
}

/**
 * Routes a resolve to the incident in which its alert fires, by the dedup key and not by labels, which most senders
 * leave out of a resolve. The rules are those of the incident's own service.
 *
 * @param open newest first
 * @returns it with the id of the incident; undefined when the alert fires in none of them
 */
export function routeResolve(
  alert: Alert,
  open: readonly OpenIncident[],
  directory: Directory,
): (RoutedAlert & { readonly incident: string }) | undefined {
  for (const { id, service, key, alerts } of open) {
    const known = alerts.find(
      (one) => one.status === 'firing' && alertKey({ ...one, ...integrationOf(one, alert) }) === alertKey(alert),
    );
    if (!known) continue;
    const { integration: _, ...rest } = alert;
    const own = { ...rest, ...(known.integration !== undefined && { integration: known.integration }) };
    const found = service === undefined ? undefined : directory.services.get(service);
    return {
      incident: id,
      alert: own,
      title: known.title,
      ...(found && { service: found.id }),
      severity: alert.severity ?? 'sev3',
      rules: rulesFor(alert, found),
      key,
    };
  }
  return undefined;
}

/** Alerts of earlier versions have no integration and match any. */
function integrationOf(known: { readonly integration?: string }, alert: Alert): { readonly integration?: string } {
  const integration = known.integration ?? alert.integration;
  return integration === undefined ? {} : { integration };
}

/** Tocsin's own monitors send one alert, however long the problem lasts: waiting for more would never end. */
function rulesFor({ source }: Alert, service: Service | undefined, integration?: Integration): AlertRules {
  const own = service?.alerts ?? ownRules;
  if (!own.pageAfter && integration?.reopenAfterMs === undefined) return own;
  const { pageAfter, ...rules } = own;
  const reopenAfterMs = integration?.reopenAfterMs ?? rules.reopenAfterMs;
  return {
    ...rules,
    ...(reopenAfterMs !== undefined && { reopenAfterMs }),
    ...(pageAfter && source !== 'heartbeat' && source !== 'check' && { pageAfter }),
  };
}

function labelled({ labels }: Alert, name: string): string | undefined {
  return labels.findLast((one) => one.name === name)?.value;
}

/** Returns the alert's labels, and its fields as labels of their names; its own labels win. */
function labelsToMatch({ labels, source, integration, title, service, severity }: Alert): Label[] {
  const own: Label[] = [
    { name: 'source', value: source },
    ...(integration === undefined ? [] : [{ name: 'integration', value: integration }]),
    { name: 'title', value: title },
    ...(service === undefined ? [] : [{ name: 'service', value: service }]),
    ...(severity === undefined ? [] : [{ name: 'severity', value: severity }]),
  ];
  return [...own, ...labels];
}

function meets({ label, is }: LabelMatch, facts: ReadonlyMap<string, string>): boolean {
  const value = facts.get(label);
  if (value === undefined) return false;
  if (typeof is === 'string') return value === is;
  return 'test' in is ? is.test(value) : is.includes(value);
}

/** Fills in `{{alertname}} on {{instance}}`. A missing label becomes an empty text. */
function filledIn(template: string, facts: ReadonlyMap<string, string>): string {
  return template.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (_, name: string) => facts.get(name) ?? '');
}

function keyOf(alert: Alert, { group }: AlertRules, service: string): string {
  if (group === 'fingerprint') {
    const [kind, fingerprint] = alert.group === undefined ? ['fingerprint', alert.fingerprint] : ['group', alert.group];
    return JSON.stringify([kind, ...(JSON.parse(alertKey({ ...alert, fingerprint })) as string[])]);
  }
  if (group === 'service') return JSON.stringify(['service', service]);
  const values = new Map(alert.labels.map(({ name, value }) => [name, value]));
  return JSON.stringify(['labels', service, ...group.map((name) => values.get(name) ?? null)]);
}
