import type { Severity } from '../../../../src/domain/severity.ts';
import { labelsOf, severityOf } from '../../reading/fields.ts';
import { linesOf, type Payload } from '../../reading/payload.ts';
import type { State } from '../../reading/statuses.ts';
import { joined, type KnownAlert, type KnownShape, silent } from './shape.ts';

/** 0 recovered, 1 alert, 2 acknowledged, 3 worse, 4 better, 5 changed. */
const libreNmsStates: Readonly<Record<string, State>> = { 0: 'resolved', 2: 'silent' };

/** LibreNMS, the transport “API” with its variables, and those that post them all. */
const libreNms: KnownShape = {
  name: 'LibreNMS',
  signs: ['rule_id', 'alert_id', 'state', 'hostname'],
  read(given) {
    const host = given.first('hostname', 'sysName', 'display');
    const rule = given.first('name', 'title');
    const status = libreNmsStates[given.text('state') ?? ''] ?? 'firing';
    return {
      status,
      title: joined(': ', host, rule),
      description: given.text('msg'),
      identity: { parts: ['librenms', given.text('rule_id'), host] },
      severity: status === 'resolved' ? undefined : severityOf(given.text('severity')),
      labels: labelsOf({ host, rule, location: given.text('location'), os: given.text('os') }),
    };
  },
};

const sensuSeverities: readonly (Severity | undefined)[] = [undefined, 'sev3', 'sev1', 'sev3'];

/** Sensu Go's events, and those of Sensu Core, whose hosts are clients. */
const sensuEvent: Omit<KnownShape, 'signs'> = {
  name: 'Sensu',
  read(given) {
    const host = given.first('entity.metadata.name', 'client.name');
    const check = given.first('check.metadata.name', 'check.name');
    const code = Number(given.text('check.status'));
    const isSilenced = given.text('check.is_silenced') === 'true' || given.text('silenced') === 'true';
    return {
      status: code === 0 ? 'resolved' : isSilenced ? 'silent' : 'firing',
      title: joined(' on ', check, host),
      description: given.text('check.output'),
      identity: { parts: ['sensu', given.text('check.metadata.namespace'), host, check] },
      severity: code === 0 ? undefined : (sensuSeverities[code] ?? 'sev3'),
      labels: labelsOf({ host, check, namespace: given.text('check.metadata.namespace') }),
      url: [given.text('ruleUrl')],
    };
  },
};

const sensu: readonly KnownShape[] = [
  { ...sensuEvent, signs: ['check.status', 'check.output', 'entity.metadata.name'] },
  { ...sensuEvent, signs: ['check.status', 'check.output', 'client.name'] },
];

/** Wazuh counts from 0 to 15; from 12 on it calls an alert important. */
function wazuhSeverity(level: number): Severity {
  if (level >= 13) return 'sev1';
  if (level >= 10) return 'sev2';
  return level >= 7 ? 'sev3' : 'sev4';
}

/** Wazuh's alerts, as its integrator hands them on. They never end by themselves. */
const wazuh: KnownShape = {
  name: 'Wazuh',
  signs: ['rule.level', 'rule.description', 'agent'],
  read(given) {
    const host = given.first('agent.name', 'agent.id');
    const rule = given.text('rule.description');
    return {
      status: 'firing',
      title: joined(' on ', rule?.replace(/\.$/, ''), host),
      description: linesOf(given.text('full_log'), given.text('location')),
      identity: { parts: ['wazuh', given.first('rule.id', 'rule.description'), host] },
      severity: wazuhSeverity(Number(given.text('rule.level'))),
      labels: labelsOf({
        host,
        rule: given.text('rule.id'),
        level: given.text('rule.level'),
        source_ip: given.text('data.srcip'),
      }),
    };
  },
};

const graylogPriorities: readonly (Severity | undefined)[] = [undefined, 'sev4', 'sev3', 'sev2', 'sev1'];

/** Graylog's HTTP notification. Each event is news; those of one definition and key are one alert. */
const graylog: KnownShape = {
  name: 'Graylog',
  signs: ['event_definition_id', 'event_definition_title', 'event'],
  read(given) {
    if (given.text('event.event_definition_type')?.startsWith('notification-test')) return silent;
    const title = given.text('event_definition_title');
    const key = given.text('event.key') ?? joined(', ', ...given.texts('event.key_tuple'));
    return {
      status: 'firing',
      title: key && !title?.includes(key) ? `${title} (${key})` : (title ?? ''),
      description: linesOf(given.text('event.message'), given.text('event_definition_description')),
      identity: { parts: ['graylog', given.text('event_definition_id'), key] },
      severity: graylogPriorities[Number(given.text('event.priority'))],
      labels: labelsOf(given.record('event.fields'), given.record('event.group_by_fields'), {
        definition: title,
        source: given.text('event.source'),
      }),
      startsAt: given.date('event.timestamp'),
    };
  },
};

/** Events of OpenTelemetry by OTLP over HTTP, in JSON: records of the severity ERROR and worse. */
const openTelemetry: KnownShape = {
  name: 'OpenTelemetry',
  signs: ['resourceLogs'],
  read: (given) =>
    given.parts('resourceLogs').flatMap((resource) => {
      const around = attributesOf(resource.part('resource'));
      return resource
        .parts('scopeLogs')
        .flatMap((scope) => scope.parts('logRecords').map((one) => ofRecord(one, around)));
    }),
};

function ofRecord(record: Payload, around: Readonly<Record<string, string>>): KnownAlert {
  const level = Number(record.text('severityNumber') ?? 0);
  const attributes = { ...around, ...attributesOf(record) };
  const title = record.first('body.stringValue', 'eventName') ?? attributes['event.name'];
  if (level < 17 || title === undefined) return silent;
  return {
    status: 'firing',
    title: joined(': ', around['service.name'], title.split('\n', 1)[0]),
    description: title,
    identity: {
      parts: ['otlp', around['service.name'], record.text('eventName') ?? attributes['event.name'] ?? title],
    },
    severity: level >= 21 ? 'sev1' : 'sev2',
    labels: labelsOf(attributes),
  };
}

function attributesOf(given: Payload): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.parts('attributes').flatMap((attribute) => {
      const value = attribute.first('value.stringValue', 'value.intValue', 'value.boolValue', 'value.doubleValue');
      const key = attribute.text('key');
      return key && value !== undefined ? [[key, value]] : [];
    }),
  );
}

export const hostShapes: readonly KnownShape[] = [libreNms, ...sensu, wazuh, graylog, openTelemetry];
