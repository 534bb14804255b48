import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Tocsin } from '../../src/app/compose.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { Person, Platform } from '../../src/domain/people.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let telegram: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  telegram = new ChatDouble('telegram');
  stage = await openStage([slack, telegram], withoutTelegram(['bob', 'carol']));
});

afterEach(() => stage.close());

function withoutTelegram(ids: readonly string[]): Directory {
  const directory = sampleDirectory();
  const strip = (person: Person): Person => {
    const { telegram: _gone, ...accounts } = person.accounts;
    return ids.includes(person.id) ? { ...person, accounts } : person;
  };
  return { ...directory, people: new Map([...directory.people].map(([id, person]) => [id, strip(person)])) };
}

let said = 0;
async function from(
  account: string,
  line: string,
  where: { platform?: Platform; private?: boolean; by?: Tocsin } = {},
): Promise<string> {
  const { platform = 'telegram', by = stage.tocsin } = where;
  said += 1;
  const reading = by.commands.read(line);
  if ('refusal' in reading) return reading.refusal.message.text;
  const { message } = await by.commands.run({
    ...reading.input,
    id: `said-${account}-${said}`,
    from: { platform, id: account, name: 'somebody' },
    where: {
      address: { platform, kind: where.private === false ? 'channel' : 'person', id: account },
      private: where.private ?? true,
      places: [],
    },
  });
  await by.idle();
  return message.text;
}

async function codeOf(person: string): Promise<string> {
  const { text } = await stage.says(person, 'link', { platform: 'slack' });
  return /link code:([A-Z2-9]{4}-[A-Z2-9]{4})”/.exec(text)![1]!;
}

const wrong =
  'That code is not valid: it is mistyped, already used or older than 10 minutes. Send me “link” where I know you for a fresh one.';

describe('link', () => {
  it('joins an account on another platform, which is paged and may act from then on', async () => {
    expect(await from('777', 'ack 1')).toMatch(
      /I don’t know you on Telegram yet, somebody\..*“link” on a platform where I know you/,
    );
    expect(await from('777', 'link')).toMatch(/I don’t know you on Telegram yet.*link code:ABCD-2345/);
    const code = await codeOf('bob');
    expect(await from('777', `link ${code.toLowerCase().replace('-', ' ')}`)).toBe(
      'Hello Bob Okafor: your account on Telegram is linked. Pages reach you here as well.',
    );
    expect(slack.pagesTo('U0BOB').map(({ message }) => message.text)).toEqual([
      'Your account on Telegram is now linked to you. If that was not you, send “link remove:telegram” at once.',
    ]);
    await stage.says('alice', 'page to:bob please help');
    expect(telegram.pagesTo('777')).toHaveLength(1);
    expect(await from('777', 'ack 1')).toMatch(/You acknowledged #1/);
  });

  it('is known in the other processes, and after a restart', async () => {
    await from('777', `link ${await codeOf('bob')}`);
    const heir = stage.replica();
    await stage.refresh();
    expect(await from('777', 'notify', { by: heir })).toMatch(/^How you are paged/);
  });

  it('takes a code once, also when two send it at the same moment', async () => {
    const code = await codeOf('bob');
    const answers = await Promise.all(['777', '778', '779'].map((account) => from(account, `link ${code}`)));
    expect(answers.filter((text) => text.startsWith('Hello Bob'))).toHaveLength(1);
    expect(answers.filter((text) => text === wrong)).toHaveLength(2);
    expect(await from('780', `link ${code}`)).toBe(wrong);
    expect((await stage.runtimeChanges.all()).accounts).toHaveLength(1);
  });

  it('takes no code after 10 minutes, and none that a later one has replaced', async () => {
    const first = await codeOf('bob');
    const second = await codeOf('bob');
    expect(await from('777', `link ${first}`)).toBe(wrong);
    await stage.passes(10.1);
    expect(await from('777', `link ${second}`)).toBe(wrong);
  });

  it('limits guessing to five in 15 minutes, also by many at once', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 30 }, (_, index) => from('777', `link ABCD-23${String(index).padStart(2, '2')}`)),
    );
    expect(guesses.filter((text) => text === wrong)).toHaveLength(5);
    expect(guesses.filter((text) => text.startsWith('Too many codes'))).toHaveLength(25);
    // Not even the right one, and it stays good for its owner.
    const code = await codeOf('bob');
    expect(await from('777', `link ${code}`)).toMatch(/^Too many codes were tried/);
    expect(await from('778', `link ${code}`)).toMatch(/^Hello Bob/);
    await stage.passes(15.1);
    expect(await from('777', `link ${await codeOf('carol')}`)).toMatch(/^Hello Carol/);
  });

  it('refuses an account that is somebody’s, and a second account of one person', async () => {
    const code = await codeOf('bob');
    expect(await from('1001', `link ${code}`)).toMatch(/it belongs to Alice Chen/);
    expect(await from('777', `link ${code}`)).toMatch(/^Hello Bob/);
    expect(await from('777', `link ${code}`)).toMatch(/it belongs to Bob Okafor/);
    const { text } = await stage.says('alice', 'link', { platform: 'slack' });
    expect(text).toBe('You already have an account on every platform that is connected here.');
  });

  it('refuses an account that another process joined a moment ago', async () => {
    // It has not read yet what the first one did.
    const other = stage.replica();
    await from('777', `link ${await codeOf('bob')}`);
    const late = await stage.says('carol', 'link', { platform: 'slack' });
    const code = /code:(\S+)”/.exec(late.text)![1]!;
    expect(await from('777', `link ${code}`, { by: other })).toBe(
      'This account on Telegram already belongs to somebody.',
    );
  });

  it('gives and takes codes in private only, and voids one that others could read', async () => {
    const said = await stage.says('bob', 'link', { platform: 'slack', places: ['C1'] });
    expect(said.text).toBe('A code is for you alone. Send me “link” in a direct message.');
    const code = await codeOf('bob');
    expect(await from('777', `link ${code}`, { private: false })).toMatch(
      /^Others could read that code, so it is void/,
    );
    expect(await from('777', `link ${code}`)).toBe(wrong);
  });

  it('takes an account off again, and only one that was joined', async () => {
    await from('777', `link ${await codeOf('bob')}`);
    expect((await stage.says('bob', 'link remove:telegram', { platform: 'slack' })).text).toMatch(
      /no longer linked to you/,
    );
    expect(await from('777', 'notify')).toMatch(/I don’t know you/);
    expect((await stage.says('bob', 'link remove:slack', { platform: 'slack' })).text).toMatch(
      /in the configuration file/,
    );
    expect(await from('777', `link ${await codeOf('carol')}`)).toMatch(/^Hello Carol/);
  });

  it('lets the file have the last word', async () => {
    await from('777', `link ${await codeOf('bob')}`);
    const { people } = stage.directory;
    const carol = people.get('carol')!;
    const withIt = { ...carol, accounts: { ...carol.accounts, telegram: '777' } };
    stage.directory = { ...stage.directory, people: new Map([...people, ['carol', withIt]]) };
    expect(await from('777', 'link code:AAAA-AAAA')).toMatch(/it belongs to Carol Díaz/);
  });

  it('says no code to the log', async () => {
    const code = await codeOf('bob');
    expect(stage.log.text()).not.toContain(code);
  });
});
