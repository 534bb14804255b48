import { hostname } from 'node:os';
import { Registry } from 'prom-client';
import { afterEach, expect, it } from 'vitest';
import { type HttpServer, startHttp } from '../../adapters/http/server.ts';
import { createIntake } from '../../adapters/intake/routes.ts';
import { createCoreMetrics } from '../../adapters/telemetry/core-metrics.ts';
import { type OtlpTelemetry, openOtlp } from '../../adapters/telemetry/otlp/open.ts';
import { openTelemetry } from '../../src/app/core/telemetry.ts';
import { createLog } from '../../src/app/log.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { EventSink, OutgoingEvent } from '../../src/ports/sinks.ts';
import type { OtlpSettings } from '../../src/ports/telemetry/otlp.ts';
import { connected } from '../adapters/slack/open.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { type OtlpReceiver, startOtlpReceiver } from '../harness/otlp-receiver.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

const trace = '0af7651916cd43dd8448eb211c80319c';
const access = { check: async () => ({ name: 'loopback' }) };
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function receives(): Promise<OtlpReceiver> {
  const receiver = await startOtlpReceiver();
  ends.push(receiver.close);
  return receiver;
}

function settings({ url }: OtlpReceiver, changes: Partial<OtlpSettings> = {}): OtlpSettings {
  return {
    endpoint: url,
    protocol: 'http/json',
    headers: {},
    signals: ['traces', 'metrics', 'logs'],
    sampler: { kind: 'always_on', parentBased: true, ratio: 1 },
    resource: { 'service.name': 'tocsin' },
    ...changes,
  };
}

async function opens(receiver: OtlpReceiver, changes: Partial<OtlpSettings> = {}): Promise<OtlpTelemetry> {
  const telemetry = await openOtlp(settings(receiver, changes), { version: '1', log: new KeptLog() });
  ends.push(telemetry.stop);
  return telemetry;
}

async function onStage(chat: Chat, telemetry: OtlpTelemetry, sinks: EventSink[] = []): Promise<Stage> {
  const directory = sampleDirectory({ rooms: { announce: { slack: 'C0OPS' }, open: {} } });
  const stage = await openStage([chat], directory, { tracing: telemetry.tracing, sinks });
  ends.push(stage.close);
  return stage;
}

async function serves(stage: Stage, { tracing }: OtlpTelemetry): Promise<HttpServer> {
  const { log, clock, tocsin } = stage;
  const intake = createIntake({ access, intake: tocsin.alerts, directory: () => stage.directory, clock, log });
  const ready = async () => ({ ready: true, reasons: [] });
  const http = await startHttp({ host: '127.0.0.1', port: 0, routes: [intake], ready, log, tracing });
  ends.push(http.stop);
  return http;
}

