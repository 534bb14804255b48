import { expect } from 'vitest';
import type { Tocsin } from '../../src/app/compose.ts';
import type { Directory } from '../../src/domain/directory.ts';
import { type Bundle, nextStep } from '../../src/domain/incident/bundles/bundle.ts';
import type { Severity } from '../../src/domain/severity.ts';
import { type CommandInput, encodeInput, mostButtonBytes } from '../../src/ports/commands/input.ts';
import { decodePress } from '../../src/ports/commands/press.ts';
import type { Button, Message } from '../../src/ports/message.ts';
import { type DeliveryAttempt, noMetrics } from '../../src/ports/telemetry/metrics.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { LimitedTime } from '../harness/limited-time.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

export const aliceOnSlack = 'U0ALICE';

export type PageStorm = Awaited<ReturnType<typeof openPageStorm>>;

/** Many incidents that page Alice, under the platforms' limits and on a clock in the test's hands. */
export async function openPageStorm(
  chats: readonly ChatDouble[] = [new ChatDouble('slack')],
  directory: Directory = sampleDirectory({ rooms: { announce: {}, open: {} } }),
) {
  const [chat] = chats as [ChatDouble];
  const { platform } = chat;
  const time = new LimitedTime(() => stage.clock);
  const attempts: DeliveryAttempt[] = [];
  const metrics = { ...noMetrics, deliveryAttempted: (attempt: DeliveryAttempt) => void attempts.push(attempt) };
  const stage: Stage = await openStage(chats, directory, { rateLimiter: time.rateLimiter, metrics });
  const account = platform === 'email' ? 'alice@example.org' : aliceOnSlack;
  const lane = `${platform}|person:${account}`;
  let given = 0;
  let fingerprint = 0;

  const pages = () => chat.pagesTo(account);
  const bundles = () => pages().filter(({ key }) => key.startsWith('bundle/'));
  const alone = () => pages().filter(({ key }) => !key.startsWith('bundle/'));
  const latest = async () => (await stage.bundles.latest(lane))!;

  async function accountedFor(): Promise<number> {
    let bundled = 0;
    for (let bundle: Bundle | undefined = await stage.bundles.latest(lane); bundle; ) {
      bundled += bundle.items.length;
      bundle = await stage.bundles.load(`${lane}#${bundle.number - 1}`);
    }
    return alone().length + bundled + time.waitingPages;
  }

  async function gives(by: string, input: CommandInput): Promise<Message> {
    given += 1;
    const { message } = await stage.tocsin.commands.run({
      ...input,
      id: `given-${given}`,
      from: { platform, id: by },
      where: { address: { platform, kind: 'person', id: by }, private: true, places: [by] },
    });
    return message;
  }

  /** What a person says, without waiting for what is on its way: time stands still. */
  async function says(person: string, line: string): Promise<Message> {
    const reading = stage.tocsin.commands.read(line);
    if ('refusal' in reading) return reading.refusal.message;
    return gives(platform === 'email' ? `${person}@example.org` : `U0${person.toUpperCase()}`, reading.input);
  }

  return {
    chat,
    stage,
    /** As the metrics count them. */
    attempts,
    time,
    says,
    pages,
    bundles,
    alone,
    latest,
    /** Lets seconds pass, with a sweep after each; what was sent is written down before the next. */
    passes: (seconds: number, on: Pick<Tocsin, 'sweep'> = stage.tocsin) =>
      time.passes(seconds, async () => {
        await on.sweep();
        await eventually('the incidents know what became of the bundle', async () => {
          const bundle = await stage.bundles.latest(lane);
          return !bundle || nextStep(bundle) !== 'settle';
        });
      }),
    /** So many incidents begin at once; each pages Alice. Settles once each page is sent, waits, or is in a bundle. */
    async storm(count: number, severity: Severity = 'sev3', on = stage.tocsin): Promise<readonly number[]> {
      const before = await accountedFor();
      const receipts = await Promise.all(
        Array.from({ length: count }, () => {
          fingerprint += 1;
          const alert = { source: 'api', status: 'firing', labels: [], severity, service: 'checkout' } as const;
          return on.alerts.receive([{ ...alert, title: `Disk ${fingerprint} full`, fingerprint: `${fingerprint}` }]);
        }),
      );
      await eventually('every page is accounted for', async () => (await accountedFor()) >= before + count);
      return receipts.flat().map(({ incident }) => incident!);
    },
    /** The button as it comes back from the platform. */
    async presses(by: string, button: Button | undefined): Promise<Message> {
      const code = encodeInput(button!.invokes);
      expect(Buffer.byteLength(code)).toBeLessThanOrEqual(mostButtonBytes);
      return gives(by, decodePress(code)!);
    },
    async stateOf(number: number) {
      return (await stage.store.byNumber(number))!.state;
    },
    async timelineOf(number: number): Promise<readonly string[]> {
      const { body = '' } = await says('bob', `timeline ${number}`);
      return body.split('\n');
    },
    async close(): Promise<void> {
      for (const one of chats) one.before = () => undefined;
      while (time.waiting > 0) await time.passes(1);
      await stage.close();
    },
  };
}

export function numbersIn(text: string): number[] {
  return [...text.matchAll(/#(\d+)/g)].map(([, number]) => Number(number));
}

export function shown({ message }: { readonly message: Message }): string {
  return `${message.title}\n${message.body}`;
}

export function ackAllIn({ message }: { readonly message: Message }): Button | undefined {
  return message.buttons?.[0];
}
