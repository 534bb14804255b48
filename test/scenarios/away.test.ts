import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onCallToJson } from '../../src/schemas/on-call.ts';
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
    for (const person of ['alice', 'bob', 'carol']) await stage.says(person, 'away from:now to:+3d');
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

  it('lets a manager say it for somebody, who is told', async () => {
    const said = await stage.says('alice', 'away person:bob from:now to:+1d');
    expect(said.text).toMatch(/^Bob .*is away from /);
    expect(slack.pagesTo('U0BOB').at(-1)?.message.text).toMatch(/Alice .*marked you as away/);
  });
});
