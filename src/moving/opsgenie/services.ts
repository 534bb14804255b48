import type { Builder } from '../file/builder.ts';
import { addPolicy } from '../policies.ts';
import { named } from '../read.ts';
import { escaped, spellPattern } from '../routes.ts';
import { targetsOf } from './policies.ts';
import type { Condition, Integration, RoutingRule, Team } from './shapes.ts';

const severities: Readonly<Record<string, string>> = { P1: 'sev1', P2: 'sev2', P3: 'sev3', P4: 'sev4', P5: 'sev4' };

/** Integrations whose payload Tocsin can read. Others post in Opsgenie's own shape. */
const shapes = {
  grafana: 'grafana',
  datadog: 'datadog',
  newrelicv2: 'newrelic',
  amazoncloudwatch: 'cloudwatch',
  cloudwatch: 'cloudwatch',
  zabbix: 'zabbix',
  sentry: 'sentry',
  statuscake: 'statuscake',
  uptimerobot: 'uptimerobot',
  azure: 'azure-monitor',
} as const;

type Schedules = ReadonlyMap<string, readonly string[]>;

/** Adds a service for each team, because Opsgenie sends alerts to teams. Its policy is that of the team's default rule. */
export function addTeamServices(builder: Builder, teams: readonly Team[], schedules: Schedules): void {
  const services = new Map<string, string>();
  for (const team of teams) {
    const subject = named('team', team.name);
    const rules = [...(team.routingRules ?? [])].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
    const usual = rules.find(({ isDefault }) => isDefault) ?? rules.at(-1);
    const policy = usual && policyOf(builder, team, usual, schedules, subject);
    if (!policy) {
      builder.lines.leftOut(
        subject,
        'its routing rules lead to no escalation or schedule that was carried, so it is no service here',
      );
      continue;
    }
    const service = builder.ids.services.idFor(team.id, team.name);
    const group = builder.ids.teams.known(team.id);
    const members = group && builder.has('teams', group) ? { team: group } : {};
    builder.add('services', service, { name: team.name.slice(0, 80), policy, ...members }, subject);
    services.set(team.id, service);
    for (const rule of rules) if (rule !== usual) addRule(builder, team, rule, service, schedules);
  }
}

/** Returns a policy with one level for a schedule that alerts are sent to directly. */
function policyOf(
  builder: Builder,
  team: Team,
  { notify }: RoutingRule,
  schedules: Schedules,
  subject: string,
): string | undefined {
  const { ids } = builder;
  const { type, id = '', name = '' } = notify ?? {};
  if (type === 'escalation') {
    const known = ids.policies.known(id) ?? ids.policies.known(name);
    return known && builder.has('policies', known) ? known : undefined;
  }
  if (type !== 'schedule' && type !== 'user' && type !== 'team') return undefined;
  const policy = ids.policies.idFor(`${type} ${id || name}`, `${team.name} ${name}`);
  if (builder.has('policies', policy)) return policy;
  const page = targetsOf(builder, { type, id, name, username: undefined }, schedules, subject);
  return addPolicy(builder, policy, [{ page, seconds: 300 }], 0, subject) ? policy : undefined;
}

function addRule(builder: Builder, team: Team, rule: RoutingRule, service: string, schedules: Schedules): void {
  const subject = named('routing rule', `${team.name}: ${rule.name ?? rule.id ?? ''}`);
  const policy = policyOf(builder, team, rule, schedules, subject);
  const { type = 'match-all', conditions } = rule.criteria ?? {};
  const matches = (conditions ?? []).map(matchOf);
  const known = matches.filter((one) => one !== undefined);
  if (!policy || rule.timeRestriction || known.length === 0 || known.length < matches.length) {
    builder.lines.leftOut(subject, 'its conditions, hours or target cannot be a route; write one under routes');
    return;
  }
  const all =
    type === 'match-any-condition' ? known : [Object.assign({}, ...known) as Readonly<Record<string, string>>];
  for (const match of all) builder.addRoute({ match: { ...match, service }, service, policy });
  builder.lines.approximated(subject, 'it is a route here, for alerts that name the service');
}

function matchOf({
  field,
  key,
  not,
  operation,
  expectedValue: value,
}: Condition): Readonly<Record<string, string>> | undefined {
  if (not || value === undefined) return undefined;
  if (field === 'priority')
    return operation === 'equals' && severities[value] ? { severity: severities[value] } : undefined;
  const label = field === 'message' ? 'title' : field === 'extra-properties' || field === 'details' ? key : undefined;
  if (!label) return undefined;
  if (operation === 'equals') return { [label]: value };
  const source = patternOf(operation, value);
  const pattern = source === undefined ? undefined : spellPattern(source);
  return pattern === undefined ? undefined : { [label]: pattern };
}

function patternOf(operation: string | undefined, value: string): string | undefined {
  switch (operation) {
    case 'contains':
      return escaped(value);
    case 'starts-with':
      return `^${escaped(value)}`;
    case 'ends-with':
      return `${escaped(value)}$`;
    case 'matches':
      return `^(?:${value})$`;
    default:
      return undefined;
  }
}

export function addOpsgenieIntegrations(builder: Builder, integrations: readonly Integration[]): void {
  const { ids, lines } = builder;
  for (const { id, name = id, type = 'API', enabled, apiKey, teamId, ownerTeam, emailAddress } of integrations) {
    const subject = named('integration', name);
    if (emailAddress || type.toLowerCase() === 'email') {
      lines.leftOut(subject, 'alerts by mail; see docs/alerts.md for alerts by mail');
      continue;
    }
    if (enabled === false) lines.leftOut(subject, 'it is disabled; here it counts');
    const service = ids.services.known(ownerTeam?.id ?? teamId ?? '');
    const own = shapes[type.toLowerCase() as keyof typeof shapes];
    if (!own && type !== 'API') lines.approximated(subject, `“${type}” is read in the shape of Opsgenie’s API here`);
    if (!service) lines.approximated(subject, 'it has no team that is a service here; its alerts name none');
    const integration = ids.integrations.idFor(id, name);
    builder.add('integrations', integration, { sender: own ?? 'opsgenie', ...(service && { service }) }, subject);
    if (apiKey) builder.keys.set(integration, apiKey);
    else lines.leftOut(subject, 'its key is not in the export; make a token for it: tokens new');
  }
}
