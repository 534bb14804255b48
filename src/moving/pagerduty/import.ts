import { type Builder, createBuilder } from '../file/builder.ts';
import type { Imported, ImportedTarget } from '../file/imported.ts';
import { addPeople, personOf, sayNotificationRules } from '../people.ts';
import { addPolicy } from '../policies.ts';
import { named, readEntries } from '../read.ts';
import type { SourceDocument } from '../source.ts';
import { addPagerDutySchedules } from './schedules.ts';
import { addPagerDutyServices } from './services.ts';
import { type EscalationPolicy, escalationPolicy, type Service, schedule, service, type User, user } from './shapes.ts';

const roles = { owner: 'admin', admin: 'admin', user: 'manager' } as const;

const waysThere = {
  phone_contact_method: 'phone',
  sms_contact_method: 'SMS',
  push_notification_contact_method: 'push notification',
  whatsapp_contact_method: 'WhatsApp',
} as const;

/** Reads the answers of PagerDuty's REST API v2: users, schedules, overrides, escalation policies and services. */
export function importPagerDuty(documents: readonly SourceDocument[], now: Date): Imported {
  const builder = createBuilder(now);
  const { lines } = builder;
  const users = readEntries(documents, 'users', 'person', user, lines);
  addPeople(builder, users.map(foreignPerson));
  sayNotificationRules(lines, users.filter((one) => one.notification_rules?.length).length);
  addTeams(builder, users);
  const schedules = addPagerDutySchedules(
    builder,
    readEntries(withSingles(documents, 'schedule', 'schedules'), 'schedules', 'schedule', schedule, lines),
    documents,
  );
  const services = readEntries(documents, 'services', 'service', service, lines);
  for (const policy of readEntries(documents, 'escalation_policies', 'escalation policy', escalationPolicy, lines))
    addEscalationPolicy(builder, policy, schedules, services);
  addPagerDutyServices(builder, services, documents);
  return builder.imported();
}

/** Turns a single entry into a list: `GET /schedules/:id` answers with one entry. */
function withSingles(documents: readonly SourceDocument[], one: string, many: string): readonly SourceDocument[] {
  return documents.map(({ path, data }) => {
    const single = typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[one] : undefined;
    return single === undefined ? { path, data } : { path, data: { [many]: [single] } };
  });
}

function foreignPerson({ id, name, email, time_zone: zone, role, contact_methods: methods }: User) {
  const known = role && role in roles ? roles[role as keyof typeof roles] : undefined;
  return {
    key: id,
    name,
    email,
    zone,
    ...(known && { role: known }),
    otherWays: (methods ?? []).flatMap(({ type }) => waysThere[type as keyof typeof waysThere] ?? []),
  };
}

function addTeams(builder: Builder, users: readonly User[]): void {
  const members = new Map<string, { name: string; people: string[] }>();
  for (const { id, teams } of users) {
    const person = builder.ids.people.known(id);
    for (const team of teams ?? []) {
      const found = members.get(team.id) ?? { name: team.name ?? team.summary ?? team.id, people: [] };
      if (person) found.people.push(person);
      members.set(team.id, found);
    }
  }
  for (const [key, { name, people }] of members)
    builder.add('teams', builder.ids.teams.idFor(key, name), { members: people }, named('team', name));
}

function addEscalationPolicy(
  builder: Builder,
  { id, name = id, escalation_rules: rules, num_loops: repeat = 0 }: EscalationPolicy,
  schedules: ReadonlyMap<string, readonly string[]>,
  services: readonly Service[],
): void {
  const subject = named('escalation policy', name);
  const levels = rules.map(
    ({ targets, escalation_delay_in_minutes: minutes = 30, escalation_rule_assignment_strategy }) => ({
      page: targets.flatMap((target) => targetsOf(builder, target, schedules, subject)),
      seconds: minutes * 60,
      roundRobin: escalation_rule_assignment_strategy?.type === 'round_robin',
    }),
  );
  addPolicy(
    builder,
    builder.ids.policies.idFor(id, name),
    levels,
    repeat,
    subject,
    ackTimeoutOf(builder, id, services, subject),
  );
}

function targetsOf(
  builder: Builder,
  { id, type = '', name, summary }: EscalationPolicy['escalation_rules'][number]['targets'][number],
  schedules: ReadonlyMap<string, readonly string[]>,
  subject: string,
): readonly ImportedTarget[] {
  if (type.startsWith('user')) {
    const person = personOf(builder, id, name ?? summary, subject);
    return person ? [{ person }] : [];
  }
  const found = schedules.get(id);
  if (!found?.length)
    builder.lines.leftOut(subject, `${name ?? summary ?? id} is not among the schedules that were carried`);
  return (found ?? []).map((one) => ({ schedule: one }));
}

/** Returns the acknowledgement timeout, which PagerDuty has on services and Tocsin on policies. */
function ackTimeoutOf(
  builder: Builder,
  policy: string,
  services: readonly Service[],
  subject: string,
): number | undefined {
  const own = services.filter(({ escalation_policy: of }) => of?.id === policy);
  const timeouts = [...new Set(own.map(({ acknowledgement_timeout: timeout }) => timeout ?? 0))];
  if (timeouts.length === 1) return timeouts[0] || undefined;
  const shortest = Math.min(...timeouts.filter((one) => one > 0));
  if (!Number.isFinite(shortest)) return undefined;
  builder.lines.approximated(
    subject,
    'its services have different acknowledgement timeouts; the shortest counts for all',
  );
  return shortest;
}
