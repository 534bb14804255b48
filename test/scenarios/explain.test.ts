import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { Level } from '../../src/domain/escalation/policy.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { explainView } from '../../src/views/incident/explain.ts';
import { readerOf } from '../../src/views/reader.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const minute = 60_000;
let slack: ChatDouble;
let telegram: ChatDouble;
let email: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  [slack, telegram, email] = [new ChatDouble('slack'), new ChatDouble('telegram'), new ChatDouble('email')];
  const levels: readonly Level[] = [
    { page: [{ schedule: 'primary' }], escalateAfterMs: 5 * minute },
    { page: [{ person: 'carol' }, { team: 'payments' }], escalateAfterMs: 10 * minute },
  ];
  const policies = new Map([['default', { id: 'default', levels, repeat: 0 }]]);
  stage = await openStage([slack, telegram, email], sampleDirectory({ policies, guests: 'view' }));
});

afterEach(() => stage.close());

const declare = (more = '') => stage.says('bob', `declare Checkout is down severity:sev1 service:checkout ${more}`);
/** Victor is a viewer, and reads times in UTC. */
const explained = async (line = 'explain 1', person = 'victor') => (await stage.says(person, line)).body?.split('\n');

async function alert(more: Partial<Alert> = {}) {
  const firing = { source: 'grafana', status: 'firing', title: 'Slow', service: 'checkout', labels: [] } as const;
  await stage.tocsin.alerts.receive([{ ...firing, fingerprint: 'one', ...more }]);
  await stage.tocsin.idle();
}

describe('who was paged', () => {
  it('says level, reason and minute of each page, what follows, and what comes next', async () => {
    await declare();
    expect(await explained()).toEqual([
      '🔴 sev1 · Triggered · unassigned',
      'Next, Mon 9 Mar 12:05 UTC: pages Carol Díaz, Alice Chen and Bob Okafor (level 2) unless somebody acknowledges',
      '',
      'Mon 9 Mar 12:00 UTC · Bob Okafor declared sev1 via Slack: Checkout is down',
      '– Service: Checkout',
      '– Escalation policy: default',
      '12:00 · Paged Alice Chen (level 1)',
      '– Alice Chen (on call for primary): Slack sent 12:00 · Telegram sent 12:00 · Email follows 12:05 unless somebody acknowledges',
    ]);
    await stage.passes(6);
    const after = await explained();
    expect(after).toContain('Next, Mon 9 Mar 12:15 UTC: Escalation ends: nobody is left to page');
    expect(after).toContainEqual(
      expect.stringContaining(
        'Alice Chen (on call for primary): Slack sent 12:00 · Telegram sent 12:00 · Email sent 12:05',
      ),
    );
    expect(after).toContain('12:05 · Paged Carol Díaz, Alice Chen and Bob Okafor (level 2)');
    expect(after).toContainEqual(expect.stringMatching(/^– Carol Díaz \(named by the policy\): Slack sent 12:05/));
    expect(after).toContainEqual(
      expect.stringMatching(/^– Bob Okafor \(team payments as it is now\): Slack sent 12:05/),
    );
    await stage.passes(10);
    expect((await explained())?.[1]).toBe(
      'Nobody else is paged: the escalation policy is exhausted. “escalate 1” pages level 1 again.',
    );
  });

  it('names the layer and the override of that time, whatever the schedule says later', async () => {
    const [first] = stage.directory.schedules.get('primary')!.layers;
    const nights = { ...first!, people: ['carol'], only: [{ from: '22:00', to: '06:00' }] };
    const primary = { ...stage.directory.schedules.get('primary')!, layers: [first!, nights] };
    stage.directory = { ...stage.directory, schedules: new Map([['primary', primary]]) };
    await declare();
    await stage.passes(1);
    await stage.says('alice', 'override schedule:primary person:bob from:now to:+2h');
    await stage.passes(1);
    await stage.says('alice', 'declare Second severity:sev1');
    await stage.passes(180);
    expect(await explained()).toContainEqual(expect.stringContaining('– Alice Chen (on call for primary, layer 1): '));
    expect(await explained('explain 2')).toContainEqual(
      expect.stringContaining('– Bob Okafor (on call for primary by an override, instead of Alice Chen): '),
    );
  });

  it('says when a schedule that paged somebody is not there any more', async () => {
    await declare();
    stage.directory = { ...stage.directory, schedules: new Map() };
    expect(await explained()).toContainEqual(expect.stringContaining('– Alice Chen (why is not recorded): Slack sent'));
  });

  it('says that a level pages in turn', async () => {
    const page = ['alice', 'bob', 'carol'].map((person) => ({ person }));
    stage.changesPolicy({ levels: [{ page, escalateAfterMs: 5 * minute, roundRobin: true }], repeat: 1 });
    await declare();
    const lines = await explained();
    expect(lines).toContain('– This level pages one person at a time, in turn');
    expect(lines?.[1]).toBe(
      'Next, Mon 9 Mar 12:05 UTC: pages the next in turn on level 1 unless somebody acknowledges',
    );
  });
});

