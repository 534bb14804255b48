import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeMetrics } from '../../adapters/http/metrics.ts';
import { createCoreMetrics } from '../../adapters/telemetry/core-metrics.ts';
import { meterQueues } from '../../adapters/telemetry/queue-meters.ts';
import { createWatchdogMeters } from '../../adapters/telemetry/watchdog-metrics.ts';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import { ownRules } from '../../src/domain/alerts/rules.ts';
import type { Directory } from '../../src/domain/directory.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { EventRefused, type EventSink, type OutgoingEvent } from '../../src/ports/sinks.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const minute = 60_000;

class SinkDouble implements EventSink {
  readonly name = 'amqp';
  before: (event: OutgoingEvent) => void = () => undefined;
  start = () => undefined;
  stop = async () => undefined;
  connected = () => true;
  publish = async (event: OutgoingEvent) => this.before(event);
}

let registry: Registry;
let slack: ChatDouble;
let sink: SinkDouble;
let stage: Stage;

function directory(): Directory {
  const base = sampleDirectory({ rooms: { announce: { slack: 'C1' }, open: {} } });
  const search = {
    ...base.services.get('search')!,
    alerts: { ...ownRules, pageAfter: { alerts: 3, withinMs: 5 * minute } },
  };
  const checkout = { ...base.services.get('checkout')!, alerts: { ...ownRules, group: 'service' as const } };
  return {
    ...base,
    services: new Map([...base.services, ['search', search], ['checkout', checkout]]),
    integrations: new Map([['kuma', { id: 'kuma', sender: 'uptime-kuma' }]]),
    routes: [{ match: [{ label: 'alertname', is: 'Watchdog' }], ignore: true }],
  };
}

beforeEach(async () => {
  registry = new Registry();
  slack = new ChatDouble('slack');
  sink = new SinkDouble();
  stage = await openStage([slack], directory(), {
    sinks: [sink],
    metrics: createCoreMetrics(registry, { isIntegration: (name) => name === 'kuma' }),
    meters: createWatchdogMeters(registry),
  });
});
afterEach(() => stage.close());

function alert(changes: Partial<Alert> = {}): Alert {
  return {
    source: 'alertmanager',
    status: 'firing',
    title: 'High latency',
    fingerprint: 'latency',
    service: 'checkout',
    labels: [],
    ...changes,
  };
}

async function receive(changes: Partial<Alert>, integration?: string): Promise<void> {
  await stage.tocsin.alerts.receive([alert(changes)], undefined, integration);
  await stage.tocsin.idle();
}

async function linesOf(name: string): Promise<string[]> {
  const lines = (await registry.getSingleMetricAsString(name)).split('\n');
  return lines.filter((line) => !line.startsWith('#') && !line.endsWith(' 0'));
}

it('counts alerts by what they came by and what became of them, with few label values', async () => {
  await receive({}, 'kuma');
  await receive({}, 'kuma');
  await receive({ fingerprint: 'other' }, 'kuma');
  await receive({ status: 'resolved' }, 'kuma');
  await receive({ status: 'resolved', fingerprint: 'never fired' }, 'kuma');
  await receive({ labels: [{ name: 'alertname', value: 'Watchdog' }] });
  await receive({ service: 'search', fingerprint: 'slow' }, 'a-token');
  stage.tocsin.payloads.record({
    integration: 'whatever somebody posts to',
    sender: 'json',
    receivedAt: stage.clock.now(),
    method: 'POST',
    rest: '',
    body: '{',
    status: 400,
    alerts: 0,
    incidents: [],
  });
  expect((await linesOf('tocsin_alerts_received_total')).sort()).toEqual([
    'tocsin_alerts_received_total{integration="kuma",source="alertmanager",outcome="began"} 1',
    'tocsin_alerts_received_total{integration="kuma",source="alertmanager",outcome="joined"} 1',
    'tocsin_alerts_received_total{integration="kuma",source="alertmanager",outcome="repeated"} 1',
    'tocsin_alerts_received_total{integration="kuma",source="alertmanager",outcome="resolved"} 1',
    'tocsin_alerts_received_total{integration="kuma",source="alertmanager",outcome="unmatched"} 1',
    'tocsin_alerts_received_total{integration="none",source="alertmanager",outcome="ignored"} 1',
    'tocsin_alerts_received_total{integration="other",source="alertmanager",outcome="held"} 1',
    'tocsin_alerts_received_total{integration="other",source="json",outcome="refused"} 1',
  ]);
});

it('counts incidents, how fast they are acknowledged and resolved, and how many are open', async () => {
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.says('bob', 'declare Search is slow severity:sev3');
  await stage.passes(4);
  await stage.says('alice', 'ack 1');
  await stage.says('alice', 'ack 2');
  await stage.tocsin.lookForOverdue();
  const open = 'tocsin_incidents_open';
  expect(await linesOf(open)).toEqual([
    `${open}{severity="sev1",state="acknowledged"} 1`,
    `${open}{severity="sev3",state="acknowledged"} 1`,
  ]);
  await stage.says('alice', 'resolve 2');
  stage.clock.set(new Date(stage.clock.now().getTime() + minute));
  await stage.tocsin.lookForOverdue();
  expect(await linesOf(open)).toEqual([`${open}{severity="sev1",state="acknowledged"} 1`]);
  expect(await linesOf('tocsin_incidents_declared_total')).toEqual([
    'tocsin_incidents_declared_total{severity="sev1"} 1',
    'tocsin_incidents_declared_total{severity="sev3"} 1',
  ]);
  expect(await linesOf('tocsin_incidents_resolved_total')).toEqual([
    'tocsin_incidents_resolved_total{severity="sev3"} 1',
  ]);
  expect(await linesOf('tocsin_incident_acknowledge_seconds')).toContain(
    'tocsin_incident_acknowledge_seconds_sum{severity="sev1"} 240',
  );
});

