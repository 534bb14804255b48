import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { meterSinks } from '../../adapters/telemetry/platform-meters.ts';
import type { Platform } from '../../src/domain/people.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let telegram: ChatDouble;
let stage: Stage;
let brokerIsThere: boolean;
let deaf: Platform | undefined;

const broker = {
  name: 'amqp',
  start: () => undefined,
  stop: async () => undefined,
  connected: () => brokerIsThere,
  publish: async () => undefined,
};

beforeEach(async () => {
  brokerIsThere = true;
  deaf = undefined;
  slack = new ChatDouble('slack');
  telegram = new ChatDouble('telegram');
  const rooms = { announce: { slack: 'C1' }, operators: { slack: 'COPS', telegram: '-100' }, open: {} };
  stage = await openStage([slack, telegram], sampleDirectory({ rooms }), {
    sinks: [broker],
    hears: (platform) => platform !== deaf,
  });
});

afterEach(() => stage.close());

const told = () => slack.inChannel('COPS').map(({ message }) => message.title);
const away = () => stage.tocsin.away().map(({ name }) => name);

async function passes(seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left -= 15) {
    stage.clock.set(new Date(stage.clock.now().getTime() + 15_000));
    await stage.tocsin.lookForOverdue();
    await stage.tocsin.idle();
  }
}

it('tells once that a broker is away for more than a minute, and that it is back', async () => {
  brokerIsThere = false;
  await passes(60);
  expect(told()).toEqual([]);
  expect(away()).toEqual([]);
  await passes(300);
  expect(told()).toEqual(['Event sink amqp is unreachable']);
  expect(away()).toEqual(['amqp']);
  brokerIsThere = true;
  await passes(15);
  expect(told()).toEqual(['Event sink amqp is reachable again']);
  expect(away()).toEqual([]);
});

it('tells of a platform in the rooms of the others, and again when it is away again', async () => {
  telegram.connected = () => false;
  await passes(90);
  expect(told()).toEqual(['Telegram is unreachable']);
  telegram.connected = () => true;
  await passes(15);
  expect(told()).toEqual(['Telegram is reachable again']);
  telegram.connected = () => false;
  await passes(90);
  expect(told().at(-1)).toBe('Telegram is unreachable');
});

it('tells that nobody can acknowledge on a platform where pages still go out, and when they can', async () => {
  deaf = 'slack';
  await passes(90);
  expect(told()).toEqual(['Commands and buttons on Slack do not arrive']);
  expect(away()).toEqual(['slack commands']);
  deaf = undefined;
  await passes(15);
  expect(told()).toEqual(['Commands and buttons on Slack work again']);
  deaf = 'telegram';
  telegram.connected = () => false;
  await passes(90);
  expect(told().slice(1)).toEqual(['Telegram is unreachable']);
});

it('says nothing of a connection that is back within a minute', async () => {
  brokerIsThere = false;
  await passes(45);
  brokerIsThere = true;
  await passes(120);
  expect(told()).toEqual([]);
});

it('is one alarm, however many processes see it', async () => {
  const other = stage.replica();
  brokerIsThere = false;
  for (let looks = 0; looks < 10; looks += 1) {
    await passes(15);
    await other.lookForOverdue();
    await other.idle();
  }
  expect(told()).toEqual(['Event sink amqp is unreachable']);
});

it('shows each event sink in the metrics', async () => {
  const registry = new Registry();
  meterSinks(registry, () => new Map([[broker.name, broker]]));
  expect(await registry.metrics()).toContain('tocsin_sink_connected{sink="amqp"} 1');
  brokerIsThere = false;
  expect(await registry.metrics()).toContain('tocsin_sink_connected{sink="amqp"} 0');
});
