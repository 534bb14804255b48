import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain/languages.ts';
import type { Role } from '../../src/domain/people.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;
let count = 0;

beforeEach(async () => {
  stage = await openStage([new ChatDouble('slack'), new ChatDouble('telegram')]);
});

afterEach(() => stage.close());

/** Dana is in the workspace, and not in the file. */
async function dana(
  line: string,
  { platform = 'slack', isPrivate = true, workspace = 'own', language }: Partial<Dana> = {},
): Promise<string> {
  const reading = stage.tocsin.commands.read(line);
  if ('refusal' in reading) return reading.refusal.message.text;
  count += 1;
  const id = 'U0DANA';
  const { message } = await stage.tocsin.commands.run({
    ...reading.input,
    id: `dana-${count}`,
    from: { platform, id, name: 'Dana Guest', workspace, ...(language && { language }) },
    where: {
      address: { platform, kind: isPrivate ? 'person' : 'channel', id: isPrivate ? id : 'C0OPS' },
      private: isPrivate,
      places: [isPrivate ? id : 'C0OPS'],
    },
  });
  await stage.tocsin.idle();
  return [message.text, message.title, message.body].filter(Boolean).join('\n');
}

interface Dana {
  readonly platform: 'slack' | 'telegram';
  readonly isPrivate: boolean;
  readonly workspace: 'own' | 'other' | undefined;
  readonly language: Language;
}

function everybodyIs(role: Role, except: Readonly<Record<string, Role>> = {}): void {
  const people = [...stage.directory.people].map(
    ([id, person]) => [id, { ...person, role: except[id] ?? role }] as const,
  );
  stage.directory = { ...stage.directory, people: new Map(people) };
}

describe('somebody who is not in the file', () => {
  it('is told who can add them, in their language', async () => {
    everybodyIs('responder', { alice: 'admin' });
    expect(await dana('ack 1')).toMatch(
      /^I don’t know you on Slack yet, Dana Guest\. Ask Alice Chen to add “slack: "U0DANA"” to your accounts, /,
    );
    expect(await dana('ack 1', { language: 'es' })).toContain('Pide a Alice Chen que añada');
  });

  it('is told of the managers where there is no admin, and of whoever looks after the file where there is neither', async () => {
    everybodyIs('responder', { bob: 'manager', carol: 'manager' });
    expect(await dana('ack 1')).toContain('Ask Bob Okafor, Carol Díaz to add');
    everybodyIs('responder');
    expect(await dana('ack 1')).toContain('Ask whoever looks after Tocsin’s configuration file to add');
  });

  it('reads no names in a direct message on Telegram, where anybody may write', async () => {
    everybodyIs('responder', { alice: 'admin' });
    expect(await dana('ack 1', { platform: 'telegram' })).not.toContain('Alice');
    expect(await dana('ack 1', { platform: 'telegram', isPrivate: false })).toContain('Ask Alice Chen');
  });
});

describe('a guest', () => {
  beforeEach(async () => {
    const rooms = { announce: { slack: 'C0OPS', telegram: 'C0OPS' }, open: { slack: 'channel' } } as const;
    stage.directory = { ...stage.directory, rooms };
    await stage.says('bob', 'declare Checkout is down severity:sev2');
  });

  const lets = (guests: 'view' | 'declare') => {
    stage.directory = { ...stage.directory, guests };
  };
  const looks = ['show 1', 'list', 'timeline 1', 'oncall', 'help'];
  const changes = [
    'ack 1',
    'resolve 1 done',
    'note 1 hello',
    'update 1 hello',
    'report',
    'audit',
    'alerts 1',
    'unack 1',
  ];
  const stranger = /I don’t know you on/;

  it('may do nothing unless the file says so', async () => {
    for (const line of [...looks, 'declare Search is slow']) expect(await dana(line), line).toMatch(stranger);
  });

  it('may look with `view`, and neither declare nor change anything', async () => {
    lets('view');
    for (const line of looks) expect(await dana(line), line).not.toMatch(stranger);
    expect(await dana('list')).toContain('#1 Checkout is down');
    for (const line of [...changes, 'declare Search is slow']) expect(await dana(line), line).toMatch(stranger);
    expect(await stage.store.byNumber(2)).toBeUndefined();
  });

  it('may declare as well with `declare`, which says that a guest did', async () => {
    lets('declare');
    expect(await dana('declare Search is slow severity:sev3')).toContain('Declared #2 Search is slow');
    expect(await dana('timeline 2')).toContain('Dana Guest (guest) declared');
    for (const line of changes) expect(await dana(line), line).toMatch(stranger);
    expect((await stage.store.byNumber(1))?.state).toBe('triggered');
    const [entry] = (await stage.auditLog.latest({ limit: 20 })).filter(
      ({ act, account }) => act === 'declare' && account === 'U0DANA',
    );
    expect(entry).toMatchObject({ outcome: 'done', account: 'U0DANA', incident: 2 });
  });

  it('is given nothing to press, and no link that opens to whoever has it', async () => {
    lets('view');
    for (const line of ['show 1', 'oncall']) {
      const reading = stage.tocsin.commands.read(line);
      if ('refusal' in reading) throw new Error(line);
      const { message } = await stage.tocsin.commands.run({
        ...reading.input,
        id: `looks-${line}`,
        from: { platform: 'slack', id: 'U0DANA', name: 'Dana Guest' },
        where: { address: { platform: 'slack', kind: 'person', id: 'U0DANA' }, private: true, places: ['U0DANA'] },
      });
      expect([message.buttons, message.links], line).toEqual([undefined, undefined]);
    }
  });

  it('is one on Telegram only in a chat that the file names: anybody can write to a bot', async () => {
    lets('declare');
    expect(await dana('list', { platform: 'telegram' })).toMatch(stranger);
    expect(await dana('list', { platform: 'telegram', isPrivate: false })).toContain('#1 Checkout is down');
    stage.directory = { ...stage.directory, rooms: { announce: { telegram: '-100' }, open: {} } };
    expect(await dana('list', { platform: 'telegram', isPrivate: false })).toMatch(stranger);
  });
});