async function posts({ url }: HttpServer, headers: Record<string, string> = {}): Promise<void> {
  const body = JSON.stringify({ title: 'Checkout is down', service: 'checkout' });
  const response = await fetch(`${url}/v1/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  expect(response.status).toBe(202);
}

it('follows an alert in one trace from the request to the message in Slack, over two processes', async () => {
  const receiver = await receives();
  const slack = await connected();
  const [first, second] = [
    await opens(receiver, { resource: { 'service.name': 'tocsin', 'service.instance.id': 'first' } }),
    await opens(receiver, { resource: { 'service.name': 'tocsin', 'service.instance.id': 'second' } }),
  ];
  const stage = await onStage(slack.chat, first);
  const other = stage.replica([slack.chat], undefined, second.tracing);
  stage.tocsin.stopSending();
  await posts(await serves(stage, first), { traceparent: `00-${trace}-b7ad6b7169203331-01` });
  await stage.tocsin.idle();
  expect(slack.server.calls.filter(({ method }) => method === 'chat.postMessage')).toEqual([]);
  await other.sweep();
  await other.idle();
  await Promise.all([first.stop(), second.stop()]);

  const spans = receiver.spans.filter(({ traceId }) => traceId === trace);
  const named = (name: string) => spans.filter((span) => span.name === name);
  const [request] = named('POST /v1/alerts');
  const [received] = named('receive alerts');
  const [decided] = named('decide');
  expect(request).toMatchObject({
    parentSpanId: 'b7ad6b7169203331',
    resource: { 'service.instance.id': 'first' },
    attributes: { 'http.route': '/v1/alerts', 'http.response.status_code': 202 },
  });
  expect(received?.parentSpanId).toBe(request?.spanId);
  expect(decided).toMatchObject({ parentSpanId: received?.spanId, attributes: { 'tocsin.incident': 1 } });
  const page = named('deliver page')[0]!;
  expect(page).toMatchObject({
    parentSpanId: decided?.spanId,
    resource: { 'service.instance.id': 'second' },
    attributes: { 'tocsin.platform': 'slack', 'tocsin.attempt': 1 },
  });
  expect(named('slack send').map(({ parentSpanId }) => parentSpanId)).toContain(page.spanId);
  // Nothing else happened but by this request.
  expect(receiver.spans.filter(({ traceId }) => traceId !== trace)).toEqual([]);
  for (const word of ['Checkout', 'Alice', 'U0ALICE']) expect(JSON.stringify(receiver.spans)).not.toContain(word);
});

it('goes on in the same trace when a step is due and when somebody answers, and marks attempts that failed', async () => {
  const receiver = await receives();
  const telemetry = await opens(receiver);
  const slack = new ChatDouble('slack');
  const stage = await onStage(slack, telemetry);
  let failures = 0;
  slack.before = (what) => {
    if (what === 'send' && failures++ === 0) throw new Error('the token xoxb-1 is wrong');
  };
  await stage.says('bob', 'declare Checkout is down severity:sev1');
  await stage.passes(6);
  await telemetry.stop();
  const [declared] = receiver.spans.filter(({ name }) => name === 'command declare');
  const ofIncident = receiver.spans.filter(({ traceId }) => traceId === declared?.traceId);
  expect(ofIncident.filter(({ name }) => name === 'step').length).toBeGreaterThan(0);
  const failed = ofIncident.filter(({ status }) => status.code === 2);
  expect(failed.map(({ name }) => name)).toEqual(expect.arrayContaining(['slack send']));
  expect(ofIncident.some(({ attributes }) => attributes['tocsin.attempt'] === 2)).toBe(true);
  expect(JSON.stringify(receiver.spans)).not.toContain('xoxb');
});

it('gives event sinks the trace to send along', async () => {
  const receiver = await receives();
  const telemetry = await opens(receiver);
  const told: OutgoingEvent[] = [];
  const sink: EventSink = {
    name: 'amqp',
    start: () => undefined,
    stop: async () => undefined,
    connected: () => true,
    publish: async (event) => void told.push(event),
  };
  const stage = await onStage(new ChatDouble('slack'), telemetry, [sink]);
  await posts(await serves(stage, telemetry), { traceparent: `00-${trace}-b7ad6b7169203331-01` });
  await stage.tocsin.idle();
  await telemetry.stop();
  const published = receiver.spans.filter(({ name }) => name === 'publish event').map(({ spanId }) => spanId);
  expect(told.map((event) => event.trace)).toEqual(published.map((span) => `00-${trace}-${span}-01`));
  expect(told.length).toBeGreaterThan(1);
});

it('follows a command of a program in one trace, from its message to the one in the room', async () => {
  const receiver = await receives();
  const telemetry = await opens(receiver);
  const stage = await onStage(new ChatDouble('slack'), telemetry);
  await stage.tocsin.programs.run({
    ...{ idempotencyKey: 'm-1', via: 'amqp', command: 'declare', args: { title: 'Checkout is down' }, by: 'alice' },
    trace: `00-${trace}-b7ad6b7169203331-01`,
  });
  await stage.tocsin.idle();
  await telemetry.stop();
  const names = receiver.spans.filter(({ traceId }) => traceId === trace).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['command declare', 'decide', 'slack send']));
  expect(receiver.spans.filter(({ traceId }) => traceId !== trace)).toEqual([]);
});

it('keeps the decision not to sample a trace, and begins a trace of its own where the header is malformed', async () => {
  const receiver = await receives();
  const telemetry = await opens(receiver);
  const stage = await onStage(new ChatDouble('slack'), telemetry);
  const http = await serves(stage, telemetry);
  await posts(http, { traceparent: `00-${trace}-b7ad6b7169203331-00` });
  await stage.tocsin.idle();
  await posts(http, { traceparent: 'planted' });
  await stage.tocsin.idle();
  await telemetry.stop();
  expect(receiver.spans.filter(({ traceId }) => traceId === trace)).toEqual([]);
  const requests = receiver.spans.filter(({ name }) => name === 'POST /v1/alerts');
  expect(requests).toHaveLength(1);
  expect(requests[0]?.parentSpanId ?? '').toBe('');
});

it('sends the log with the trace that each line belongs to, and without secrets', async () => {
  const receiver = await receives();
  const telemetry = await opens(receiver);
  const { log } = createLog('info', ['hunter2'], false, telemetry);
  let current: string | undefined;
  await telemetry.tracing.span({ name: 'work' }, async () => {
    current = telemetry.tracing.current();
    log.warn({ component: 'test', password: 'hunter2' }, 'something happened');
  });
  log.info({}, 'outside');
  await telemetry.stop();
  const [line, outside] = receiver.lines;
  expect(line).toMatchObject({
    text: 'something happened',
    attributes: { component: 'test', password: '[secret]' },
    traceId: current?.split('-')[1],
  });
  expect(outside?.traceId).toBeUndefined();
});

it('sends the same metrics that /metrics shows', async () => {
  const receiver = await receives();
  const telemetry = await opens(receiver);
  const registry = new Registry();
  const metrics = createCoreMetrics(registry, { isIntegration: () => true, exemplar: telemetry.ids });
  for (const waitedMs of [80, 200, 7_200_000])
    metrics.deliveryAttempted({ platform: 'slack', kind: 'page', result: 'delivered', waitedMs });
  await telemetry.exportMetrics(registry);
  await telemetry.stop();
  const metric = (name: string) => receiver.metrics.find((one) => one.name === name);
  expect(metric('tocsin_pages_total')?.sum).toMatchObject({ isMonotonic: true });
  expect(metric('tocsin_delivery_seconds')).toMatchObject({ unit: 's' });
  const [point] = metric('tocsin_delivery_seconds')?.histogram?.dataPoints ?? [];
  expect(point).toMatchObject({ count: 3, sum: 7_200.28 });
  const { bucketCounts, explicitBounds } = point as { bucketCounts: number[]; explicitBounds: number[] };
  expect(bucketCounts.map(Number)).toEqual([1, 0 + 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(explicitBounds).toHaveLength(11);
});

it('waits for no collector, and tells once that it is away and once that it is back', async () => {
  const receiver = await receives();
  receiver.refuses = true;
  const log = new KeptLog();
  const telemetry = await openOtlp(settings(receiver), { version: '1', log });
  ends.push(telemetry.stop);
  const work = () => telemetry.tracing.span({ name: 'work' }, async () => 'done');
  const told = () => log.lines.map(({ message }) => message.split(';')[0]);
  const asked = (more: number) => {
    const before = receiver.requests.length;
    return eventually('the collector is asked', () => receiver.requests.length >= before + more);
  };
  for (let times = 0; times < 2; times += 1) {
    const next = asked(1);
    expect(await work()).toBe('done');
    await next;
  }
  await eventually('it is told', () => told().length > 0);
  receiver.refuses = false;
  await work();
  await eventually('it is back', () => told().length > 1);
  expect(told()).toEqual(['collector is away', 'collector is back']);
});

it('sends protobuf unless told otherwise, with the headers of the settings', async () => {
  const receiver = await receives();
  const telemetry = await opens(receiver, { protocol: 'http/protobuf', headers: { authorization: 'Bearer key' } });
  await telemetry.tracing.span({ name: 'work' }, async () => undefined);
  await telemetry.stop();
  expect(receiver.requests).toEqual([
    {
      path: '/v1/traces',
      headers: expect.objectContaining({ 'content-type': 'application/x-protobuf', authorization: 'Bearer key' }),
    },
  ]);
});

it('says which process it is, unless the settings do', async () => {
  const receiver = await receives();
  const given = { 'service.name': 'tocsin', 'service.instance.id': 'blue' };
  for (const changes of [{}, { resource: given }]) {
    const telemetry = await openTelemetry(settings(receiver, changes), new KeptLog());
    await telemetry?.tracing.span({ name: 'work' }, async () => undefined);
    await telemetry?.stop();
  }
  expect(receiver.spans.map(({ resource }) => resource['service.instance.id'])).toEqual([
    `${hostname()}-${process.pid}`,
    'blue',
  ]);
});

it('opens nothing where no collector is set', async () => {
  expect(await openTelemetry(undefined, new KeptLog())).toBeUndefined();
});
