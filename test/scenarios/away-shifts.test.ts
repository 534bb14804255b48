import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandInput } from '../../src/ports/commands/input.ts';
import { agreesTo } from '../harness/agree.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const ops = 'C0OPS';
let slack: ChatDouble;
let stage: Stage;

/** Alice has primary from Monday 9 March 09:00 in Berlin for a week, then Bob, then Carol. It is that Monday, 13:00. */
beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack], sampleDirectory({ rooms: { announce: { slack: ops }, open: {} } }));
});

afterEach(() => stage.close());

const told = (account: string) => slack.pagesTo(account).map(({ message }) => message.text);
const room = () => slack.inChannel(ops).map(({ message }) => message);
const labels = ({ buttons = [] }: { buttons?: readonly { label: string }[] } = {}) => buttons.map(({ label }) => label);

async function until(moment: string): Promise<void> {
  stage.clock.set(new Date(moment));
  for (let left = 20; left > 0 && (await stage.tocsin.sweep()) > 0; left -= 1) await stage.tocsin.idle();
  await stage.tocsin.idle();
}

let presses = 0;
const press = async (account: string, input: CommandInput) => (await pressed(account, input))?.text;
async function pressed(account: string, { command, args }: CommandInput) {
  presses += 1;
  const { message } = await stage.tocsin.commands.run({
    command,
    args: { seen: '-', ...args },
    id: `press-${presses}`,
    from: { platform: 'slack', id: account },
    where: { address: { platform: 'slack', kind: 'channel', id: ops }, private: false, places: [ops] },
  });
  await stage.tocsin.idle();
  return message;
}

describe('new time off', () => {
  it('is answered with who is paged when nobody takes the shift', async () => {
    const { text } = await stage.says('alice', 'away from:now to:+3d');
    expect(text).toMatch(
      /^You are away from .+\. Schedules .+ meanwhile\. You are on call meanwhile: primary from .+\. If nobody takes a shift, it stays yours on the schedule, and Carol Díaz and Bob Okafor are paged instead\.$/,
    );
  });

  it('is answered with where nobody else is left', async () => {
    await stage.says('bob', 'away from:now to:+10d');
    await stage.says('carol', 'away from:now to:+1d');
    const { answer } = await agreesTo(stage, 'alice', 'away from:now to:+3d');
    const text = answer?.text;
    expect(text).toContain('and Carol Díaz is paged instead.');
    expect(text).toMatch(/Nobody else is left to page for primary from .+ to .+: you are paged then all the same\.$/);
  });

  it('merges with what it overlaps, and says so', async () => {
    await stage.says('carol', 'away from:2026-03-12T09:00 to:2026-03-13T09:00');
    const { text } = await stage.says('carol', 'away from:2026-03-13T00:00 to:2026-03-14T09:00');
    expect(text).toMatch(
      /^You are away from Thu 12 Mar 09:00 AEDT to Sat 14 Mar 09:00 AEDT\. This is merged with the time off from Thu 12 Mar 09:00 AEDT to Fri 13 Mar 09:00 AEDT\./,
    );
    expect((await stage.runtimeChanges.ofPerson('carol')).away).toHaveLength(1);
    const again = await stage.says('carol', 'away from:2026-03-12T10:00 to:2026-03-12T11:00');
    expect(again.text).toMatch(
      /^You are away from Thu 12 Mar 09:00 AEDT to Sat 14 Mar 09:00 AEDT already; nothing changes\./,
    );
  });

  it('of a manager tells the person their shifts, with the button for cover', async () => {
    await stage.says('alice', 'away person:bob from:2026-03-16T00:00 to:2026-03-18T00:00');
    const notification = slack.pagesTo('U0BOB').at(-1)!.message;
    expect(notification.text).toMatch(
      /^Alice Chen marked you as away .+ You are on call meanwhile: primary .+ If nobody takes/,
    );
    expect(labels(notification)).toEqual(['Ask for cover: primary']);
  });
});

