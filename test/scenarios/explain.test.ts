import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { alert, declare, explained, minute, openTwoLevels, slack, stage } from './explain-stage.ts';

beforeEach(openTwoLevels);
afterEach(() => stage.close());

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
