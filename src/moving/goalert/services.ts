import type { Builder } from '../file/builder.ts';
import type { ImportedIntegration, ImportedTarget } from '../file/imported.ts';
import { personOf } from '../people.ts';
import { addPolicy } from '../policies.ts';
import { named } from '../read.ts';
import { addRotationSchedule } from './schedules.ts';
import type { EscalationPolicy, Rotation, Service } from './shapes.ts';

/** Maps GoAlert's ids to whom a step pages. */
export interface Known {
  readonly schedules: ReadonlyMap<string, readonly string[]>;
  readonly rotations: ReadonlyMap<string, Rotation>;
  /** Rotations that become schedules because a policy pages them; filled during the import. */
  readonly rotationSchedules: Map<string, readonly string[]>;
}

export function addPolicies(builder: Builder, policies: readonly EscalationPolicy[], known: Known): void {
  for (const { id, name = id, repeat = 0, steps } of policies) {
    const subject = named('escalation policy', name);
    const inOrder = steps.map((step, index) => ({ step, at: step.stepNumber ?? index })).sort((a, b) => a.at - b.at);
    const levels = inOrder.map(({ step }) => ({
      page: idsOf(step).flatMap((target) => targetsOf(builder, target, known, subject)),
      seconds: step.delayMinutes * 60,
    }));
    addPolicy(builder, builder.ids.policies.idFor(id, name), levels, repeat, subject);
  }
}

interface StepTarget {
  readonly type: string;
  readonly id: string;
}

/** Newer versions have `actions`, older ones `targets`. */
function idsOf({ targets, actions }: EscalationPolicy['steps'][number]): readonly StepTarget[] {
  if (actions?.length) {
    return actions.map(({ type, args }) => ({
      type: type.replace('builtin-', ''),
      id: args.user_id ?? args.schedule_id ?? args.rotation_id ?? args.slack_channel_id ?? '',
    }));
  }
  return (targets ?? []).map(({ id, type }) => ({ id, type: type === 'slackChannel' ? 'slack-channel' : type }));
}

function targetsOf(
  builder: Builder,
  { type, id }: StepTarget,
  known: Known,
  subject: string,
): readonly ImportedTarget[] {
  if (type === 'user') {
    const person = personOf(builder, id, undefined, subject);
    return person ? [{ person }] : [];
  }
  if (type === 'slack-channel' && /^[CG][A-Z0-9]+$/.test(id)) return [{ channel: { slack: id } }];
  const schedules = type === 'rotation' ? rotationSchedules(builder, id, known) : known.schedules.get(id);
  if (!schedules?.length) builder.lines.leftOut(subject, `${type} “${id}” is not among what can be paged here`);
  return (schedules ?? []).map((schedule) => ({ schedule }));
}

function rotationSchedules(builder: Builder, id: string, { rotations, rotationSchedules: found }: Known) {
  const rotation = rotations.get(id);
  if (rotation && !found.has(id)) found.set(id, addRotationSchedule(builder, rotation));
  return found.get(id);
}

/** Integration keys whose payload Tocsin can read. */
const shapes: Readonly<Record<string, ImportedIntegration>> = {
  grafana: { sender: 'grafana' },
  prometheusAlertmanager: { sender: 'alertmanager' },
  generic: {
    sender: 'json',
    map: {
      title: 'summary',
      description: 'details',
      key: 'dedup',
      status: "action == 'close' && 'resolved' || 'firing'",
    },
  },
};

export function addServices(builder: Builder, services: readonly Service[]): void {
  const { ids, lines } = builder;
  for (const { id, name = id, escalationPolicyID, integrationKeys, heartbeatMonitors } of services) {
    const subject = named('service', name);
    const policy = ids.policies.known(escalationPolicyID);
    if (!policy || !builder.has('policies', policy)) {
      lines.leftOut(subject, 'its escalation policy is not in the export, or pages nobody');
      continue;
    }
    const service = ids.services.idFor(id, name);
    builder.add('services', service, { name: name.slice(0, 80), policy }, subject);
    for (const key of integrationKeys ?? []) addKey(builder, service, name, key);
    for (const { id: monitor, name: title = monitor, timeoutMinutes } of heartbeatMonitors ?? []) {
      const heartbeat = named('heartbeat monitor', `${name} ${title}`);
      builder.add(
        'heartbeats',
        ids.heartbeats.idFor(monitor, `${name} ${title}`),
        { every: `${timeoutMinutes}m`, service },
        heartbeat,
      );
      lines.toDo(heartbeat, 'let it call POST /v1/heartbeats/… of Tocsin (docs/alerts.md)');
    }
  }
}

function addKey(
  builder: Builder,
  service: string,
  serviceName: string,
  { id, type, name, href }: NonNullable<Service['integrationKeys']>[number],
): void {
  const { ids, lines } = builder;
  const title = `${serviceName} ${name ?? type}`;
  const subject = named('integration key', title);
  const known = shapes[type];
  if (!known) {
    lines.leftOut(subject, `“${type}” is not read in GoAlert’s shape; see docs/alerts.md`);
    return;
  }
  if (type === 'generic') lines.approximated(subject, 'its JSON is read; parameters in the address are not');
  const integration = ids.integrations.idFor(id, title);
  builder.add('integrations', integration, { ...known, service }, subject);
  const token = /[?&]token=([^&]+)/.exec(href ?? '')?.[1] ?? id;
  builder.keys.set(integration, decodeURIComponent(token));
}
