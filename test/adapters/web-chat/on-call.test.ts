import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireOnCall } from '../../../adapters/web-chat/wire.ts';
import { accepted } from '../../config/reading.ts';
import { ChatDouble } from '../../harness/chat-double.ts';
import { openStage, type Stage } from '../../harness/tocsin.ts';
import { serveWebChat } from '../../harness/web-chat-server.ts';

// It is Monday, 9 March 2026, 13:00 in Berlin: Alice has been on call since nine.
const layer = { people: ['alice', 'bob'], every: '1w', starts: '2026-03-09T09:00' };
const file = {
  people: {
    alice: { name: 'Alice Chen', timezone: 'Europe/Berlin', accounts: { slack: 'U0ALICE' } },
    bob: {
      ...{ name: 'Bob Okafor', timezone: 'America/New_York', accounts: { slack: 'U0BOB' } },
      away: [{ from: '2026-03-18T00:00', to: '2026-03-19T00:00' }],
    },
    carol: { name: 'Carol Nowak', timezone: 'Europe/Berlin', accounts: { slack: 'U0CAROL' }, role: 'manager' },
    vera: { name: 'Vera', timezone: 'Europe/Berlin', accounts: { slack: 'U0VERA' }, role: 'viewer', language: 'de' },
  },
  teams: { shop: { members: ['alice', 'carol'] } },
  schedules: {
    primary: { timezone: 'Europe/Berlin', layers: [layer] },
    office: {
      timezone: 'Europe/Berlin',
      gaps: 'expected',
      layers: [{ ...layer, only: [{ days: ['tue'], from: '08:00', to: '18:00' }] }],
    },
  },
  policies: {
    default: {
      levels: [
        { page: [{ schedule: 'primary' }, { schedule: 'office' }], escalateAfter: '5m' },
        { page: [{ team: 'shop' }], escalateAfter: '10m', only: ['sev1'] },
      ],
      repeat: 1,
    },
    unused: { levels: [{ page: [{ person: 'carol' }] }] },
  },
  services: { checkout: { name: 'Checkout', policy: 'default' }, search: { name: 'Search', policy: 'default' } },
  rooms: { announce: { slack: 'C1' } },
};

let stage: Stage;
let served: Awaited<ReturnType<typeof serveWebChat>>;

async function open(given: object): Promise<void> {
  stage = await openStage([new ChatDouble('slack')], accepted(JSON.stringify(given)).directory!);
  const { jobPage, onCallPage, commands } = stage.tocsin;
  served = await serveWebChat({}, stage.clock, () => stage.directory, undefined, jobPage, onCallPage);
  await served.chat.start(commands);
}

beforeEach(() => open(file));
afterEach(async () => {
  await served.close();
  await stage.close();
});

const read = async (person: string) => (await (await served.as(person).get('on-call')).json()) as WireOnCall;
const schedule = async (person: string, id = 'primary') => (await read(person)).schedules.find((one) => one.id === id)!;

/** Sends a form of the page; the status, and the sentence. */
async function submit(person: string, command: string, values: Record<string, string>) {
  const body = { as: person, room: `dm-${person}`, action: randomUUID(), command, args: {}, values };
  const response = await served.as(person).post('submit', body);
  const answer = (await response.json()) as { error?: string; option?: string; post?: { text: string } };
  return { status: response.status, text: answer.error ?? answer.post?.text, option: answer.option };
}