it('counts deliveries and pages by result, and how long they waited', async () => {
  slack.failure = new DeliveryFailed('Slack is away', 'soon');
  slack.before = () => {
    if (slack.failure) throw slack.failure;
  };
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  expect(await linesOf('tocsin_pages_total')).toEqual(['tocsin_pages_total{result="failed"} 1']);
  slack.failure = undefined;
  await stage.passes(1);
  expect(await linesOf('tocsin_pages_total')).toEqual([
    'tocsin_pages_total{result="sent"} 1',
    'tocsin_pages_total{result="failed"} 1',
  ]);
  expect(await linesOf('tocsin_deliveries_total')).toEqual(
    expect.arrayContaining([
      'tocsin_deliveries_total{platform="slack",kind="page",result="failed"} 1',
      'tocsin_deliveries_total{platform="slack",kind="page",result="delivered"} 1',
      'tocsin_deliveries_total{platform="slack",kind="card",result="delivered"} 1',
    ]),
  );
  expect(await linesOf('tocsin_delivery_seconds')).toContain(
    'tocsin_delivery_seconds_count{platform="slack",kind="page"} 1',
  );
  // The edit of a page that was acknowledged is no page.
  await stage.says('alice', 'ack 1');
  expect(await linesOf('tocsin_pages_total')).toContain('tocsin_pages_total{result="sent"} 1');
});

it('measures how late a step is decided', async () => {
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  stage.clock.set(new Date(stage.clock.now().getTime() + 5 * minute + 3_000));
  await stage.tocsin.sweep();
  await stage.tocsin.idle();
  expect(await linesOf('tocsin_escalation_lag_seconds')).toEqual(
    expect.arrayContaining(['tocsin_escalation_lag_seconds_sum 3', 'tocsin_escalation_lag_seconds_count 1']),
  );
});

it('counts what event sinks take and refuse, and how far they are behind', async () => {
  sink.before = ({ seq }) => {
    if (seq === 2) throw new EventRefused('no');
    if (seq === 3) throw new DeliveryFailed('away', 'soon');
  };
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  expect(await linesOf('tocsin_sink_events_total')).toEqual([
    'tocsin_sink_events_total{sink="amqp",result="published"} 1',
    'tocsin_sink_events_total{sink="amqp",result="refused"} 1',
    'tocsin_sink_events_total{sink="amqp",result="failed"} 1',
  ]);
  expect(await linesOf('tocsin_sink_lag_seconds')).toHaveLength(1);
  sink.before = () => undefined;
  await stage.passes(1);
  expect(await linesOf('tocsin_sink_lag_seconds')).toEqual([]);
});

it('shows what waits in this process', async () => {
  meterQueues(registry, stage.tocsin.queues, ['slack']);
  let release = () => {};
  const answered = new Promise<void>((resolve) => (release = resolve));
  slack.before = () => answered;
  await stage.tocsin.alerts.receive([alert()]);
  expect(await linesOf('tocsin_deliveries_waiting')).toEqual([
    expect.stringMatching(/^tocsin_deliveries_waiting\{platform="slack"\} [1-9]$/),
  ]);
  release();
  await stage.tocsin.idle();
  expect(await linesOf('tocsin_deliveries_waiting')).toEqual([]);
});

it('writes OpenMetrics with exemplars for whoever asks, and the plain format after it as before', async () => {
  const traced = new Registry();
  const metrics = createCoreMetrics(traced, {
    isIntegration: () => true,
    exemplar: () => ({ trace_id: '0af7651916cd43dd8448eb211c80319c', span_id: 'b7ad6b7169203331' }),
  });
  metrics.deliveryAttempted({ platform: 'slack', kind: 'page', result: 'delivered', waitedMs: 200 });
  const plain = await writeMetrics(traced);
  const open = await writeMetrics(traced, 'application/openmetrics-text;version=1.0.0,text/plain;q=0.5');
  expect(open.contentType).toContain('application/openmetrics-text');
  expect(open.body).toMatch(
    /^tocsin_delivery_seconds_bucket\{le="0.25",platform="slack",kind="page"\} 1 # \{trace_id="0af7651916cd43dd8448eb211c80319c",span_id="b7ad6b7169203331"\} 0.2 /m,
  );
  expect(open.body).toMatch(/^# TYPE tocsin_deliveries counter$/m);
  expect(open.body).toMatch(/^tocsin_deliveries_total\{/m);
  expect(open.body.trimEnd().endsWith('# EOF')).toBe(true);
  expect(await writeMetrics(traced)).toEqual(plain);
  expect(plain.body).toContain('# TYPE tocsin_deliveries_total counter');
});
