import type { Builder } from '../file/builder.ts';
import type { ImportedService } from '../file/imported.ts';
import { spellMoment } from '../on-call/settle.ts';
import { spellDuration } from '../policies.ts';
import { named, readEntries } from '../read.ts';
import type { SourceDocument } from '../source.ts';
import { integration, maintenanceWindow, type Service } from './shapes.ts';

const severityOf = { high: 'sev2', low: 'sev4' } as const;

/** Adds services, their integrations and their future maintenance windows. */
export function addPagerDutyServices(
  builder: Builder,
  services: readonly Service[],
  documents: readonly SourceDocument[],
): void {
  for (const service of services) addService(builder, service);
  const others = readEntries(documents, 'integrations', 'integration', integration, builder.lines);
  for (const service of services) {
    const own = new Map((service.integrations ?? []).map((one) => [one.id, one]));
    for (const one of others) if (one.service?.id === service.id) own.set(one.id, { ...own.get(one.id), ...one });
    for (const one of own.values()) addIntegration(builder, service, one);
  }
  for (const window of readEntries(
    documents,
    'maintenance_windows',
    'maintenance window',
    maintenanceWindow,
    builder.lines,
  ))
    addWindow(builder, window);
}

function addService(builder: Builder, service: Service): void {
  const { ids, lines } = builder;
  const name = service.name ?? service.summary ?? service.id;
  const subject = named('service', name);
  const policy = service.escalation_policy && ids.policies.known(service.escalation_policy.id);
  if (!policy || !builder.has('policies', policy)) {
    lines.leftOut(subject, 'its escalation policy is not in the export, or pages nobody');
    return;
  }
  const [team] = (service.teams ?? []).flatMap(({ id }) => ids.teams.known(id) ?? []);
  const { type, urgency } = service.incident_urgency_rule ?? {};
  const severity = type === 'constant' && urgency && urgency in severityOf ? severityOf[urgency as 'high'] : undefined;
  const grouping = service.alert_grouping_parameters;
  const fields = grouping?.type === 'content_based' ? (grouping.config?.fields ?? []) : [];
  if (service.status === 'disabled') lines.leftOut(subject, 'it is disabled; here it counts');
  if (service.support_hours || type === 'use_support_hours')
    lines.leftOut(subject, 'its support hours; a policy’s hold is near to them');
  if (type === 'constant' && urgency === 'severity_based') lines.leftOut(subject, 'urgency by the severity of alerts');
  if (grouping?.type) {
    lines.approximated(subject, `alerts are grouped by “${grouping.type}”; see alerts.groupBy and alerts.window`);
  }
  const id = ids.services.idFor(service.id, name);
  const value: ImportedService = {
    name: name.slice(0, 80),
    policy,
    ...(team && builder.has('teams', team) && { team }),
    ...(severity && { severity }),
    ...(fields.length > 0 && { alerts: { groupBy: fields } }),
  };
  builder.add('services', id, value, subject);
}

function addIntegration(
  builder: Builder,
  service: Service,
  {
    id,
    type = '',
    name,
    summary,
    integration_key: key,
    integration_email: email,
  }: NonNullable<Service['integrations']>[number],
): void {
  const { ids, lines } = builder;
  const serviceId = ids.services.known(service.id);
  if (!serviceId || !builder.has('services', serviceId)) return;
  const title = `${service.name ?? ''} ${name ?? summary ?? type}`.trim();
  const subject = named('integration', title);
  if (email || type.includes('email')) {
    lines.leftOut(subject, `alerts by mail to ${email ?? 'its address'}; see docs/alerts.md for alerts by mail`);
    return;
  }
  const isGeneric = type === 'generic_events_api_inbound_integration';
  const integrationId = ids.integrations.idFor(id, title);
  const { auto_resolve_timeout: resolveAfter } = service;
  builder.add(
    'integrations',
    integrationId,
    {
      sender: isGeneric ? 'pagerduty-v1' : 'pagerduty',
      service: serviceId,
      ...(resolveAfter && resolveAfter >= 60 && { resolveAfter: spellDuration(Math.min(resolveAfter, 30 * 86_400)) }),
    },
    subject,
  );
  if (key) builder.keys.set(integrationId, key);
  else lines.leftOut(subject, 'its key is not in the export (include[]=integrations)');
}

function addWindow(
  builder: Builder,
  {
    id,
    description,
    start_time: from,
    end_time: to,
    services,
  }: {
    id: string;
    description: string | undefined;
    start_time: Date;
    end_time: Date;
    services: readonly { id: string }[];
  },
): void {
  const { ids, lines, now } = builder;
  const subject = named('maintenance window', description ?? id);
  const concerned = services
    .flatMap((one) => ids.services.known(one.id) ?? [])
    .filter((one) => builder.has('services', one));
  if (to <= now || concerned.length === 0) {
    lines.leftOut(subject, to <= now ? 'it is over' : 'none of its services is in the file');
    return;
  }
  builder.add(
    'maintenance',
    ids.maintenance.idFor(id, description ?? ''),
    {
      services: concerned,
      from: spellMoment(from.getTime(), 'UTC'),
      to: spellMoment(to.getTime(), 'UTC'),
      ...(description && { reason: description.slice(0, 80) }),
    },
    subject,
  );
}
