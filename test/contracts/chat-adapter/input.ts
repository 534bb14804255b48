import { beforeEach, expect, it } from 'vitest';
import type { RecordingCommands } from '../../harness/recording-commands.ts';
import { eventually } from '../../harness/wait.ts';
import { card } from './card.ts';
import type { OpenedPlatform, PlatformUnderTest } from './platform-under-test.ts';

/** How what people say, press and fill in reaches the commands. */
export function inputContract(opened: () => OpenedPlatform): void {
  let platform: PlatformUnderTest;
  let commands: RecordingCommands;
  beforeEach(() => {
    ({ platform, commands } = opened());
  });

  it('runs what is said in a channel, and answers that person', async () => {
    await platform.says(platform.alice, 'ack 42', 'channel');
    await eventually('the command ran', () => commands.invocations.length === 1);
    expect(commands.invocations[0]).toMatchObject({
      command: 'ack',
      args: { incident: '42' },
      from: { platform: platform.chat.platform, id: platform.alice },
      where: { private: false, address: { platform: platform.chat.platform, kind: 'channel' } },
    });
    expect(commands.invocations[0]?.where.places).toContain(platform.channel.id);
    const told = await eventually('alice was answered', () => platform.toldTo(platform.alice));
    expect(told.text).toContain('ran ack {"incident":"42"}');
    expect(platform.toldTo(platform.bob)).toBeUndefined();
    platform.verify();
  });

  it('runs a bare line in a direct message', async () => {
    await platform.says(platform.alice, 'ack 42', 'direct');
    await eventually('the command ran', () => commands.invocations.length === 1);
    expect(commands.invocations[0]).toMatchObject({ command: 'ack', where: { private: true } });
    const told = await eventually('alice was answered', () => platform.toldTo(platform.alice));
    expect(told.text).toContain('ran ack');
    platform.verify();
  });

  it('answers what it cannot read', async () => {
    await platform.says(platform.alice, 'frobnicate', 'direct');
    const told = await eventually('alice was answered', () => platform.toldTo(platform.alice));
    expect(told.text).toContain('frobnicate');
    expect(commands.invocations).toHaveLength(0);
  });

  it('runs the command of a button, as its presser, and can tell which message it was on', async () => {
    const ref = await platform.chat.send(platform.channel, card, 'card');
    await platform.presses(platform.bob, ref, 'Acknowledge');
    await eventually('the command ran', () => commands.invocations.length === 1);
    expect(commands.invocations[0]).toMatchObject({
      command: 'ack',
      args: { incident: '42' },
      from: { id: platform.bob },
    });
    expect(commands.invocations[0]?.where.places).toContain(ref.id);
    const told = await eventually('bob was answered', () => platform.toldTo(platform.bob));
    expect(told.text).toContain('ran ack');
    expect(platform.toldTo(platform.alice)).toBeUndefined();
    platform.verify();
  });

  it('gives a repeated request the id of the first', async () => {
    const ref = await platform.chat.send(platform.channel, card, 'card');
    await platform.presses(platform.bob, ref, 'Acknowledge');
    await eventually('it ran', () => commands.invocations.length === 1);
    await platform.repeatsLast();
    await platform.says(platform.alice, 'ack 7', 'direct');
    await eventually('the later one ran', () => commands.invocations.some((one) => one.args.incident === '7'));
    const ids = new Set(commands.invocations.filter((one) => one.args.incident === '42').map((one) => one.id));
    expect(ids.size).toBe(1);
  });

  it('opens a form for what is missing, with what is known kept', async () => {
    const ref = await platform.chat.send(platform.channel, card, 'card');
    await platform.presses(platform.bob, ref, 'Add note');
    await platform.fillsIn(platform.bob, { text: 'restarted the cache' });
    await eventually('the command ran', () => commands.invocations.length === 1);
    expect(commands.invocations[0]).toMatchObject({
      command: 'note',
      args: { incident: '42', text: 'restarted the cache' },
      from: { id: platform.bob },
    });
    expect(commands.invocations[0]?.where.places).toContain(platform.channel.id);
    platform.verify();
  });

  it('keeps what was filled in when it is refused', async () => {
    commands.answer = ({ args }) =>
      args.service === 'checkout'
        ? { message: { text: 'declared' } }
        : { message: { text: 'Search is no service any more.' }, refused: { option: 'service' } };
    await platform.says(platform.alice, 'declare', 'channel');
    const rest = { title: 'Down', severity: 'sev1', description: 'all of it' };
    await platform.fillsIn(platform.alice, { ...rest, service: 'search' });
    await eventually('it was refused', () => commands.invocations.length === 1);
    await platform.fillsIn(platform.alice, { service: 'checkout' });
    await eventually('it ran', () => commands.invocations.length === 2);
    expect(commands.invocations[1]?.args).toEqual({ ...rest, service: 'checkout' });
    await eventually('alice was answered', () => platform.toldTo(platform.alice)?.text.includes('declared'));
    platform.verify();
  });

  it('takes any one of many services in a form', async () => {
    commands.choices = Array.from({ length: 60 }, (_, index) => ({
      value: `service-${index}`,
      label: `No. ${index}`,
    }));
    await platform.says(platform.alice, 'declare', 'channel');
    await platform.fillsIn(platform.alice, { title: 'Down', service: 'service-59' });
    await eventually('it ran', () => commands.invocations.length === 1);
    expect(commands.invocations[0]?.args).toEqual({ title: 'Down', service: 'service-59' });
    platform.verify();
  });

  it('asks for every option in a form, and leaves out what was not filled in', async () => {
    await platform.says(platform.alice, 'declare', 'channel');
    await platform.fillsIn(platform.alice, { title: 'Checkout is down', severity: 'sev1', service: 'checkout' });
    await eventually('the command ran', () => commands.invocations.length === 1);
    expect(commands.invocations[0]?.args).toEqual({
      title: 'Checkout is down',
      severity: 'sev1',
      service: 'checkout',
    });
    platform.verify();
  });
}
