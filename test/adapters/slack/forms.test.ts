import { describe, expect, it } from 'vitest';
import type { Choice } from '../../../src/ports/commands.ts';
import { OPS, type View } from '../../harness/fake-slack/workspace.ts';
import { eventually } from '../../harness/wait.ts';
import { connected, type Opened } from './open.ts';

const modes = ['socket', 'http'] as const;

const services = (count: number): readonly Choice[] =>
  Array.from({ length: count }, (_, index) => ({ value: `service-${index}`, label: `Service ${index}` }));

const formOf = (slack: Opened) =>
  eventually('the form opened', (): View | undefined => [...slack.server.workspace.views.values()][0]);

async function elementsOf(slack: Opened) {
  const { shape } = await formOf(slack);
  return (shape.blocks as { element?: { type: string; options?: unknown[] } }[]).map(({ element }) => element);
}

describe('forms on Slack', () => {
  it.each(modes)('offer every one of many services while somebody types (%s)', async (mode) => {
    const slack = await connected({ mode });
    slack.commands.choices = services(300);
    await slack.people.slash(slack.alice, 'declare', OPS);
    expect((await elementsOf(slack)).map((one) => one?.type)).toEqual([
      'plain_text_input',
      'static_select',
      'external_select',
      'plain_text_input',
    ]);
    expect(await slack.people.suggestions(slack.alice, 'service', '')).toHaveLength(100);
    expect(await slack.people.suggestions(slack.alice, 'service', 'ice 299')).toEqual(['Service 299']);
    expect(slack.commands.completions.at(-1)).toMatchObject({
      command: 'declare',
      option: 'service',
      typed: 'ice 299',
      most: 100,
    });
    await slack.fillsIn(slack.alice, { title: 'Checkout is down', service: 'Service 299' });
    const ran = await eventually('it ran', () => slack.commands.invocations[0]);
    expect(ran.args).toEqual({ title: 'Checkout is down', service: 'service-299' });
    slack.verify();
  });

  it('hold up to a hundred services themselves', async () => {
    const slack = await connected();
    slack.commands.choices = services(100);
    await slack.people.slash(slack.alice, 'declare', OPS);
    expect((await elementsOf(slack))[2]).toMatchObject({ type: 'static_select', options: { length: 100 } });
    slack.verify();
  });

  it.each(modes)('keep what was typed and say beside the field what is wrong with it (%s)', async (mode) => {
    const slack = await connected({ mode });
    slack.commands.answer = ({ args }) =>
      args.title === 'Down'
        ? { message: { text: 'declared' } }
        : { message: { text: 'The title is too short.' }, refused: { option: 'title' } };
    await slack.people.slash(slack.alice, 'declare', OPS);
    await formOf(slack);
    const refused = await slack.people.fillsIn(slack.alice, { title: 'D', description: 'all of it', severity: 'SEV1' });
    expect(refused?.payload).toEqual({ response_action: 'errors', errors: { title: 'The title is too short.' } });
    expect(slack.toldTo(slack.alice)?.text).toBe('The title is too short.');
    await slack.fillsIn(slack.alice, { title: 'Down' });
    expect(slack.commands.invocations.at(-1)?.args).toEqual({
      title: 'Down',
      description: 'all of it',
      severity: 'sev1',
    });
    await eventually('she is told', () => slack.toldTo(slack.alice)?.text === 'declared');
    expect(slack.server.workspace.views.size).toBe(0);
    slack.verify();
  });

  it('keep what was typed when what is wrong is in no field', async () => {
    const slack = await connected();
    slack.commands.choices = services(300);
    slack.commands.answer = () => ({ message: { text: 'The database does not answer. Try again.' }, refused: {} });
    await slack.people.slash(slack.alice, 'declare', OPS);
    const typed = { title: 'Down', description: 'all of it', severity: 'SEV1', service: 'Service 299' };
    await slack.fillsIn(slack.alice, typed);
    expect(slack.toldTo(slack.alice)?.text).toContain('does not answer');
    slack.commands.answer = () => ({ message: { text: 'declared' } });
    await slack.fillsIn(slack.alice, {});
    const args = { title: 'Down', description: 'all of it', severity: 'sev1', service: 'service-299' };
    expect(slack.commands.invocations.map((one) => one.args)).toEqual([args, args]);
    slack.verify();
  });

  it('run once when they are sent twice', async () => {
    const slack = await connected();
    await slack.people.slash(slack.alice, 'declare', OPS);
    await slack.fillsIn(slack.alice, { title: 'Down' });
    await slack.repeatsLast();
    expect(slack.commands.invocations).toHaveLength(1);
    slack.verify();
  });
});

