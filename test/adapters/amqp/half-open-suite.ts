import { type AsyncMessage, Connection } from 'rabbitmq-client';
import { afterEach, expect, it } from 'vitest';
import { createAmqpCommands } from '../../../adapters/amqp/commands.ts';
import { createAmqpSink } from '../../../adapters/amqp/sink.ts';
import { DeliveryFailed } from '../../../src/ports/chat.ts';
import type { ProgramCommand, ProgramCommands } from '../../../src/ports/commands.ts';
import { type Dropped, type HalfOpenLine, openHalfOpenLine } from '../../harness/half-open-line.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import type { OwnRabbit } from '../../harness/rabbitmq.ts';
import { toldEvent } from '../../harness/told-events.ts';
import { eventually } from '../../harness/wait.ts';

const everyKind: readonly Dropped[] = ['requests', 'answers', 'everything'];
const timing = { retryLow: 20, retryHigh: 100, confirm: 500, connect: 2_000, commandPause: 50 };

/** The broker lives, and the line to it goes dead without a word. */
export function halfOpenSuite(broker: () => OwnRabbit): void {
  const closers: (() => unknown)[] = [];
  let line: HalfOpenLine;
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  /** One second is the shortest heartbeat that the protocol has. */
  async function through(): Promise<string> {
    line = await openHalfOpenLine(broker().url);
    closers.push(() => line.close());
    return `${line.through(broker().url)}?heartbeat=1`;
  }

  it.each(everyKind)('publishes again what was not confirmed, when %s are dropped', async (dropped) => {
    const log = new KeptLog();
    const sink = createAmqpSink({ url: await through(), timing }, { log });
    closers.push(() => sink.stop());
    sink.start();
    await eventually('connected', () => sink.connected());
    line.drops(dropped);
    const failed = await sink.publish(toldEvent(1)).catch((err: unknown) => err);
    expect(failed).toBeInstanceOf(DeliveryFailed);
    expect(failed).toMatchObject({ retryAfterMs: 'soon' });
    await eventually('it is known', () => !sink.connected());
    expect(log.text()).toContain('RabbitMQ is not reachable; reconnecting');
    line.recovers();
    await eventually('taken', () =>
      sink.publish(toldEvent(1)).then(
        () => true,
        () => false,
      ),
    );
    expect(sink.connected()).toBe(true);
  });

  it.each(everyKind)('hears commands again by itself, when %s are dropped', async (dropped) => {
    const log = new KeptLog();
    const brought: ProgramCommand[] = [];
    const programs: ProgramCommands = {
      catalogue: [{ name: 'ack', summary: '', options: [], path: '', changes: true }],
      run: async (given) => {
        brought.push(given);
        return { message: { text: 'Done.' }, events: [] };
      },
    };
    const commands = createAmqpCommands({ url: await through(), timing }, { commands: programs, log });
    closers.push(() => commands.stop());
    commands.start();
    const near = new Connection({ url: broker().url });
    closers.push(() => near.unsafeDestroy());
    const client = near.createRPCClient({ confirm: true, timeout: 40_000 });
    const ask = (messageId: string) =>
      client.send(
        { routingKey: 'tocsin.commands', messageId, durable: true },
        { command: 'ack', args: { incident: '42' }, by: 'alice' },
      );
    await eventually('connected', () => commands.connected());
    // The broker drops what is sent to a queue that is not declared yet.
    await eventually('the queue is there', () =>
      near.queueDeclare({ queue: 'tocsin.commands', passive: true }).then(
        () => true,
        () => false,
      ),
    );
    await ask(`before-${dropped}`);
    line.drops(dropped);
    const answers: AsyncMessage[] = [];
    const asked = ask(`half-open-${dropped}`).then((answer) => void answers.push(answer));
    await eventually('it is known', () => !commands.connected());
    line.recovers();
    await eventually('answered', () => answers.length === 1);
    await asked;
    await client.close();
    expect(new Set(brought.map(({ idempotencyKey }) => idempotencyKey))).toEqual(
      new Set([`before-${dropped}`, `half-open-${dropped}`]),
    );
    expect(commands.connected()).toBe(true);
  });
}
