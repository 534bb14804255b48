import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  const rooms = { announce: { slack: 'C0OPS' }, open: { slack: 'channel' } } as const;
  stage = await openStage([slack], sampleDirectory({ rooms, guests: 'view' }));
});

afterEach(() => stage.close());

const declare = (title = 'Checkout is down') => stage.says('bob', `declare ${title} severity:sev1 service:checkout`);
const caughtUp = (line = 'catchup 1', person = 'victor') => stage.says(person, line);

describe('a summary of an incident', () => {
  it('says that nothing was done yet, where nothing was', async () => {
    await declare();
    const answer = await caughtUp();
    expect(answer.title).toBe('#1 Checkout is down');
    expect(answer.body?.split('\n')).toEqual([
      '🔴 sev1 · Triggered · unassigned',
      'Open for 0s, since Mon 9 Mar 12:00 UTC: declared by Bob Okafor · Slack',
      '',
      'No updates yet.',
      '',
      'No notes yet.',
      '',
      'No tasks yet.',
      '',
      'Has not answered: Alice Chen (paged 12:00)',
      'Next, Mon 9 Mar 12:05 UTC: pages Carol Díaz, Alice Chen and Bob Okafor (level 2) unless somebody acknowledges',
    ]);
    expect(answer.fields).toEqual([
      { label: 'Service', value: 'Checkout' },
      { label: 'Owner', value: 'Unassigned' },
    ]);
    expect(answer.buttons).toBeUndefined();
  });

  it('says what was done, what is open, who has it and who has not answered', async () => {
    await declare();
    await stage.passes(6);
    await stage.says('carol', 'note 1 the cache is full');
    await stage.says('alice', 'ack 1');
    await stage.says('alice', 'assign 1 person:bob role:comms');
    await stage.says('bob', 'update 1 failing over status:identified');
    await stage.says('bob', 'update 1 failed over status:monitoring');
    await stage.says('alice', 'task 1 rotate the keys person:carol');
    await stage.says('alice', 'task 1 write to the vendor');
    await stage.says('alice', 'task 1 done:2');
    await stage.says('alice', 'page to:victor incident:1 please look');
    await stage.passes(36);
    const answer = await caughtUp();
    expect(answer.body?.split('\n')).toEqual([
      '🟠 sev1 · Acknowledged by Alice Chen · Slack',
      'Open for 42m, since Mon 9 Mar 12:00 UTC: declared by Bob Okafor · Slack',
      '',
      'Latest update, Mon 9 Mar 12:06 UTC, Bob Okafor (monitoring): failed over',
      '',
      'Done so far:',
      'Mon 9 Mar 12:06 UTC · Note by Carol Díaz: the cache is full',
      '12:06 · Update by Bob Okafor (identified): failing over',
      '12:06 · Alice Chen completed task 2: write to the vendor',
      '',
      'Tasks, 1 of 2 done:',
      '☐ 1. rotate the keys (Carol Díaz)',
      '',
      'Has not answered: Victor Lund (paged 12:06)',
      'Nobody else is paged.',
    ]);
    expect(answer.fields?.map(({ label, value }) => [label, value])).toEqual([
      ['Service', 'Checkout'],
      ['Owner', 'Alice Chen'],
      ['Communications', 'Bob Okafor'],
    ]);
  });

  it('is whole when an alert began it and it is over, with its links and the postmortem', async () => {
    const firing: Alert = {
      source: 'grafana',
      status: 'firing',
      title: 'Slow',
      fingerprint: 'one',
      service: 'checkout',
      labels: [],
      links: [{ kind: 'runbook', url: 'https://wiki.example.org/slow' }],
    } as Alert;
    await stage.tocsin.alerts.receive([firing]);
    await stage.tocsin.idle();
    await stage.says('alice', 'resolve 1 added memory');
    const answer = await caughtUp();
    expect(answer.body).toContain('Lasted 0s, Mon 9 Mar 12:00 UTC to Mon 9 Mar 12:00 UTC');
    expect(answer.body).toContain('Summary: added memory');
    expect(answer.body).not.toContain('Has not answered');
    expect(answer.links?.map(({ url }) => url)).toEqual(
      expect.arrayContaining(['https://wiki.example.org/slow', expect.stringContaining('/incidents/1/postmortem.md')]),
    );
  });

  it('names the last few entries only, and says where the others are', async () => {
    await declare();
    for (let index = 1; index <= 8; index += 1) await stage.says('bob', `note 1 ${'long words '.repeat(150)} ${index}`);
    for (let index = 1; index <= 8; index += 1) await stage.says('bob', `task 1 ${'x'.repeat(290)}${index}`);
    const { body = '' } = await caughtUp();
    expect(body).toContain('… 3 earlier entries: “timeline 1”');
    expect(body).toContain('… 3 more: “task 1”');
    expect(body.length).toBeLessThanOrEqual(2_600);
  });
});

describe('without a number', () => {
  it('is about the incident of the room, or of the latest page, else lists what is open', async () => {
    await declare();
    await declare('Cart is down');
    expect((await stage.says('victor', 'catch me up', { places: ['room-2'] })).title).toBe('#2 Cart is down');
    expect((await caughtUp('tldr', 'alice')).title).toBe('#2 Cart is down');
    const listed = await caughtUp('catchup');
    expect(listed.title).toBe('2 open incidents');
    expect(listed.body?.split('\n')).toEqual([
      '🔴 #2 Cart is down · sev1 · Triggered · unassigned',
      '🔴 #1 Checkout is down · sev1 · Triggered · unassigned',
      '“catchup 2” sums up one of them.',
    ]);
    expect(listed.buttons?.map(({ label, invokes }) => [label, invokes])).toEqual([
      ['#2', { command: 'catchup', args: { incident: '2' } }],
      ['#1', { command: 'catchup', args: { incident: '1' } }],
    ]);
  });

  it('says that nothing is open', async () => {
    expect((await caughtUp('what did I miss?')).text).toBe(
      'No incident is open. “list state:all” shows resolved ones.',
    );
    expect((await caughtUp('catchup 7')).text).toMatch(/no incident/i);
  });

  it('may be asked by a guest where the file lets guests look', async () => {
    await declare();
    const { message } = await stage.tocsin.commands.run({
      command: 'catchup',
      args: { incident: '1' },
      id: 'asked',
      from: { platform: 'slack', id: 'U0GUEST', name: 'Dana', workspace: 'own' },
      where: { address: { platform: 'slack', kind: 'channel', id: 'C0OPS' }, private: false, places: ['C0OPS'] },
    });
    expect(message.title).toBe('#1 Checkout is down');
  });

  it.each([
    ['de', 'Noch keine Notizen.', 'Zuständig'],
    ['es', 'Aún no hay notas.', 'Responsable'],
    ['ja', 'メモはまだありません。', '担当者'],
  ] as const)('is in %s', async (language, none, owner) => {
    stage.changesPerson('victor', { language });
    await declare();
    const answer = await caughtUp();
    expect(answer.body).toContain(none);
    expect(answer.fields?.map(({ label }) => label)).toContain(owner);
  });
});