describe.each(modes)('what Slack is told of a request (%s)', (mode) => {
  const requests = {
    command: (slack: Opened) => slack.people.slash(slack.alice, 'ack 42', OPS),
    form: async (slack: Opened) => {
      await slack.people.slash(slack.alice, 'declare', OPS);
      await formOf(slack);
      return slack.people.fillsIn(slack.alice, { title: 'Down' });
    },
    async press(slack: Opened) {
      const buttons = [{ label: 'Acknowledge', invokes: { command: 'ack', args: { incident: '42' } } }];
      const ref = await slack.chat.send(slack.channel, { text: 'card', buttons }, 'card');
      const [channel = '', ts = ''] = ref.id.split(':');
      return slack.people.presses(slack.alice, { channel, ts }, 'Acknowledge');
    },
  };

  it.each(Object.keys(requests) as (keyof typeof requests)[])('is nothing before the %s is kept', async (kind) => {
    const slack = await connected({ mode, ackMs: 60_000, waits: { ackMs: 60_000 } });
    let keep = (): void => {};
    slack.commands.answer = () =>
      new Promise((resolve) => {
        keep = () => resolve({ message: { text: 'kept' } });
      });
    let isAcknowledged = false;
    const acknowledged = requests[kind](slack).then((given) => {
      isAcknowledged = true;
      return given;
    });
    await eventually('it runs', () => slack.commands.invocations.length === 1);
    await slack.chat.send(slack.channel, { text: 'Slack hears other things meanwhile' }, 'other');
    expect(isAcknowledged).toBe(false);
    keep();
    expect(await acknowledged).toBeDefined();
    await eventually('she is told', () => slack.toldTo(slack.alice)?.text === 'kept');
    slack.verify();
  });
});

describe.each(modes)('a form that is refused after Slack has closed it (%s)', (mode) => {
  const typed = { title: 'Down', description: 'all\nof it', severity: 'SEV1' };
  const args = { title: 'Down', description: 'all\nof it', severity: 'sev1' };
  const text = 'The database does not answer. Try again.';

  /** Alice sends a form, is acknowledged, and then is refused. */
  async function refusedLate(): Promise<Opened> {
    const slack = await connected({ mode, waits: { ackMs: 20 } });
    let refuse = (): void => {};
    slack.commands.answer = () =>
      new Promise((resolve) => {
        refuse = () => resolve({ message: { text }, refused: {} });
      });
    await slack.people.slash(slack.alice, 'declare', OPS);
    await formOf(slack);
    await slack.people.fillsIn(slack.alice, typed);
    expect(slack.server.workspace.views.size).toBe(0);
    refuse();
    return slack;
  }

  const button = 'Edit and send again';
  const answer = (slack: Opened) =>
    eventually('she is told', () => slack.server.workspace.messages.find((one) => one.onlyFor === slack.alice));

  it('is opened again by a button, with what was typed and why, and is the same when it is sent again', async () => {
    const slack = await refusedLate();
    const { channel, ts } = await answer(slack);
    expect(slack.toldTo(slack.alice)).toMatchObject({ text: expect.stringContaining(text), buttons: [button] });
    // The button is good after a restart as well.
    await slack.chat.close();
    await slack.chat.start(slack.commands, () => undefined);
    await slack.people.presses(slack.alice, { channel, ts }, button);
    await formOf(slack);
    slack.commands.answer = () => ({ message: { text: 'declared' } });
    await slack.people.fillsIn(slack.alice, {});
    await eventually('it ran again', () => slack.commands.invocations.length === 2);
    const [first, second] = slack.commands.invocations;
    expect(second).toMatchObject({ args, id: first?.id, where: first?.where });
    slack.verify();
  });

  it('opens for whoever sent it alone', async () => {
    const slack = await refusedLate();
    const { channel, ts } = await answer(slack);
    await slack.people.presses(slack.bob, { channel, ts }, button);
    await eventually('he is told', () => slack.toldTo(slack.bob)?.text.includes('no longer works'));
    expect(slack.server.workspace.views.size).toBe(0);
    slack.verify();
  });

  it('is said back when it cannot be kept', async () => {
    const slack = await connected({ mode, waits: { ackMs: 20 } });
    slack.dialogs.put = async () => {
      throw new Error('the database is away');
    };
    let refuse = (): void => {};
    slack.commands.answer = () =>
      new Promise((resolve) => {
        refuse = () => resolve({ message: { text }, refused: {} });
      });
    await slack.people.slash(slack.alice, 'declare', OPS);
    await formOf(slack);
    await slack.people.fillsIn(slack.alice, typed);
    refuse();
    const told = () =>
      slack.server.workspace.messages.filter((one) => one.onlyFor === slack.alice).map((one) => one.text);
    const all = await eventually('all is said back', () => told().length === 4 && told().join('\n'));
    expect(all).toContain('Down');
    expect(all).toContain('all\nof it');
    slack.verify();
  });
});
