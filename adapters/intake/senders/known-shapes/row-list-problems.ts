import type { Row } from './rows.ts';

/** Programs that tell of problems, and of much else. */
export const problemRows: readonly Row[] = [
  {
    name: 'AppOptics',
    signs: ['alert.name', 'alert.version', 'trigger_time'],
    state: 'clear',
    states: [[/./, 'resolved']],
    otherwise: 'firing',
    title: '{alert.name}',
    key: ['alert.id'],
    description: 'alert.description',
    labels: { account: 'account' },
    url: 'alert.runbook_url',
    startsAt: 'trigger_time',
  },
  {
    // What people do there comes as well.
    name: 'Raygun',
    signs: ['event', 'eventType', 'error.url', 'application.name'],
    state: '{event}[ {error.status}]',
    states: [
      [/^error_activity Resolved/, 'resolved'],
      [/^error_activity/, 'silent'],
    ],
    otherwise: 'firing',
    title: '{application.name}[: {error.message}]',
    key: ['application.name', '{:error.url}'],
    description: 'error.description',
    labels: { application: 'application.name', event: 'eventType' },
    url: 'error.url',
    startsAt: 'error.lastOccurredOn',
  },
  {
    name: 'Google Cloud Error Reporting',
    signs: ['group_info.detail_link', 'event_info'],
    state: 'subject',
    states: [[/./, 'firing']],
    otherwise: 'firing',
    title: '{event_info.service|group_info.project_id}: {exception_info.type|subject}[: {exception_info.message}]',
    key: ['group_info.detail_link'],
    description: 'event_info.log_message',
    labels: { project: 'group_info.project_id', application: 'event_info.service', version: 'event_info.version' },
    url: 'group_info.detail_link',
  },
  {
    name: 'CrowdSec',
    signs: ['scenario', 'scenario_hash', 'source.value', 'events_count'],
    state: 'simulated',
    states: [[/^true$/, 'silent']],
    otherwise: 'firing',
    title: '{source.value}: {scenario}[ on {machine_id}]',
    key: ['scenario', 'source.value', 'machine_id'],
    description: 'message',
    labels: { scenario: 'scenario', source_ip: 'source.value', country: 'source.cn', host: 'machine_id' },
    startsAt: 'start_at',
  },
  {
    name: 'Freshstatus',
    signs: ['notification_options', 'event_data.event_type', 'title'],
    when: ['event_data.event_type', /^INCIDENT/],
    state: 'incident_status|status',
    otherwise: 'firing',
    title: '{title}',
    // A note has an id of its own.
    key: ['incident_id|id'],
    description: 'message|description',
    labels: { affected: 'affected_services' },
    startsAt: 'start_time',
  },
  told('Freshstatus', 'notification_options', 'event_data.event_type', 'title'),
  {
    name: 'Stripe',
    signs: ['type', 'object', 'livemode', 'data.object.id'],
    state: 'type',
    states: [
      [/(?:failed|dispute\.created|early_fraud_warning\.created|alert\.triggered)$/, 'firing'],
      [/(?:succeeded|paid|dispute\.closed)$/, 'resolved'],
      [/./, 'silent'],
    ],
    title: '{~type}[: {data.object.failure_message|data.object.last_payment_error.message|data.object.reason}]',
    key: ['data.object.id'],
    description: 'data.object.description',
    labels: { event: 'type', object: 'data.object.id' },
    startsAt: 'created',
  },
  {
    name: 'UniFi',
    signs: ['events.0.alert_key', 'events.0.alert_id'],
    state: 'events.0.alert_key',
    states: [[/./, 'firing']],
    title: 'UniFi: {~events.0.id}',
    key: ['events.0.alert_id'],
    labels: { event: 'events.0.alert_key', site: 'events.0.scope.site_id' },
  },
  {
    // What happens to objects is everyday work.
    name: 'kubewatch',
    signs: ['eventmeta.kind', 'eventmeta.name', 'eventmeta.reason'],
    state: 'eventmeta.reason',
    words: { created: 'silent', updated: 'silent', deleted: 'silent' },
    otherwise: 'firing',
    title: '{~eventmeta.reason}: {eventmeta.kind} [{eventmeta.namespace}/]{eventmeta.name}',
    key: ['eventmeta.namespace', 'eventmeta.kind', 'eventmeta.name', 'eventmeta.reason'],
    description: 'text',
    labels: { namespace: 'eventmeta.namespace', kind: 'eventmeta.kind', object: 'eventmeta.name' },
    startsAt: 'time',
  },
  // Sonarr, Radarr and Lidarr tell of their health without one of these.
  told('Sonarr', 'eventType', 'series.tvdbId'),
  told('Radarr', 'eventType', 'movie.tmdbId'),
  told('Lidarr', 'eventType', 'artist.mbId'),
  told('NetBox', 'event', 'model', 'snapshots'),
];

/** What programs tell of their everyday work. */
function told(name: string, ...signs: Row['signs']): Row {
  return { name, signs, state: '', title: '', key: [], labels: {} };
}
