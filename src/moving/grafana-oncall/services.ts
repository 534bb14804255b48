import type { Builder } from '../file/builder.ts';
import { named } from '../read.ts';
import { spellPattern } from '../routes.ts';
import type { Integration, Route } from './shapes.ts';

/** Integrations whose payload Tocsin can read. */
const shapes = {
  alertmanager: 'alertmanager',
  grafana: 'grafana',
  grafana_alerting: 'grafana',
  legacy_grafana_alerting: 'grafana',
  formatted_webhook: 'grafana-oncall',
  webhook: 'grafana-oncall',
  datadog: 'datadog',
  sentry: 'sentry',
  sentry_platform: 'sentry',
  newrelic: 'newrelic',
  zabbix: 'zabbix',
  uptimerobot: 'uptimerobot',
  amazon_sns: 'cloudwatch',
  pagerduty: 'pagerduty',
} as const;

/** Adds a service for each chain, because OnCall's integrations and routes choose a chain. */
export function addIntegrations(
  builder: Builder,
  chains: readonly { readonly id: string; readonly name: string }[],
  integrations: readonly Integration[],
  routes: readonly Route[],
): void {
  const { ids, lines } = builder;
  for (const { id, name } of chains) {
    const policy = ids.policies.known(id);
    if (!policy || !builder.has('policies', policy)) continue;
    builder.add('services', ids.services.idFor(id, name), { name: name.slice(0, 80), policy }, named('chain', name));
  }
  const serviceOf = (chain: string | undefined) => {
    const service = chain === undefined ? undefined : ids.services.known(chain);
    return service && builder.has('services', service) ? service : undefined;
  };
  for (const { id, name = id, type = '', link, default_route: usual } of integrations) {
    const subject = named('integration', name);
    const shape = shapes[type as keyof typeof shapes];
    if (!shape) {
      lines.leftOut(subject, `“${type}” is not read in the shape that OnCall reads; see docs/alerts.md`);
      continue;
    }
    const service = serviceOf(usual?.escalation_chain_id);
    if (!service) lines.leftOut(subject, 'its default route has no chain that was carried; its alerts name no service');
    const integration = ids.integrations.idFor(id, name);
    builder.add('integrations', integration, { sender: shape, ...(service && { service }) }, subject);
    const key = /\/integrations\/v1\/[^/]+\/([^/]+)/.exec(link ?? '')?.[1];
    if (key) builder.keys.set(integration, key);
    const own = routes.filter((route) => route.integration_id === id && !route.is_the_last_route);
    for (const route of own.sort((a, b) => (a.position ?? 0) - (b.position ?? 0)))
      addRoute(builder, route, integration, serviceOf(route.escalation_chain_id), name);
  }
}

/** A label and its value in a payload: `"severity": "critical"`. */
const oneLabel = /^"?(\w+)"?\s*(?:\\s\*)?:\s*(?:\\s\*)?"([^"]+)"$/;

/** Adds a route. OnCall matches an expression against the whole payload, Tocsin against one label. */
function addRoute(
  builder: Builder,
  route: Route,
  integration: string,
  service: string | undefined,
  name: string,
): void {
  const expression = route.routing_regex ?? '';
  const subject = named('route', `${name}: ${expression}`);
  const [, label, value] = oneLabel.exec(expression) ?? [];
  const pattern = value === undefined ? undefined : spellPattern(`^(?:${value})$`);
  if (!service || route.routing_type === 'jinja2' || !label || !pattern) {
    const why = service ? 'it looks at the whole payload; write a route by a label' : 'its chain was not carried';
    builder.lines.leftOut(subject, why);
    return;
  }
  builder.addRoute({ match: { [label]: pattern }, integration, service });
  builder.lines.approximated(subject, `it looks at the label ${label} here`);
}
