import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onCallToJson, shiftToJson } from '../../src/schemas/on-call.ts';
import { agreesTo } from '../harness/agree.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { monday, openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack]);
});

afterEach(() => stage.close());

const pages = (account: string) => slack.pagesTo(account).length;

describe('somebody who is away', () => {
  it('is not paged while they are: the next level is paged at once, and the timeline says why', async () => {
    const said = await stage.says('alice', 'away from:now to:+3d');
    expect(said.text).toMatch(/^You are away from .+ to .+/);
    const declared = await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
    expect(declared.text).toMatch(/Alice .*is away until .+ not paged/);
    expect([pages('U0ALICE'), pages('U0BOB')]).toEqual([0, 1]);
    expect(JSON.stringify(await stage.says('bob', 'timeline 1'))).toMatch(/is away until/);
    expect(JSON.stringify(await stage.says('bob', 'oncall'))).toMatch(/Alice[^"]*away until/);
  });

  it('stands with the end of it in what programs read and on the dashboard, and no more once it is over', async () => {
    await stage.says('alice', 'away from:now to:+3d');
    const until = new Date(monday.getTime() + 3 * 24 * 60 * 60_000);
    const read = async () => (await stage.tocsin.api.onCall({ schedule: 'primary' })).map(onCallToJson);
    const shown = async () => (await stage.tocsin.dashboard.look()).onCall;
    expect(await read()).toMatchObject([{ person: 'alice', awayUntil: until.toISOString() }]);
    expect(await shown()).toMatchObject([{ schedule: 'primary', now: { person: 'alice', awayUntil: until } }]);
    const [after] = await stage.tocsin.api.onCall({ schedule: 'primary', at: '2026-03-13T12:00' });
    expect(after?.now).toMatchObject({ person: 'alice' });
    expect(after?.now).not.toHaveProperty('awayUntil');
  });

  it('is said to be so where shifts are shown, with whoever is paged instead', async () => {
    await stage.says('alice', 'away from:now to:+3d');
    await stage.says('bob', 'away from:2026-03-17T09:00 to:2026-03-18T09:00');
    const shown = await stage.says('bob', 'oncall');
    const [field] = shown.fields ?? [];
    expect(field?.value.split('\n')).toEqual([
      'Alice Chen (away until Thu 12 Mar 08:00 EDT) until Mon 16 Mar 04:00 EDT · Carol Díaz and Bob Okafor are paged instead',
      'then Bob Okafor (away from Tue 17 Mar 09:00 EDT to Wed 18 Mar 09:00 EDT) from Mon 16 Mar 04:00 EDT',
      'then Carol Díaz from Mon 23 Mar 04:00 EDT',
      'then Alice Chen from Mon 30 Mar 03:00 EDT',
    ]);
    expect((await stage.says('carol', 'oncall bob')).text).toContain('(away from Wed 18 Mar 00:00 AEDT');
    const [read] = (await stage.tocsin.api.onCall({ schedule: 'primary' })).map(onCallToJson);
    expect(read).toMatchObject({
      pagedInstead: ['carol', 'bob'],
      next: [{ person: 'bob', away: [{ from: '2026-03-17T13:00:00.000Z', to: '2026-03-18T13:00:00.000Z' }] }, {}, {}],
    });
    const [dashboard] = (await stage.tocsin.dashboard.look()).onCall;
    expect(dashboard).toMatchObject({ now: { instead: { people: ['carol', 'bob'] } }, next: { away: {} } });
  });

  it('has it in the list of shifts, in the parts that they are away', async () => {
    await stage.says('alice', 'away from:2026-03-10T09:00 to:2026-03-12T09:00');
    await stage.says('bob', 'away from:2026-03-11T04:00 to:2026-03-17T09:00');
    const shifts = await stage.tocsin.api.shifts({ schedule: 'primary', from: '2026-03-09T00:00', to: '+14d' });
    expect(shifts.map((shift) => shiftToJson('primary', shift))).toEqual([
      { schedule: 'primary', person: 'carol', from: '2026-03-09T00:00:00.000Z', to: '2026-03-09T08:00:00.000Z' },
      {
        schedule: 'primary',
        person: 'alice',
        from: '2026-03-09T08:00:00.000Z',
        to: '2026-03-16T08:00:00.000Z',
        away: [
          { from: '2026-03-10T08:00:00.000Z', to: '2026-03-11T08:00:00.000Z', pagedInstead: ['carol', 'bob'] },
          { from: '2026-03-11T08:00:00.000Z', to: '2026-03-12T08:00:00.000Z', pagedInstead: ['carol'] },
        ],
      },
      {
        schedule: 'primary',
        person: 'bob',
        from: '2026-03-16T08:00:00.000Z',
        to: '2026-03-23T00:00:00.000Z',
        away: [{ from: '2026-03-16T08:00:00.000Z', to: '2026-03-17T13:00:00.000Z', pagedInstead: ['carol', 'alice'] }],
      },
    ]);
    const wrong = (asked: { schedule: string; from?: string; to?: string }) => stage.tocsin.api.shifts(asked);
    await expect(wrong({ schedule: 'nowhere' })).rejects.toMatchObject({ rule: 'unknown-schedule' });
    await expect(wrong({ schedule: 'primary', to: '2026-03-01' })).rejects.toMatchObject({ field: 'to' });
    await expect(wrong({ schedule: 'primary', to: '+367d' })).rejects.toMatchObject({ field: 'to' });
    await expect(wrong({ schedule: 'primary', from: 'soon' })).rejects.toMatchObject({ field: 'from' });
  });

  it('is paged again once they are back', async () => {
    await stage.says('alice', 'away to:+1h');
    await stage.passes(61);
    await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
    expect(pages('U0ALICE')).toBe(1);
  });

  it('is paged by whoever names them', async () => {
    await stage.says('alice', 'away from:now to:+3d');
    await stage.says('bob', 'declare Checkout is down severity:sev3 service:checkout');
    await stage.says('bob', 'page to:alice incident:1 please look');
    expect(pages('U0ALICE')).toBe(1);
  });

  it('is paged when everybody is away: a page that reaches nobody is worse', async () => {
    for (const person of ['alice', 'bob']) await stage.says(person, 'away from:now to:+3d');
    await agreesTo(stage, 'carol', 'away from:now to:+3d');
    await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
    expect(pages('U0ALICE')).toBe(1);
  });
});

describe('the command', () => {
  it('lists the shifts meanwhile, and a button asks for cover', async () => {
    const said = await stage.says('alice', 'away from:now to:+3d');
    expect(said.text).toContain('You are on call meanwhile: primary');
    const [button] = said.buttons ?? [];
    expect(button?.invokes).toMatchObject({ command: 'cover', args: { schedule: 'primary' } });
    await stage.tocsin.commands.run({
      ...button!.invokes!,
      id: 'press',
      from: { platform: 'slack', id: 'U0ALICE' },
      where: { address: { platform: 'slack', kind: 'person', id: 'U0ALICE' }, private: true, places: ['U0ALICE'] },
    });
    await stage.tocsin.idle();
    expect(slack.pagesTo('U0BOB').at(-1)?.message.text).toContain('asks you to cover primary');
  });

  it('shows what is planned, and ends it', async () => {
    expect((await stage.says('alice', 'away')).text).toMatch(/^You have no time off planned/);
    await stage.says('alice', 'away from:now to:+3d');
    expect((await stage.says('alice', 'away')).text).toMatch(/^You are away from .+ to /);
    expect((await stage.says('alice', 'away off')).text).toMatch(/^Done\. You have no time off planned/);
    await stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
    expect(pages('U0ALICE')).toBe(1);
  });

  it.each<[string, RegExp]>([
    ['away tomorrow to friday', /^Enter time off from .+ to .+\?/],
    ['away until friday 18:00', /^Enter time off from .+ to .+\?/],
    ['vacation tomorrow', /^Enter time off from .+ to .+\?/],
    ['I’m on vacation friday to sunday', /^Enter time off from .+ to .+\?/],
    ['away from:+2h', /^When are you back\?/],
    ['away from:2026-03-12T09:00 to:2026-03-11T09:00', /end is before the start/],
    ['away to:+400d', /longer than 366 days/],
    ['away off from:now to:+1h', /Use “away off” alone/],
    ['away person:bob to:+1d', /manager/],
  ])('%s', async (line, answer) => {
    expect((await stage.says('carol', line)).text).toMatch(answer);
  });

  it('shows that of others to everybody', async () => {
    expect((await stage.says('bob', 'who is away?')).text).toBe('Nobody has time off planned.');
    await stage.says('alice', 'away person:bob from:now to:+1d');
    await stage.says('alice', 'away from:+2d to:+3d');
    expect((await stage.says('bob', 'is alice away?')).text).toMatch(/^Alice Chen is away from /);
    expect((await stage.says('carol', 'who is away?')).text).toMatch(/^Alice Chen is away .*\nBob Okafor is away /);
  });

  it('lets a manager say it for somebody, who is told', async () => {
    const said = await stage.says('alice', 'away person:bob from:now to:+1d');
    expect(said.text).toMatch(/^Bob .*is away from /);
    expect(slack.pagesTo('U0BOB').at(-1)?.message.text).toMatch(/Alice .*marked you as away/);
  });
});
