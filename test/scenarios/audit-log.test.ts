import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/ports/audit.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { toldLater } from '../harness/refused.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await openStage([new ChatDouble('slack'), new ChatDouble('telegram'), new ChatDouble('email')]);
});

afterEach(() => stage.close());

/** Without what differs each time, the first first. */
async function written(): Promise<object[]> {
  await stage.tocsin.idle();
  const entries = await stage.auditLog.latest({ limit: 100 });
  return entries.map(({ id: _id, at: _at, ...rest }: AuditEntry) => rest).reverse();
}

describe('the audit log', () => {
  it('has every command and link with who, what, where and how it ended', async () => {
    await stage.says('alice', 'declare Checkout is down severity:sev1');
    await stage.says('bob', 'ack 1');
    await stage.says('victor', 'ack 1');
    await stage.says('bob', `note 1 ${'x'.repeat(500)}`, { platform: 'email' });
    await stage.says('bob', 'resolve 99 gone');
    await stage.says('bob', 'ack');
    expect(await written()).toEqual([
      {
        via: 'slack',
        by: 'alice',
        account: 'U0ALICE',
        act: 'declare',
        args: { title: 'Checkout is down', severity: 'sev1' },
        incident: 1,
        outcome: 'done',
      },
      { via: 'slack', by: 'bob', account: 'U0BOB', act: 'ack', args: { incident: '1' }, incident: 1, outcome: 'done' },
      {
        via: 'slack',
        by: 'victor',
        account: 'U0VICTOR',
        act: 'ack',
        args: { incident: '1' },
        outcome: 'refused:not-allowed',
      },
      {
        via: 'email',
        by: 'bob',
        account: 'bob@example.org',
        act: 'note',
        args: { incident: '1', text: `${'x'.repeat(199)}…` },
        incident: 1,
        outcome: 'done',
      },
      {
        via: 'slack',
        by: 'bob',
        account: 'U0BOB',
        act: 'resolve',
        args: { incident: '99', summary: 'gone' },
        outcome: 'refused:unknown-incident',
      },
      { via: 'slack', by: 'bob', account: 'U0BOB', act: 'ack', args: {}, outcome: 'refused:which-incident' },
    ]);
  });

  it('has no reading, but strangers who try', async () => {
    await stage.says('alice', 'declare Checkout is down');
    const before = (await written()).length;
    for (const line of ['list', 'show 1', 'timeline 1', 'oncall', 'help', 'deliveries', 'audit'])
      await stage.says('alice', line);
    expect(await written()).toHaveLength(before);
    await stage.says('U0EVE', 'list');
    await stage.says('U0EVE', 'show 1');
    expect((await written()).slice(before)).toEqual([
      { via: 'slack', account: 'U0EVE', act: 'list', args: {}, outcome: 'refused:unknown-person' },
    ]);
  });

  it('has what programs do, by the name of their token and by AMQP', async () => {
    const { api } = stage.tocsin;
    const { programs } = stage.tocsin;
    const http = { via: 'api', client: 'grafana' } as const;
    await programs.run({ ...http, command: 'declare', args: { title: 'From a program' }, by: 'Bob Okafor' });
    await programs.run({ ...http, command: 'note', args: { incident: '1', text: 'seen' }, by: 'bob' });
    const byNobody = programs.run({ ...http, command: 'ack', args: { incident: '1' }, by: 'nobody-of-that-name' });
    await expect(toldLater(byNobody)).rejects.toThrow('There is no person');
    await api.show(1, 'bob');
    await programs.run({ via: 'amqp', by: 'bob', command: 'ack', args: { incident: '1' } });
    const byViewer = programs.run({ via: 'amqp', by: 'victor', command: 'ack', args: { incident: '1', secret: 'x' } });
    await expect(toldLater(byViewer)).rejects.toThrow('has the role viewer');
    await programs.run({ via: 'amqp', by: 'bob', command: 'show', args: { incident: '1' } });
    expect(await written()).toEqual([
      {
        via: 'api',
        by: 'bob',
        account: 'grafana',
        act: 'declare',
        args: { title: 'From a program' },
        incident: 1,
        outcome: 'done',
      },
      {
        via: 'api',
        by: 'bob',
        account: 'grafana',
        act: 'note',
        args: { incident: '1', text: 'seen' },
        incident: 1,
        outcome: 'done',
      },
      { via: 'api', account: 'grafana', act: 'ack', args: { incident: '1' }, outcome: 'refused:unknown-name' },
      { via: 'amqp', by: 'bob', act: 'ack', args: { incident: '1' }, incident: 1, outcome: 'done' },
      { via: 'amqp', by: 'victor', act: 'ack', args: { incident: '1' }, outcome: 'refused:not-allowed' },
    ]);
  });

  it('has no code of anybody’s, whether it is good or not', async () => {
    const { people } = stage.directory;
    const bob = { ...people.get('bob')!, accounts: { slack: 'U0BOB' } };
    stage.directory = { ...stage.directory, people: new Map([...people, ['bob', bob]]) };
    const { text } = await stage.says('bob', 'link');
    const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(text)?.[0] ?? 'there is none';
    await stage.says('999', 'link code:AAAA-BBBB', { platform: 'telegram' });
    await stage.says('999', `link code:${code}`, { platform: 'telegram' });
    await stage.says('bob', 'web');
    const entries = await written();
    expect(entries.map((entry) => (entry as AuditEntry).outcome)).toEqual([
      'done',
      'refused:wrong-code',
      'done',
      'done',
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/[A-Z0-9]{4}-[A-Z0-9]{4}/);
  });

  it('is shown to admins alone', async () => {
    await stage.says('bob', 'declare Checkout is down');
    await stage.says('bob', 'ack 1');
    expect((await stage.says('bob', 'audit')).text).toContain('“audit” needs the role admin');
    const shown = await stage.says('alice', 'audit person:bob');
    expect(shown.title).toBe('Audit log: the latest 3 entries · by Bob Okafor');
    expect(shown.body?.split('\n')).toEqual([
      expect.stringMatching(/Bob Okafor · Slack as U0BOB · audit · refused:not-allowed$/),
      expect.stringMatching(/^Mon 9 Mar 13:00 .* · Bob Okafor · Slack as U0BOB · ack incident:1 · done$/),
      expect.stringMatching(/ · declare title:Checkout is down · #1 · done$/),
    ]);
    expect((await stage.says('alice', 'audit incident:1')).body?.split('\n')).toHaveLength(2);
    expect((await stage.says('alice', 'audit person:carol')).text).toBe('No matching entries in the audit log.');
    expect((await stage.says('alice', 'audit', { platform: 'telegram', places: ['-1001'] })).text).toContain(
      'in a direct message',
    );
  });
});