describe('who was not paged', () => {
  it('is away, or asleep until when', async () => {
    await stage.says('alice', 'away from:now to:+3d');
    stage.changesPerson('carol', { quietHours: { from: '22:00', to: '07:00', except: [] } });
    await declare();
    const lines = await explained();
    expect(lines).toContain('12:00 · Alice Chen is away until Thu 12 Mar 12:00 UTC: not paged');
    expect(lines).toContain('12:00 · Quiet hours: page for Carol Díaz deferred to 07:00 (Australia/Sydney)');
    expect(lines).toContain('12:00 · Level 1 has nobody to page; skipped');
    expect(lines).toContain('12:00 · Paged Bob Okafor (level 2)');
  });

  it('waits for a maintenance to end', async () => {
    await stage.says('bob', 'maintenance start checkout 2h reason:"database move"');
    await alert();
    const lines = await explained();
    expect(lines?.[0]).toBe('🔴 sev2 · Triggered · in maintenance, nobody is paged');
    expect(lines?.[1]).toBe('Next, Mon 9 Mar 14:00 UTC: pages Alice Chen (level 1) unless somebody acknowledges');
    expect(lines).toContain('12:00 · In maintenance (database move): paging waits until it ends');
    expect(lines?.at(-1)).toBe('Nobody has been paged.');
  });

  it('has no policy', async () => {
    stage.directory = { ...stage.directory, policies: new Map(), services: new Map() };
    await stage.says('bob', 'declare Odd severity:sev3');
    expect(await explained()).toEqual([
      '🔴 sev3 · Triggered · unassigned',
      'Nobody else is paged: there is no escalation policy. “escalate 1 to:” and a name pages somebody.',
      '',
      'Mon 9 Mar 12:00 UTC · Bob Okafor declared sev3 via Slack: Odd',
      '– No escalation policy: nobody is paged automatically',
      'Nobody has been paged.',
    ]);
  });
});

