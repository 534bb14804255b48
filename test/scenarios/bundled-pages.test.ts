import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bundle } from '../../src/domain/incident/bundles/bundle.ts';
import type { Severity } from '../../src/domain/severity.ts';
import { type CommandInput, encodeInput, mostButtonBytes } from '../../src/ports/commands.ts';
import { type Button, decodePress, type Message } from '../../src/ports/message.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { LimitedTime } from '../harness/limited-time.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

let slack: ChatDouble;
let stage: Stage;
let time: LimitedTime;

const directory = () => sampleDirectory({ rooms: { announce: {}, open: {} } });

beforeEach(async () => {
  slack = new ChatDouble('slack');
  time = new LimitedTime(() => stage.clock);
  stage = await openStage([slack], directory(), { rateLimiter: time.rateLimiter });
});

afterEach(async () => {
  slack.before = () => undefined;
  while (time.waiting > 0) await time.passes(1);
  await stage.close();
});

const account = 'U0ALICE';
const pages = () => slack.pagesTo(account);
const bundles = () => pages().filter(({ key }) => key.startsWith('bundle/'));
const alone = () => pages().filter(({ key }) => !key.startsWith('bundle/'));
const lane = `slack|person:${account}`;
const latest = async () => (await stage.bundles.latest(lane))!;
const numbersIn = (text: string) => [...text.matchAll(/#(\d+)/g)].map(([, number]) => Number(number));
const shown = ({ message }: { message: { title?: string; body?: string } }) => `${message.title}\n${message.body}`;
const step = () => stage.tocsin.sweep();

/** The button as it comes back from the platform. */
async function presses(by: string, button: Button | undefined): Promise<Message> {
  const code = encodeInput(button!.invokes);
  expect(Buffer.byteLength(code)).toBeLessThanOrEqual(mostButtonBytes);
  return gives(by, decodePress(code)!);
}

const ackAll = ({ message }: { message: Message }) => message.buttons?.[0];
const stateOf = async (number: number) => (await stage.store.byNumber(number))!.state;

let given = 0;
let fingerprint = 0;

/** So many incidents begin at once; each pages Alice. Returns once each page is sent, waits, or is in a bundle. */
async function storm(count: number, severity: Severity = 'sev3', on = stage.tocsin): Promise<readonly number[]> {
  const before = await accountedFor();
  const receipts = await Promise.all(
    Array.from({ length: count }, () => {
      fingerprint += 1;
      const alert = { source: 'api', status: 'firing', labels: [], severity, service: 'checkout' } as const;
      return on.alerts.receive([{ ...alert, title: `Disk ${fingerprint} full`, fingerprint: `${fingerprint}` }]);
    }),
  );
  await eventually('every page is accounted for', async () => (await accountedFor()) === before + count);
  return receipts.flat().map(({ incident }) => incident!);
}

async function accountedFor(): Promise<number> {
  let bundled = 0;
  for (let bundle: Bundle | undefined = await stage.bundles.latest(lane); bundle; ) {
    bundled += bundle.items.length;
    bundle = await stage.bundles.load(`${lane}#${bundle.number - 1}`);
  }
  return alone().length + bundled + time.waitingPages;
}

/** What a person says, without waiting for what is on its way: time stands still. */
async function says(person: string, line: string): Promise<Message> {
  const reading = stage.tocsin.commands.read(line);
  if ('refusal' in reading) return reading.refusal.message;
  return gives(`U0${person.toUpperCase()}`, reading.input);
}

async function gives(by: string, input: CommandInput): Promise<Message> {
  given += 1;
  const { message } = await stage.tocsin.commands.run({
    ...input,
    id: `given-${given}`,
    from: { platform: 'slack', id: by },
    where: { address: { platform: 'slack', kind: 'person', id: by }, private: true, places: [by] },
  });
  return message;
}

async function timelineOf(number: number): Promise<readonly string[]> {
  const { body = '' } = await says('bob', `timeline ${number}`);
  return body.split('\n');
}

describe('a storm of a hundred incidents for one person', () => {
  it('pages at once and alone first, then names all the others in one message within 15 s', async () => {
    const numbers = await storm(100);
    expect(alone()).toHaveLength(3);
    await time.passes(15, step);
    const named = new Set([
      ...alone().flatMap(({ message }) => numbersIn(message.text)),
      ...bundles().flatMap((one) => numbersIn(shown(one))),
    ]);
    expect(numbers.filter((number) => !named.has(number))).toEqual([]);
    expect(bundles()).toHaveLength(1);
    expect(pages().length).toBeLessThan(20);
    const [sent] = bundles();
    expect(sent!.message.buttons?.map(({ label }) => label)).toEqual(['Acknowledge all', 'List']);
    expect((await says('alice', 'deliveries')).text).toBe('No failed deliveries.');
  });

  it('says in the timeline of each that its page was sent with the others', async () => {
    await storm(40);
    await time.passes(15, step);
    const { items } = await latest();
    for (const { number } of items) {
      expect(await timelineOf(number), `#${number}`).toContainEqual(
        expect.stringContaining(`Paged Alice Chen on Slack in one message with ${items.length - 1} others`),
      );
    }
  });
});

describe('Acknowledge all', () => {
  it('acknowledges exactly what the message names, says how many, and shows it there', async () => {
    await storm(30);
    await time.passes(15, step);
    const { items } = await latest();
    const named = items.map(({ number }) => number).sort((a, b) => a - b);
    const [sent] = bundles();
    const answer = await presses(account, ackAll(sent!));
    expect(answer.text).toBe(`Acknowledged ${named.length} incidents: ${named.map((one) => `#${one}`).join(', ')}`);
    for (const number of named) expect(await stateOf(number)).toBe('acknowledged');
    for (const { message } of alone()) expect(await stateOf(numbersIn(message.text)[0]!)).toBe('triggered');
    await time.passes(8, step);
    expect(bundles()).toHaveLength(1);
    expect(shown(sent!)).toContain('all acknowledged or resolved');
    expect(ackAll(sent!)).toMatchObject({ label: 'Acknowledged', disabled: true });
    expect(await timelineOf(named[0]!)).toContainEqual(expect.stringContaining('Alice Chen acknowledged via Slack'));
  });

  it('does nothing at a second tap, and leaves alone what others took or ended meanwhile', async () => {
    await storm(30);
    await time.passes(15, step);
    const [first, second, ...rest] = (await latest()).items.map(({ number }) => number).sort((a, b) => a - b);
    const button = ackAll(bundles()[0]!);
    await says('bob', `ack ${first}`);
    await says('bob', `resolve ${second} not a problem`);
    const answer = await presses(account, button);
    expect(answer.text).toContain(`Acknowledged ${rest.length} incidents`);
    expect(answer.text).toContain('2 were left alone:');
    expect(answer.text).toMatch(new RegExp(`#${first} .*Acknowledged by Bob Okafor`));
    expect(answer.text).toMatch(new RegExp(`#${second} .*Resolved by Bob Okafor`));
    const again = await presses(account, button);
    expect(again.text).toContain(`${rest.length} were yours already.`);
    expect((await stage.store.byNumber(first!))!.acknowledged?.by).toBe('bob');
  });

  it('leaves alone what joined after the button was drawn, and is nobody else’s', async () => {
    await storm(30);
    await time.passes(2, step);
    const button = ackAll(bundles()[0]!);
    const before = (await latest()).listed;
    await storm(10);
    await time.passes(13, step);
    const { items } = await latest();
    expect(items.length).toBeGreaterThan(before);
    await presses(account, button);
    for (const [index, { number }] of items.entries()) {
      expect(await stateOf(number), `#${number}`).toBe(index < before ? 'acknowledged' : 'triggered');
    }
    expect((await presses('U0BOB', button)).text).toMatch(/^That message is too old/);
  });

  it('is asked for by “ack all”, which names them first, pages that came alone too', async () => {
    const numbers = await storm(20);
    await time.passes(15, step);
    const question = await says('alice', 'ack all');
    expect(question.text).toMatch(/^Acknowledge 20 incidents\? #1, #2, /);
    await storm(1);
    const answer = await presses(account, question.buttons?.[0]);
    expect(answer.text).toContain('Acknowledged 20 incidents');
    for (const number of numbers) expect(await stateOf(number)).toBe('acknowledged');
    expect(await stateOf(21)).toBe('triggered');
    expect((await says('alice', 'paged')).title).toBe('You were paged for 21 open incidents');
    expect((await says('bob', 'ack all')).text).toBe('Nothing left to acknowledge.');
  });
});

describe('what a bundle names', () => {
  it('is never what somebody took before it was sent; what they take afterwards shows who has it', async () => {
    await storm(30);
    const [first, second] = (await latest()).items.map(({ number }) => number);
    await says('bob', `ack ${first}`);
    await time.passes(15, step);
    const [sent] = bundles();
    expect(numbersIn(shown(sent!))).not.toContain(first);
    expect(await timelineOf(first!)).not.toContainEqual(expect.stringContaining('in one message'));
    await says('bob', `ack ${second}`);
    await time.passes(8, step);
    expect(shown(sent!)).toMatch(new RegExp(`🟠 #${second} .* · Bob Okafor`));
  });

  it('has the worst first, whose own pages go before those of others', async () => {
    await storm(30, 'sev4');
    const [worst] = await storm(1, 'sev1');
    await time.passes(2, step);
    expect(alone().at(-1)!.message.text).toContain(`#${worst} `);
    await time.passes(13, step);
    await storm(25, 'sev2');
    await time.passes(15, step);
    const [, second] = bundles();
    expect(shown(second!).split('\n')[1]).toContain('sev2');
  });
});
