import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../src/domain/people.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { policy, sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

/** Slack pages Alice and has the room; Carol has no account there. */
let slack: ChatDouble;
let discord: ChatDouble;
let stage: Stage;

const rooms = {
  announce: { slack: 'C0OPS', discord: 'D0OPS' },
  open: { slack: 'channel', discord: 'thread' },
} as const;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  discord = new ChatDouble('discord');
  const directory = sampleDirectory({ rooms });
  const carol = directory.people.get('carol')!;
  const { slack: _none, ...accounts } = carol.accounts;
  const people = new Map([...directory.people, ['carol', { ...carol, accounts }] as const]);
  stage = await openStage([slack, discord], { ...directory, people }, { publicUrl: 'https://tocsin.example.org' });
});

afterEach(() => stage.close());

const declare = () => stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
const added = (chat: ChatDouble) => chat.added.flatMap(({ accounts }) => accounts);
const membersOf = async (platform: string) => {
  const { deliveries } = (await stage.store.byNumber(1))!;
  return Object.values(deliveries).filter((one) => one.kind === 'members' && one.platform === platform);
};

describe('the responders of an incident', () => {
  it('are brought into its rooms as they come, each once: declared, paged, escalated to, acknowledged, assigned', async () => {
    await declare();
    expect(added(slack)).toEqual(['U0BOB', 'U0ALICE']);
    expect(added(discord)).toEqual(['200000000000000002', '200000000000000001']);
    await stage.says('alice', 'escalate 1 to:carol');
    expect(added(discord)).toHaveLength(3);
    expect(added(discord).at(-1)).toBe('200000000000000003');
    // Carol has no account on Slack: nobody is asked for there.
    expect(added(slack)).toHaveLength(2);
    await stage.says('bob', 'ack 1');
    await stage.says('bob', 'assign 1 victor role:scribe');
    expect(added(slack)).toEqual(['U0BOB', 'U0ALICE', 'U0VICTOR']);
    expect(added(discord)).toHaveLength(4);
    await stage.says('bob', 'note 1 the cache is full');
    await stage.passes(60 * 24);
    expect(added(slack)).toHaveLength(3);
    expect(added(discord)).toHaveLength(4);
  });

  it('get there later when the platform is away now, also from another process', async () => {
    slack.before = (what) => {
      if (what === 'addMembers') throw new DeliveryFailed('Slack is away', 'soon');
    };
    await declare();
    expect(added(slack)).toEqual([]);
    expect(slack.pagesTo('U0ALICE')).toHaveLength(1);
    const again = new ChatDouble('slack');
    const other = stage.replica([again, new ChatDouble('discord')]);
    stage.clock.set(new Date(stage.clock.now().getTime() + 5_000));
    await other.sweep();
    await other.idle();
    expect(added(again)).toEqual(['U0BOB', 'U0ALICE']);
  });

  it.each([
    ['for good', 'never'],
    ['for as long as it is tried', 'soon'],
  ] as const)('who cannot be brought in %s are no alarm and no dead letter', async (_, retryAfterMs) => {
    slack.before = (what) => {
      if (what === 'addMembers') throw new DeliveryFailed('Slack will not', retryAfterMs);
    };
    await declare();
    await stage.says('alice', 'ack 1');
    await stage.passes(120);
    await stage.tocsin.lookForOverdue();
    await stage.tocsin.idle();
    expect((await stage.says('alice', 'deliveries')).text).toMatch(/Nothing|No /);
    const timeline = await stage.store.timeline((await stage.store.byNumber(1))!.id);
    expect(timeline.filter(({ event }) => event.type === 'undelivered')).toEqual([]);
    expect(slack.inChannel('C0OPS').filter(({ message }) => /Slack will not/.test(JSON.stringify(message)))).toEqual(
      [],
    );
    expect((await membersOf('slack')).every(({ progress }) => !progress.dead)).toBe(true);
    // Who comes next is tried all the same.
    slack.before = () => undefined;
    await stage.says('bob', 'assign 1 victor role:scribe');
    await stage.passes(2);
    expect(added(slack).at(-1)).toBe('U0VICTOR');
  });

  it('are brought in a few at a time', async () => {
    const base = sampleDirectory({ rooms });
    const crowd = Array.from({ length: 45 }, (_, index) => `p${index}`);
    const person = (id: string): Person => ({
      ...base.people.get('bob')!,
      id,
      name: id,
      accounts: { slack: `U0${id}` },
    });
    const people = new Map([...base.people, ...crowd.map((id) => [id, person(id)] as const)]);
    const teams = new Map([...base.teams, ['crowd', { id: 'crowd', members: crowd }] as const]);
    const levels = [{ page: [{ team: 'crowd' }], escalateAfterMs: 600_000 }];
    stage.directory = { ...base, people, teams, policies: new Map([['default', { ...policy, levels }]]) };
    await declare();
    expect(slack.added.map(({ accounts }) => accounts.length)).toEqual([20, 20, 6]);
    expect(new Set(added(slack)).size).toBe(46);
  });
});