describe('away off', () => {
  it('ends time off of the file early, and leaves what is to come there', async () => {
    const absence = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });
    stage.changesPerson('alice', {
      away: [absence('2026-03-08T00:00Z', '2026-03-12T00:00Z'), absence('2026-04-01T00:00Z', '2026-04-02T00:00Z')],
    });
    await stage.refresh();
    const { text } = await stage.says('alice', 'away off');
    expect(text).toBe(
      'Done. You are away from Wed 1 Apr 02:00 CEST to Thu 2 Apr 02:00 CEST. It is in the configuration file; change it there.',
    );
    await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
    expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
    expect((await stage.says('alice', 'away to:+1d')).text).toMatch(/^You are away from/);
  });
});

describe('away off of a manager', () => {
  it('tells the person', async () => {
    await stage.says('bob', 'away from:now to:+2d');
    expect((await stage.says('alice', 'away off person:bob')).text).toMatch(
      /^Done\. Bob Okafor has no time off planned\./,
    );
    expect(told('U0BOB')).toEqual([
      expect.stringMatching(
        /^Alice Chen ended your time off from Mon 9 Mar .+ to Wed 11 Mar .+: you are paged as usual\.$/,
      ),
    ]);
    await stage.says('alice', 'away off person:bob');
    expect(told('U0BOB')).toHaveLength(1);
  });
});

describe('away off without time off', () => {
  it('changes nothing, and leaves alone what the file says later', async () => {
    expect((await stage.says('alice', 'away off')).text).toMatch(/^You have no time off planned\./);
    stage.changesPerson('alice', {
      away: [{ from: new Date('2026-03-08T00:00Z'), to: new Date('2026-03-12T00:00Z') }],
    });
    stage.clock.set(new Date(stage.clock.now().getTime() + 60_000));
    await stage.refresh();
    expect((await stage.says('alice', 'away')).text).toMatch(/^You are away from/);
  });
});

describe('whoever takes over while they are away', () => {
  it('is named in the answer to an override', async () => {
    await stage.says('bob', 'away from:now to:+3d');
    const { text, tone } = await stage.says('alice', 'override primary person:bob from:now to:+2h');
    expect(text).toMatch(
      /^Bob Okafor is on call for primary .+ Bob Okafor is away from .+\. Pages then go to the next/,
    );
    expect(tone).toBe('warning');
    expect(told('U0BOB').at(-1)).toContain('Bob Okafor is away');
  });

  it('is not asked for cover, unless there is nobody else', async () => {
    await stage.says('bob', 'away from:now to:+10d');
    const { text } = await stage.says('alice', 'cover primary from:now to:+2h');
    expect(text).toContain('Asked Carol Díaz to cover primary');
    expect(text).toContain('Not asked, because they are away then: Bob Okafor.');
    expect(told('U0BOB')).toEqual([]);
    await stage.says('carol', 'away from:now to:+10d');
    expect((await stage.says('alice', 'cover primary from:+3h to:+4h')).text).toMatch(
      /^Asked Bob Okafor and Carol Díaz/,
    );
  });
});

