import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { Route } from '../../src/domain/directory.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { TimelineEntry } from '../../src/ports/incidents.ts';
import { explainView } from '../../src/views/incident/explain.ts';
import { readerOf } from '../../src/views/reader.ts';
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
    expect(after).toContainEqual(expect.stringMatching(/^– Bob Okafor \(in team payments\): Slack sent 12:05/));
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

  it('records why with the page, whatever becomes of schedule, override and team later', async () => {
    await stage.says('alice', 'override schedule:primary person:bob from:now to:+2h');
    await declare();
    await stage.passes(6);
    const teams = new Map([['payments', { id: 'payments', members: [] }]]);
    stage.directory = { ...stage.directory, schedules: new Map(), teams };
    const lines = await explained();
    const by = 'on call for primary by an override, instead of Alice Chen';
    expect(lines).toContainEqual(expect.stringContaining(`– Bob Okafor (${by}): Slack sent 12:00`));
    expect(lines).toContainEqual(expect.stringContaining('– Alice Chen (in team payments): Slack sent 12:05'));
    const { body } = await stage.says('victor', 'timeline 1');
    expect(body).toContain(`Paged Bob Okafor (level 1) · ${by}`);
    expect(body).toContain(
      'Paged Carol Díaz, Alice Chen and Bob Okafor (level 2) · Alice Chen and Bob Okafor: in team payments',
    );
  });

  it('says of a page that an earlier version recorded what is known now', async () => {
    await declare();
    await stage.passes(6);
    const incident = (await stage.store.byNumber(1))!;
    const entries = (await stage.store.timeline(incident.id)).map(({ event, ...entry }): TimelineEntry => {
      if (event.type !== 'paged') return { ...entry, event };
      const { why: _, ...earlier } = event;
      return { ...entry, event: earlier };
    });
    const bodyNow = () => {
      const reader = readerOf(stage.directory.people.get('victor')!, stage.directory, stage.clock.now());
      return explainView(incident, { entries, coming: undefined, page: 1 }, reader).body;
    };
    expect(bodyNow()).toContain('– Alice Chen (on call for primary): Slack sent');
    expect(bodyNow()).toContain('– Bob Okafor (team payments as it is now): Slack sent');
    stage.directory = { ...stage.directory, schedules: new Map() };
    expect(bodyNow()).toContain('– Alice Chen (why is not recorded): Slack sent');
  });

  it('names the ways that had not been due when somebody acknowledged, and later too', async () => {
    await declare();
    await stage.passes(2);
    await stage.says('alice', 'ack 1');
    const line =
      '– Alice Chen (on call for primary): Slack sent 12:00 · Telegram sent 12:00 · Email was due 12:05 and not sent: no longer needed';
    const unsent = { call: 3, person: 'alice', platform: 'email', dueAt: new Date('2026-03-09T12:05:00Z') };
    const entries = await stage.store.timeline((await stage.store.byNumber(1))!.id);
    expect(entries.find(({ event }) => event.type === 'acknowledged')?.event).toMatchObject({ unsent: [unsent] });
    await stage.says('alice', 'note 1 looking');
    await stage.says('alice', 'resolve 1 done');
    expect(await explained()).toContain(line);
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
  async function begins(routes: readonly Route[], more: Partial<Alert> = {}): Promise<readonly string[] | undefined> {
    const checkout = stage.directory.services.get('checkout')!;
    const services = new Map([['checkout', { ...checkout, alerts: { group: 'service', autoResolve: true } as const }]]);
    stage.directory = { ...stage.directory, routes, services };
    await alert({ integration: 'graylog', ...more });
    stage.directory = { ...stage.directory, routes: [{ match: [], ignore: true }] };
    return (await explained())?.slice(4);
  }

  it('says which integration began it and how many joined', async () => {
    await begins([]);
    stage.directory = { ...stage.directory, routes: [] };
    await alert({ integration: 'graylog', fingerprint: 'two' });
    await alert({ integration: 'graylog', fingerprint: 'three' });
    expect((await explained())?.slice(3, 8)).toEqual([
      'Mon 9 Mar 12:00 UTC · Alert from grafana (sev2): Slow',
      '– Integration: graylog',
      '– Service: Checkout',
      '– Escalation policy: default',
      '– 2 more alerts joined later, which pages nobody again',
    ]);
  });

  it('records the route that matched and what it chose, whatever the file says later', async () => {
    const other: Route = { match: [{ label: 'team', is: 'shop' }], service: 'checkout' };
    const slow = { label: 'title', is: { source: 'Sl.w', test: (value: string) => /Sl.w/.test(value) } };
    const team = { label: 'team', is: ['payments', 'money'] };
    const routes: Route[] = [
      other,
      { match: [team, slow], integration: 'graylog', service: 'checkout', policy: 'default', severity: 'sev1' },
    ];
    const lines = await begins(routes, { service: 'unknown', labels: [{ name: 'team', value: 'payments' }] });
    expect(lines).toContain(
      '– Route 2 matched: integration=graylog, team=payments|money, title=/Sl.w/ (chose the service, severity and policy)',
    );
  });

  it('says that no route matched, and that a route matches every alert', async () => {
    expect(await begins([{ match: [{ label: 'team', is: 'shop' }], service: 'checkout' }])).toContain(
      '– No route matched',
    );
    await stage.says('alice', 'resolve 1 done');
    stage.directory = { ...stage.directory, routes: [{ match: [], service: 'checkout', severity: 'sev4' }] };
    await alert({ fingerprint: 'other' });
    expect(await explained('explain 2')).toContain('– Route 1 matched, which takes every alert (chose the severity)');
  });
});