describe('a message that failed', () => {
  const notify = {
    urgent: [
      { by: 'slack', afterMs: 0 },
      { by: 'telegram', afterMs: 2 * minute },
    ],
    normal: [],
  } as const;

  it('has its reason, and the way that was taken instead', async () => {
    stage.changesPerson('alice', { notify });
    slack.before = (what, { kind }) => {
      if (what === 'send' && kind === 'person') throw new DeliveryFailed('channel_not_found', 'never');
    };
    await declare();
    const lines = await explained();
    expect(lines).toContain(
      '– Alice Chen (on call for primary): Slack failed 12:00 (channel_not_found) · Telegram sent 12:00',
    );
    expect(lines).toContain('12:00 · Slack delivery to Alice Chen failed; paged via Telegram');
  });

  it('says that it is tried again, and why the next level came early', async () => {
    stage.changesPerson('alice', { notify: { urgent: [{ by: 'slack', afterMs: 0 }], normal: [] } });
    let failure = new DeliveryFailed('ratelimited', 'soon');
    slack.before = (what, { id }) => {
      if (what === 'send' && id === 'U0ALICE') throw failure;
    };
    await declare();
    expect(await explained()).toContain(
      '– Alice Chen (on call for primary): Slack not sent yet: 1 attempt failed (ratelimited), trying again',
    );
    failure = new DeliveryFailed('account_inactive', 'never');
    await stage.passes(1);
    const lines = await explained();
    expect(lines).toContain('– Alice Chen (on call for primary): Slack failed 12:01 (account_inactive)');
    expect(lines).toContain(
      '12:01 · Alice Chen could not be reached: Slack delivery failed (account_inactive). Escalated to level 2',
    );
  });

  it('waits for the repair of its platform', async () => {
    stage.changesPerson('alice', { notify });
    slack.before = (what, { id }) => {
      if (what === 'send' && id === 'U0ALICE') throw new DeliveryFailed('invalid_auth', 'soon', { needsRepair: true });
    };
    await declare();
    expect(await explained()).toContainEqual(
      expect.stringContaining('Slack refuses it until somebody repairs the connection (invalid_auth) · Telegram sent'),
    );
  });
});

describe('an incident of alerts', () => {
  it('says which integration began it and how many joined, and that the route is not recorded', async () => {
    const checkout = stage.directory.services.get('checkout')!;
    stage.directory = {
      ...stage.directory,
      routes: [{ match: [{ label: 'team', is: 'payments' }], service: 'checkout' }],
      services: new Map([['checkout', { ...checkout, alerts: { group: 'service', autoResolve: true } }]]),
    } as typeof stage.directory;
    await alert({ integration: 'graylog' });
    await alert({ integration: 'graylog', fingerprint: 'two' });
    await alert({ integration: 'graylog', fingerprint: 'three' });
    expect((await explained())?.slice(3, 9)).toEqual([
      'Mon 9 Mar 12:00 UTC · Alert from grafana (sev2): Slow',
      '– Integration: graylog',
      '– Service: Checkout',
      '– Escalation policy: default',
      '– Which route matched is not recorded',
      '– 2 more alerts joined later, which pages nobody again',
    ]);
  });
});

describe('when nobody else is paged', () => {
  it('says who has it, and when they are asked', async () => {
    stage.changesPolicy({ ackTimeoutMs: 30 * minute });
    await declare();
    await stage.passes(2);
    await stage.says('alice', 'ack 1 looking');
    expect((await explained())?.slice(0, 3)).toEqual([
      '🟠 sev1 · Acknowledged by Alice Chen · Slack',
      'Nobody else is paged.',
      'Next, Mon 9 Mar 12:32 UTC: Alice Chen is asked whether they are still on it. Without an answer, paging starts again.',
    ]);
    await stage.passes(30);
    expect((await explained())?.[2]).toBe('Next, Mon 9 Mar 12:37 UTC: paging starts again unless Alice Chen answers.');
    await stage.says('alice', 'snooze 1 2h');
    const lines = await explained();
    expect(lines?.[2]).toBe('Next, Mon 9 Mar 14:32 UTC: the snooze ends and paging starts again.');
    expect(lines).toContain('12:02 · Alice Chen acknowledged via Slack');
    expect(lines).toContain('12:32 · Asked Alice Chen whether they are still on it');
    expect(lines).toContain('12:32 · Alice Chen snoozed it via Slack');
  });

  it('is resolved, or merged into another', async () => {
    await declare();
    await stage.says('bob', 'declare Cart is down severity:sev1');
    const asked = await stage.says('bob', 'merge incident:1 other:2');
    await stage.tocsin.commands.run({
      ...asked.buttons![0]!.invokes,
      id: 'agreed',
      from: { platform: 'slack', id: 'U0BOB' },
      where: { address: { platform: 'slack', kind: 'person', id: 'U0BOB' }, private: true, places: [] },
    });
    await stage.tocsin.idle();
    await stage.says('bob', 'resolve 1 rolled back');
    expect((await explained())?.slice(0, 2)).toEqual([
      '🟢 sev1 · Resolved by Bob Okafor · Slack',
      'Nobody else is paged.',
    ]);
    expect((await explained('explain 2'))?.[1]).toBe('Nobody else is paged here: #1 goes on with it.');
  });
});

