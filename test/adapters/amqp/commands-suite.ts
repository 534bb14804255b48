import { type AsyncMessage, Connection, type Envelope } from 'rabbitmq-client';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type AmqpCommands, createAmqpCommands } from '../../../adapters/amqp/commands.ts';
import { openOtlp } from '../../../adapters/telemetry/otlp/open.ts';
import { tracedProgramCommands } from '../../../src/application/telemetry/trace-commands.ts';
import { refusedBy } from '../../../src/domain/refusal.ts';
import type { CommandResult, ProgramCommand, ProgramCommands } from '../../../src/ports/commands.ts';
import { StoreUnavailable } from '../../../src/ports/incidents.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { startOtlpReceiver } from '../../harness/otlp-receiver.ts';
import type { OwnRabbit } from '../../harness/rabbitmq.ts';
import { toldIncident } from '../../harness/told-events.ts';
import { eventually } from '../../harness/wait.ts';

/** OTLP's number for it. */
const consumerKind = 5;
const ack42: CommandResult = {
  message: { text: 'You have #42.' },
  incident: toldIncident({ state: 'acknowledged' }),
  events: [],
};
const ack = { command: 'ack', args: { incident: '42' }, by: 'alice' };

/** Commands that come in over the broker. It is killed and started again on the way. */
export function commandsSuite(broker: () => OwnRabbit): void {
  let connection: Connection;
  let commands: AmqpCommands;
  const log = new KeptLog();
  const answers: AsyncMessage[] = [];
  const buried: AsyncMessage[] = [];
  let brought: ProgramCommand[] = [];
  let answer: (given: ProgramCommand) => Promise<CommandResult>;
  const shape = { summary: '', options: [], path: '', changes: true };
  const programs: ProgramCommands = {
    catalogue: ['declare', 'ack'].map((name) => ({ ...shape, name })),
    run: (given) => {
      brought.push(given);
      return answer(given);
    },
  };

  beforeAll(async () => {
    commands = createAmqpCommands(
      { url: broker().url, timing: { retryLow: 20, retryHigh: 100, commandPause: 300 } },
      { commands: programs, log },
    );
    commands.start();
    connection = new Connection({ url: broker().url, retryLow: 20, retryHigh: 100 });
    connection.on('error', () => undefined);
    for (const [queue, heard] of [
      ['answers', answers],
      ['tocsin.dead', buried],
    ] as const) {
      const consumer = connection.createConsumer(
        { queue, queueOptions: { durable: true } },
        (message) => void heard.push(message),
      );
      consumer.on('error', () => undefined);
      await new Promise<void>((resolve) => consumer.once('ready', resolve));
    }
    await eventually('commands are heard', async () =>
      (await broker().control('list_queues', 'name', 'consumers')).includes('tocsin.commands\t1'),
    );
  });
  afterAll(async () => {
    await commands?.stop();
    connection?.unsafeDestroy();
  });
  beforeEach(() => {
    brought = [];
    answers.length = 0;
    buried.length = 0;
    answer = async () => ack42;
  });

  async function send(envelope: Envelope, body: unknown): Promise<void> {
    const publisher = connection.createPublisher({ confirm: true });
    await publisher.send({ routingKey: 'tocsin.commands', durable: true, ...envelope }, body as string);
    await publisher.close();
  }

  const timesBrought = (id: string) => brought.filter(({ idempotencyKey }) => idempotencyKey === id).length;

  it('runs a command and brings its answer to whoever asked', async () => {
    await send({ messageId: 'one', replyTo: 'answers', correlationId: 'c-1' }, ack);
    await eventually('answered', () => answers.length > 0);
    expect(brought).toEqual([
      { idempotencyKey: 'one', via: 'amqp', command: 'ack', args: { incident: '42' }, by: 'alice' },
    ]);
    expect(answers[0]).toMatchObject({
      correlationId: 'c-1',
      contentType: 'application/json',
      body: { ok: true, text: 'You have #42.', incident: { number: 42, state: 'acknowledged' } },
    });
    expect(answers[0]?.body.incident).not.toHaveProperty('deliveries');
  });

  it('continues the trace that a message came with, and begins one of its own where the header is malformed', async () => {
    const receiver = await startOtlpReceiver();
    const telemetry = await openOtlp(
      {
        endpoint: receiver.url,
        protocol: 'http/json',
        headers: {},
        signals: ['traces'],
        sampler: { kind: 'always_on', parentBased: true, ratio: 1 },
        resource: {},
      },
      { version: '1', log },
    );
    const { run } = tracedProgramCommands({ ...programs, run: async () => ack42 }, telemetry.tracing);
    answer = run;
    const [sampled, unsampled] = ['0af7651916cd43dd8448eb211c80319c', '1bf7651916cd43dd8448eb211c80319d'];
    const headers = [
      { traceparent: `00-${sampled}-b7ad6b7169203331-01` },
      { traceparent: `00-${unsampled}-b7ad6b7169203331-00` },
      { traceparent: 'planted' },
      // No client of ours sends it so.
      { traceparent: 42 },
      { traceparent: Buffer.from('planted') },
    ];
    try {
      for (const [index, each] of headers.entries())
        await send({ messageId: `traced-${index}`, replyTo: 'answers', headers: each }, ack);
      await eventually('all are answered', () => answers.length === headers.length);
      expect(answers.every(({ body }) => body.ok)).toBe(true);
      await telemetry.stop();
      const [continued, ...own] = receiver.spans.filter(({ name }) => name === 'command ack');
      expect(continued).toMatchObject({
        traceId: sampled,
        parentSpanId: 'b7ad6b7169203331',
        kind: consumerKind,
        attributes: { 'tocsin.via': 'amqp' },
      });
      expect(own.map(({ parentSpanId }) => parentSpanId ?? '')).toEqual(['', '', '']);
      expect(receiver.spans.filter(({ traceId }) => traceId === unsampled)).toEqual([]);
      expect(JSON.stringify(receiver.spans)).not.toContain('planted');
    } finally {
      await telemetry.stop();
      await receiver.close();
    }
  });

  it('answers by direct reply-to as well', async () => {
    const client = connection.createRPCClient({ confirm: true });
    const reply = await client.send({ routingKey: 'tocsin.commands', messageId: 'rpc' }, ack);
    expect(reply.body).toMatchObject({ ok: true });
    await client.close();
  });

  it.each([
    ['no message-id', {}, ack, /message-id/],
    ['no JSON', { messageId: 'm' }, 'ack 42', /not JSON/],
    ['invalid UTF-8', { messageId: 'm' }, Buffer.from([0x7b, 0xff, 0xfe]), /not JSON/],
    ['an empty body', { messageId: 'm' }, Buffer.alloc(0), /not JSON/],
    ['a list', { messageId: 'm' }, [], /the body/],
    ['no person', { messageId: 'm' }, { command: 'ack' }, /at by/],
    ['a nested option', { messageId: 'm' }, { ...ack, args: { incident: {} } }, /args\.incident/],
    ['a key too many', { messageId: 'm' }, { ...ack, via: 'me' }, /via/],
    ['an unknown command', { messageId: 'm' }, { ...ack, command: 'web' }, /no command/],
    ['too much', { messageId: 'm' }, 'x'.repeat(100_000), /more than/],
  ])('puts aside what has %s, with the reason, and tells whoever asked', async (_, envelope, body, reason) => {
    await send({ ...envelope, replyTo: 'answers', correlationId: 'c-2' }, body);
    await eventually('put aside', () => buried.length > 0 && answers.length > 0);
    expect(buried[0]?.headers?.['x-tocsin-reason']).toMatch(reason);
    expect(buried[0]?.correlationId).toBe('c-2');
    expect(answers[0]).toMatchObject({
      correlationId: 'c-2',
      body: { ok: false, text: expect.stringMatching(reason) },
    });
    expect(brought).toEqual([]);
  });

  it('tells a refusal to whoever asked, and puts it aside when nobody did', async () => {
    answer = async () => {
      throw refusedBy('already-yours', { incident: 42 });
    };
    await send({ messageId: 'two', replyTo: 'answers' }, ack);
    await eventually('told', () => answers.length > 0);
    expect(answers[0]?.body).toEqual({ ok: false, text: 'You already acknowledged #42.' });
    expect(buried).toEqual([]);
    await send({ messageId: 'three' }, ack);
    await eventually('put aside', () => buried.length > 0);
    expect(buried[0]).toMatchObject({
      messageId: 'three',
      body: ack,
      headers: { 'x-tocsin-reason': 'You already acknowledged #42.' },
    });
  });

  it('brings it again under the same id, after a rest, while the database is away', async () => {
    const times: number[] = [];
    answer = async () => {
      times.push(performance.now());
      if (times.length < 3) throw new StoreUnavailable(new Error('away'));
      return { message: { text: 'Kept.' }, events: [] };
    };
    await send({ messageId: 'four', replyTo: 'answers' }, ack);
    await eventually('answered', () => answers.length > 0);
    expect(brought.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['four', 'four', 'four']);
    const [first = 0, second = 0, third = 0] = times;
    expect(Math.min(second - first, third - second)).toBeGreaterThanOrEqual(290);
    expect(answers).toHaveLength(1);
    expect(buried).toEqual([]);
  });

  it('puts aside what fails by a fault of its own, without a loop and without the fault', async () => {
    answer = async () => {
      throw new TypeError('planted fault');
    };
    await send({ messageId: 'five' }, ack);
    await eventually('put aside', () => buried.length > 0);
    expect(brought).toHaveLength(1);
    expect(buried[0]?.headers?.['x-tocsin-reason']).not.toContain('planted');
  });

  it('hears again after the broker went away in the middle of one, and brings that one again', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    answer = async ({ idempotencyKey }) => {
      if (idempotencyKey === 'six' && timesBrought('six') === 1) await held;
      return { message: { text: 'Done.' }, events: [] };
    };
    await send({ messageId: 'six', replyTo: 'answers', correlationId: 'c-6' }, ack);
    await eventually('under way', () => timesBrought('six') === 1);
    await broker().kill();
    await eventually('noticed', () => !commands.connected());
    await broker().start();
    release();
    // A killed broker may forget acknowledgements that it had not yet written, so earlier commands may come again as well.
    await eventually('brought again', () => timesBrought('six') >= 2);
    await eventually('answered', () => answers.some(({ correlationId }) => correlationId === 'c-6'));
    await send({ messageId: 'seven', replyTo: 'answers', correlationId: 'c-7' }, ack);
    await eventually('heard again', () => answers.some(({ correlationId }) => correlationId === 'c-7'));
  });
}