describe('links to an incident', () => {
  const linksOn = (posted: { message: { links?: readonly { url: string }[] } } | undefined) =>
    posted?.message.links?.map(({ url }) => url);
  const web = 'https://tocsin.example.org/incidents/1';
  const room = 'https://slack.example.org/room-1';

  it('stand on the card, the page and the answers, and a room does not link to itself', async () => {
    let opens = () => {};
    const opening = new Promise<void>((resolve) => {
      opens = resolve;
    });
    slack.before = (what) => (what === 'openRoom' ? opening : undefined);
    const declaring = declare();
    // The page went out before there was a room.
    await expect.poll(() => linksOn(slack.pagesTo('U0ALICE')[0])).toEqual([web]);
    opens();
    const declared = await declaring;
    expect(declared.links).toEqual([{ label: 'Open on the web', url: web }]);
    await stage.tocsin.idle();
    expect(linksOn(slack.pagesTo('U0ALICE')[0])).toEqual([room, web]);
    expect(linksOn(slack.inChannel('C0OPS')[0])).toEqual([room, web]);
    expect(linksOn(slack.inChannel('room-1')[0])).toEqual([web]);
    for (const line of ['ack 1', 'show 1', 'note 1 on it', 'timeline 1'])
      expect((await stage.says('alice', line)).links, line).toEqual([
        { label: 'Incident room', url: room },
        { label: 'Open on the web', url: web },
      ]);
    expect((await stage.says('alice', 'show', { places: ['room-1'] })).links?.map(({ url }) => url)).toEqual([web]);
    expect((await stage.says('alice', 'list')).links).toBeUndefined();
  });

  it('are in the language of the reader', async () => {
    const alice = { ...stage.directory.people.get('alice')!, language: 'de' as const };
    stage.directory = { ...stage.directory, people: new Map([...stage.directory.people, ['alice', alice]]) };
    await declare();
    expect(slack.pagesTo('U0ALICE')[0]?.message.links?.map(({ label }) => label)).toEqual([
      'Raum des Vorfalls',
      'Im Web öffnen',
    ]);
  });

  it('leave out the web where PUBLIC_URL means the reader’s own machine, but not in the web chat', async () => {
    const chat = new ChatDouble('slack');
    const page = new ChatDouble('web');
    const local = await openStage(
      [chat, page],
      sampleDirectory({ rooms: { announce: { slack: 'C0OPS', web: 'incidents' }, open: {} } }),
    );
    await local.says('bob', 'declare Checkout is down severity:sev1 service:checkout');
    expect(linksOn(chat.inChannel('C0OPS')[0])).toBeUndefined();
    expect(linksOn(page.inChannel('incidents')[0])).toEqual(['http://127.0.0.1:3000/incidents/1']);
    await local.close();
  });
});
