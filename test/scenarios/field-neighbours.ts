import type { FieldCase, Step } from './field-cases.ts';

// Neighbours of what real senders posted: the same kinds of input with one thing different.

const at = (minute: number) => `2026-03-09T11:${String(minute).padStart(2, '0')}:00Z`;

const pagerduty = (event: string, more: object = {}, payload?: object | null): Step => ({
  path: '/v2/enqueue',
  body: {
    routing_key: '<token>',
    event_action: event,
    dedup_key: 'k1',
    ...(payload === undefined ? {} : { payload }),
    ...more,
  },
});
const trigger = { summary: 'db-1 does not answer', source: 'db-1', severity: 'critical' };

interface PrometheusAlert {
  readonly status?: string;
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly fingerprint?: string;
}
const alertmanager = (...alerts: PrometheusAlert[]): Step => ({
  path: '/v1/alerts/alertmanager',
  body: {
    version: '4',
    status: 'firing',
    alerts: alerts.map((one) => ({
      labels: { alertname: 'DiskFull', pod: one.fingerprint ?? 'p0' },
      annotations: {},
      fingerprint: 'p0',
      startsAt: at(0),
      ...one,
    })),
  },
});
const generic = (body: unknown, as?: string): Step => ({ path: '/v1/alerts', body, ...(as && { as }) });
const kuma = (as: string, id: number, status: 0 | 1): Step => ({
  as,
  path: '/v1/alerts/uptime-kuma',
  body: { heartbeat: { monitorID: id, status, msg: 'x' }, monitor: { id, name: `Shop ${id}` }, msg: 'm' },
});
const grouped: Step = { config: { services: { grouped: { alerts: { groupBy: ['alertname'] } } } } };

export const fieldNeighbours: readonly FieldCase[] = [
  {
    name: 'PagerDuty: optional parts are null',
    posts: [pagerduty('trigger', { client: null, links: null, images: null }, { ...trigger, custom_details: null })],
    expect: { answers: [202], incidents: 1, pages: 1 },
  },
  {
    name: 'PagerDuty: a resolve with an empty payload',
    posts: [pagerduty('trigger', {}, trigger), pagerduty('resolve', {}, {})],
    expect: { incidents: 1, states: ['resolved'] },
  },
  {
    name: 'PagerDuty: a resolve whose payload is null',
    posts: [pagerduty('trigger', {}, trigger), pagerduty('resolve', {}, null)],
    expect: { incidents: 1, states: ['resolved'] },
  },
  {
    name: 'PagerDuty: an acknowledgement begins nothing and ends nothing',
    posts: [pagerduty('trigger', {}, trigger), pagerduty('acknowledge')],
    expect: { incidents: 1, states: ['triggered'] },
  },
  {
    name: 'a resolve by key with another title and another service',
    posts: [
      generic({ title: 'Queue is long', service: 'checkout', key: 'q1' }),
      generic({ title: 'Queue is short', key: 'q1', status: 'ok', labels: { other: 'label' } }),
    ],
    expect: { incidents: 1, states: ['resolved'] },
  },
  {
    name: 'a resolve by a key of another token ends nothing',
    posts: [generic({ title: 'a', key: 'q1' }, 'one'), generic({ key: 'q1', status: 'resolved' }, 'two')],
    expect: { incidents: 1, states: ['triggered'] },
  },
  {
    name: 'Alertmanager: endsAt in the past on an alert that says it fires',
    posts: [alertmanager({ status: 'firing', endsAt: at(5) })],
    expect: { incidents: 1, pages: 1, states: ['triggered'] },
  },
  {
    name: 'Alertmanager: endsAt of year 1 on an alert that fires',
    posts: [alertmanager({ status: 'firing', endsAt: '0001-01-01T00:00:00Z' })],
    expect: { incidents: 1, pages: 1, states: ['triggered'] },
  },
  {
    name: 'one batch: over, and then firing anew',
    posts: [
      alertmanager({ status: 'firing' }),
      alertmanager({ status: 'resolved', endsAt: at(5) }, { status: 'firing', startsAt: at(6) }),
    ],
    expect: { incidents: 1, states: ['triggered'] },
  },
  {
    name: 'one batch: firing, and then over',
    posts: [alertmanager({ status: 'firing' }, { status: 'resolved', endsAt: at(5) })],
    expect: { incidents: 1, states: ['resolved'] },
  },
  {
    name: 'one batch: a firing, and after it the end of the firing before',
    posts: [alertmanager({ status: 'firing', startsAt: at(6) }, { status: 'resolved', endsAt: at(5) })],
    expect: { incidents: 1, states: ['triggered'] },
  },
  {
    name: 'one batch: the same alert twice',
    posts: [alertmanager({ status: 'firing' }, { status: 'firing' })],
    expect: { incidents: 1, pages: 1 },
  },
  {
    name: 'two Alertmanagers send the beginning and the end, each twice',
    posts: [
      alertmanager({ status: 'firing' }),
      alertmanager({ status: 'firing' }),
      alertmanager({ status: 'resolved', endsAt: at(5) }),
      alertmanager({ status: 'resolved', endsAt: at(5) }),
    ],
    expect: { incidents: 1, pages: 1, states: ['resolved'] },
  },
  {
    name: 'a group: one of three is over, the others are not',
    posts: [
      grouped,
      alertmanager({ fingerprint: 'a' }, { fingerprint: 'b' }, { fingerprint: 'c' }),
      alertmanager({ fingerprint: 'b', status: 'resolved', endsAt: at(5) }),
    ],
    expect: { incidents: 1, states: ['triggered'] },
  },
  {
    name: 'two servers that count alike: the end of one ends nothing of the other',
    posts: [kuma('a', 1, 0), kuma('b', 1, 0), kuma('a', 1, 1)],
    expect: { incidents: 2, pages: 2, states: ['resolved', 'triggered'] },
  },
  {
    name: 'one of a batch is unusable, and the others are taken',
    posts: [generic([{ title: 'a' }, 42, null, { title: '' }, { title: 'b', severity: 'purple' }])],
    expect: { answers: [202], incidents: 2, pages: 2 },
  },
  {
    name: 'dates that are numbers, of seconds and of milliseconds, and none',
    posts: [
      pagerduty('trigger', { dedup_key: 'a' }, { ...trigger, timestamp: 1_773_057_600 }),
      pagerduty('trigger', { dedup_key: 'b' }, { ...trigger, timestamp: 1_773_057_600_000 }),
      pagerduty('trigger', { dedup_key: 'c' }, { ...trigger, timestamp: 'yesterday' }),
    ],
    expect: { answers: [202, 202, 202], incidents: 3, pages: 3 },
  },
  {
    name: 'what came to the address of nobody in particular: Alertmanager, UptimeRobot and one of unknown names, each over again',
    posts: [0, 1].flatMap((over) => [
      { ...alertmanager({ fingerprint: 'a', status: over ? 'resolved' : 'firing' }), path: '/v1/alerts' },
      generic({ monitor_friendly_name: 'Shop', monitor_url: 'shop', alert_type: over ? '2' : '1' }),
      generic({ check_name: 'disk', host: 'db-1', state: over ? 'OK' : 'CRITICAL', output: over ? 'fine' : '99%' }),
    ]),
    expect: {
      answers: [202, 202, 202, 202, 202, 202],
      incidents: 3,
      pages: 3,
      states: ['resolved', 'resolved', 'resolved'],
    },
  },
];