describe('who is on call, on the web', () => {
  it('is told for two weeks of the reader’s days, with gaps and time off', async () => {
    const { days, schedules, own } = await read('alice');
    expect([days.length, days[0], days.at(-1)]).toEqual([15, '2026-03-08T23:00:00.000Z', '2026-03-22T23:00:00.000Z']);
    const [primary, office] = schedules;
    expect(primary).toMatchObject({
      zone: 'Europe/Berlin',
      now: { person: 'alice', until: '2026-03-16T08:00:00.000Z' },
      next: { person: 'bob', from: '2026-03-16T08:00:00.000Z' },
      parts: [
        { from: days[0], to: '2026-03-09T08:00:00.000Z' },
        { person: 'alice', from: '2026-03-09T08:00:00.000Z', to: '2026-03-16T08:00:00.000Z' },
        {
          person: 'bob',
          to: days.at(-1),
          away: [{ from: '2026-03-18T04:00:00.000Z', to: '2026-03-19T04:00:00.000Z' }],
        },
      ],
      overrides: [],
      covers: [],
    });
    expect(office).toMatchObject({ isMeantGap: true });
    expect(office?.now).toBeUndefined();
    expect(office?.parts.map(({ person, isMeant }) => person ?? isMeant)).toEqual([true, 'alice', true, 'bob', true]);
    expect(own[0]).toEqual({
      schedule: 'primary',
      from: '2026-03-09T08:00:00.000Z',
      to: '2026-03-16T08:00:00.000Z',
    });
    expect((await read('bob')).days[0]).toBe('2026-03-09T04:00:00.000Z');
  });

  it('has each policy with its services, and whom its levels page now', async () => {
    const { policies } = await read('vera');
    expect(policies).toEqual([
      {
        id: 'default',
        services: ['Checkout', 'Search'],
        repeat: 1,
        levels: [
          {
            escalateAfterMs: 300_000,
            targets: [
              { kind: 'schedule', name: 'primary', people: [{ person: 'alice' }] },
              { kind: 'schedule', name: 'office', people: [] },
            ],
          },
          {
            escalateAfterMs: 600_000,
            only: ['sev1'],
            targets: [{ kind: 'team', name: 'shop', people: [{ person: 'alice' }, { person: 'carol' }] }],
          },
        ],
      },
    ]);
  });

  it('lets people change what the commands let them change', async () => {
    const may = async (person: string) => (await read(person)).mayPutOnCall;
    expect([await may('vera'), await may('bob'), await may('carol')]).toEqual([[], ['bob'], ['alice', 'bob', 'carol']]);
    const tuesday = { schedule: 'primary', from: '2026-03-10T09:00', to: '2026-03-10T18:00' };
    expect(await submit('vera', 'override', { ...tuesday, person: 'vera' })).toMatchObject({ status: 400 });
    expect(await submit('bob', 'override', { ...tuesday, person: 'alice' })).toMatchObject({ status: 400 });
    const done = await submit('carol', 'override', { ...tuesday, person: 'bob' });
    expect(done).toMatchObject({ status: 200, text: expect.stringContaining('Bob Okafor is on call for primary') });
    const { overrides, parts } = await schedule('carol');
    expect(overrides).toMatchObject([{ person: 'bob', by: 'carol', mayCancel: true }]);
    expect(parts.filter(({ isOverride }) => isOverride)).toMatchObject([
      { person: 'bob', from: '2026-03-10T08:00:00.000Z', to: '2026-03-10T17:00:00.000Z' },
    ]);
    expect((await schedule('alice')).overrides).toMatchObject([{ mayCancel: false }]);
    expect(await submit('carol', 'override', { cancel: overrides[0]!.id })).toMatchObject({ status: 200 });
    expect((await schedule('carol')).overrides).toEqual([]);
  });

  it('names the field of a wrong period', async () => {
    const wrong = { schedule: 'primary', person: 'alice', from: '2026-03-11T09:00', to: '2026-03-10T18:00' };
    expect(await submit('alice', 'override', wrong)).toMatchObject({ status: 400, option: 'to' });
    const past = { ...wrong, from: '2026-03-01T09:00', to: '2026-03-02T09:00' };
    expect(await submit('alice', 'override', past)).toMatchObject({ status: 400, option: 'to' });
  });

  it('asks for cover, which the asked can take and the asker withdraw', async () => {
    const shift = { schedule: 'primary', from: '2026-03-16T04:00', to: '2026-03-18T04:00' };
    expect(await submit('bob', 'cover', shift)).toMatchObject({ status: 200 });
    const may = async (person: string) => (await schedule(person)).covers.map((one) => one.may);
    expect([await may('bob'), await may('alice'), await may('carol')]).toEqual([['withdraw'], ['take'], [undefined]]);
    const [{ id } = { id: '' }] = (await schedule('alice')).covers;
    expect(await submit('alice', 'cover', { take: id })).toMatchObject({ status: 200 });
    const { covers, overrides } = await schedule('alice');
    expect(covers).toEqual([]);
    // She took it, and may give it back.
    expect(overrides).toMatchObject([{ person: 'alice', by: 'bob', mayCancel: true }]);
  });

  it('changes with the shift, and keeps nothing of a file before', async () => {
    expect((await schedule('alice')).now?.person).toBe('alice');
    await stage.passes(7 * 24 * 60);
    expect((await schedule('alice')).now?.person).toBe('bob');
    stage.directory = { ...stage.directory, schedules: new Map() };
    await stage.refresh();
    expect(await read('alice')).toMatchObject({ schedules: [], own: [] });
  });

  it('says whose pages wait for the end of quiet hours, what is in maintenance, and when that changes', async () => {
    await served.close();
    await stage.close();
    await open({
      ...file,
      people: { ...file.people, alice: { ...file.people.alice, quietHours: { from: '12:30', to: '14:00' } } },
      maintenance: {
        running: { services: ['checkout'], from: '2026-03-09T11:00Z', for: '3h', reason: 'new disks' },
        later: { services: ['search'], from: '2026-03-10T11:00Z', for: '3h' },
        'next-month': { services: 'all', from: '2026-04-10T11:00Z', for: '3h' },
      },
    });
    const { policies, maintenance, changesAt } = await read('vera');
    const until = '2026-03-09T13:00:00.000Z';
    const [primary] = policies[0]!.levels[0]!.targets;
    expect(primary?.people).toEqual([{ person: 'alice', quiet: { until, severities: ['sev2', 'sev3', 'sev4'] } }]);
    expect(maintenance).toMatchObject([
      { services: ['Checkout'], until: '2026-03-09T14:00:00.000Z', isRunning: true, reason: 'new disks' },
      { services: ['Search'], from: '2026-03-10T11:00:00.000Z', isRunning: false },
    ]);
    expect(maintenance).toHaveLength(2);
    expect(changesAt).toBe(until);
  });

  it('says of whoever cannot be paged that they cannot', async () => {
    await served.close();
    await stage.close();
    const mara = {
      name: 'Mara',
      accounts: { slack: 'U0MARA' },
      away: [{ from: '2026-03-09T00:00Z', to: '2026-03-10T00:00Z' }],
    };
    await open({
      ...file,
      people: { ...file.people, mara },
      policies: { default: { levels: [{ page: [{ person: 'mara' }, { person: 'alice' }] }] } },
    });
    stage.changesPerson('alice', { accounts: {} });
    await stage.refresh();
    const [policy] = (await read('alice')).policies;
    expect(policy?.levels[0]?.targets).toMatchObject([
      { kind: 'person', name: 'mara', people: [{ person: 'mara', awayUntil: '2026-03-10T00:00:00.000Z' }] },
      { kind: 'person', name: 'alice', people: [{ person: 'alice', isUnreachable: true }] },
    ]);
  });

  it('shows nothing to who is not signed in, and a page in the reader’s language to who is', async () => {
    expect((await served.as('stranger').get('on-call')).status).toBe(401);
    const { url } = served.http;
    expect((await fetch(`${url}/on-call`)).status).toBe(401);
    const page = await fetch(`${url}/on-call`, { headers: { cookie: 'tocsin_person=vera' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('<title>Bereitschaft · Tocsin</title>');
  });

  it('has the addresses of the calendar feeds', async () => {
    const { calendar, schedules } = await read('bob');
    expect([calendar, schedules[0]?.calendar]).toEqual([
      expect.stringContaining('/calendar/person.bob.'),
      expect.stringContaining('/calendar/schedule.primary.'),
    ]);
  });
});