describe('the answer', () => {
  it('fits into a message of every chat, and has earlier pages', async () => {
    stage.changesPolicy({ repeat: 9 });
    await declare();
    for (let left = 24; left > 0; left -= 1) await stage.passes(5);
    const first = await stage.says('victor', 'explain 1');
    expect(first.buttons?.map(({ label }) => label)).toEqual(['Earlier']);
    const seen: string[] = [];
    let answer = first;
    for (let page = 1; ; page += 1) {
      expect(answer.body!.length).toBeLessThanOrEqual(2_600);
      seen.unshift(...answer.body!.split('\n').filter((line) => / · Paged /.test(line)));
      const earlier = answer.buttons?.find(({ label }) => label === 'Earlier');
      if (!earlier) break;
      expect(earlier.invokes.args).toEqual({ incident: '1', page: String(page + 1) });
      answer = await stage.says('victor', `explain 1 page:${page + 1}`);
    }
    const { entries } = { entries: await stage.store.timeline((await stage.store.byNumber(1))!.id) };
    expect(seen).toHaveLength(entries.filter(({ event }) => event.type === 'paged').length);
    expect(seen[0]).toContain('Paged Alice Chen (level 1)');
    expect(answer.body).toContain('– Alice Chen (on call for primary): no delivery is recorded');
  });

  it('says where entries of a very long timeline were left out', async () => {
    await declare();
    await stage.passes(6);
    const incident = (await stage.store.byNumber(1))!;
    const entries = await stage.store.timeline(incident.id);
    const reader = readerOf(stage.directory.people.get('victor')!, stage.directory, stage.clock.now());
    const end = entries.findLastIndex(({ event }) => event.type === 'paged');
    const known = [...entries.slice(0, 1), ...entries.slice(end)];
    const { body } = explainView(incident, { entries: known, coming: undefined, page: 1 }, reader);
    const lines = body!.split('\n').filter((line) => / · |^…/.test(line) && !line.startsWith('–'));
    expect(lines.slice(1)).toEqual([
      expect.stringContaining('declared sev1'),
      `… ${end - 1} entries in between left out: “timeline 1”`,
      expect.stringContaining('(level 2)'),
    ]);
  });

  it('is the same twice, in the room too, and says that an incident is unknown', async () => {
    await declare();
    expect(await explained()).toEqual(await explained());
    expect((await stage.says('victor', 'explain 7')).text).toMatch(/no incident/i);
    expect((await stage.says('alice', 'why was I paged?')).title).toBe('Who was paged for #1 Checkout is down');
    expect((await stage.says('alice', 'resolve 1 done')).text).toContain('Resolved');
    expect((await stage.says('alice', 'why?')).title).toBe('Who was paged for #1 Checkout is down');
  });

  it.each([
    ['de', 'Wer für #1 Checkout is down alarmiert wurde', 'Alice Chen (Bereitschaft für primary): Slack gesendet'],
    ['es', 'A quién se avisó por #1 Checkout is down', 'Alice Chen (de guardia en primary): Slack enviado'],
    ['ja', '#1 Checkout is down で呼び出された人', 'Alice Chen (primary の当番): Slack'],
  ] as const)('is in %s', async (language, title, person) => {
    stage.changesPerson('victor', { language });
    await declare();
    const answer = await stage.says('victor', 'explain 1');
    expect(answer.title).toBe(title);
    expect(answer.body).toContain(person);
  });
});