describe('a person who comes on call while they are away', () => {
  beforeEach(async () => {
    await stage.says('bob', 'away from:2026-03-15T00:00 to:2026-03-18T09:00');
    await until('2026-03-16T07:59:30Z');
    await until('2026-03-16T08:00:00Z');
  });

  it('is told so, with buttons for cover and for the end of the time off', () => {
    const message = slack.pagesTo('U0BOB').at(-1)!.message;
    expect(message.text).toBe(
      'You are on call for primary until Mon 23 Mar 04:00 EDT. Next: Carol Díaz. You are away from Sun 15 Mar 00:00 EDT to Wed 18 Mar 09:00 EDT. If nobody takes a shift, it stays yours on the schedule, and Carol Díaz and Alice Chen are paged instead.',
    );
    expect(labels(message)).toEqual(['Ask for cover: primary', 'End my time off']);
    expect(message.buttons?.[0]?.invokes.args).toMatchObject({ schedule: 'primary', to: '20260318T0900' });
  });

  it('is shown so in the room, where the first of the others takes the shift until they are back', async () => {
    const [message] = room();
    expect(message?.text).toBe(
      'On call for primary now: Bob Okafor (away until Wed 18 Mar 14:00 CET), until Mon 23 Mar 09:00 CET. Otherwise the shift stays theirs on the schedule, and Carol Díaz and Alice Chen are paged instead.',
    );
    expect(labels(message)).toEqual(['Take the shift']);
    const { invokes } = message!.buttons![0]!;
    expect(await press('U0CAROL', invokes)).toMatch(/^Carol Díaz is on call for primary .+ instead of Bob Okafor/);
    expect(await press('U0ALICE', invokes)).toBe(
      'Bob Okafor is not on call then any more, so there is nothing to take.',
    );
    const shifts = await stage.tocsin.api.shifts({ schedule: 'primary', to: '2026-03-23T00:00Z' });
    expect(shifts.map(({ person, to }) => [person, to.toISOString()])).toEqual([
      ['carol', '2026-03-18T13:00:00.000Z'],
      ['bob', '2026-03-23T00:00:00.000Z'],
    ]);
  });

  it('is not told of time off that is over when their quiet hours end', async () => {
    stage.changesPerson('carol', { quietHours: { from: '18:00', to: '21:00', except: [] } });
    await stage.says('carol', 'away from:2026-03-22T00:00 to:2026-03-23T20:00');
    await until('2026-03-23T07:59:30Z');
    await until('2026-03-23T08:00:00Z');
    await until('2026-03-23T10:00:30Z');
    expect(told('U0CAROL').at(-1)).toMatch(/^You have been on call for primary since .+ Next: Alice Chen\.$/);
  });

  it('ends their time off by the button only after a question that names it, and only once', async () => {
    await stage.says('bob', 'away from:2026-05-01T00:00 to:2026-05-08T00:00');
    const end = slack.pagesTo('U0BOB').at(-1)!.message.buttons!.at(-1)!.invokes;
    const asked = await pressed('U0BOB', end);
    expect(asked?.text).toBe(
      'End your time off from Sun 15 Mar 00:00 EDT to Wed 18 Mar 09:00 EDT and from Fri 1 May 00:00 EDT to Fri 8 May 00:00 EDT?',
    );
    expect(labels(asked)).toEqual(['End my time off']);
    expect((await stage.says('bob', 'away')).text).toMatch(/^You are away from/);
    const agreed = asked!.buttons![0]!.invokes;
    expect(await press('U0BOB', agreed)).toMatch(/^Done\. You have no time off planned\./);
    expect(await press('U0BOB', agreed)).toMatch(/^You have no time off planned\./);
    expect(await press('U0BOB', end)).toMatch(/^You have no time off planned\./);
  });

  it('asks again when the time off has changed since the question named it', async () => {
    const end = slack.pagesTo('U0BOB').at(-1)!.message.buttons!.at(-1)!.invokes;
    const first = (await pressed('U0BOB', end))!.buttons![0]!.invokes;
    await stage.says('bob', 'away from:2026-05-01T00:00 to:2026-05-08T00:00');
    const again = await pressed('U0BOB', first);
    expect(again?.text).toMatch(/^End your time off from Sun 15 Mar .+ and from Fri 1 May .+\?$/);
    expect((await stage.says('bob', 'away')).text).toMatch(/^You are away from/);
    expect(await press('U0BOB', again!.buttons![0]!.invokes)).toMatch(/^Done\. You have no time off planned\./);
  });

  it('keeps the shift from whoever presses the button when they are back', async () => {
    const { invokes } = room()[0]!.buttons![0]!;
    await stage.says('bob', 'away off');
    expect(await press('U0CAROL', invokes)).toBe('Bob Okafor is not away now, so there is nothing to take.');
    await until('2026-04-06T08:00:00Z');
    expect(await press('U0CAROL', invokes)).toBe('Bob Okafor is not away now, so there is nothing to take.');
    expect((await stage.says('carol', 'override primary instead:bob')).text).toMatch(/^Carol Díaz is on call/);
  });

  it('is shown so to whoever goes off call', () => {
    expect(told('U0ALICE')).toEqual([
      'Your shift for primary has ended: Bob Okafor (away until Wed 18 Mar 14:00 CET) is on call now. Thank you.',
    ]);
  });
});
