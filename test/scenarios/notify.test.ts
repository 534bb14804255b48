import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let telegram: ChatDouble;
let email: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  telegram = new ChatDouble('telegram');
  email = new ChatDouble('email');
  stage = await openStage([slack, telegram, email]);
});

afterEach(() => stage.close());

const fields = (message: { fields?: readonly { label: string; value: string }[] }) =>
  Object.fromEntries((message.fields ?? []).map(({ label, value }) => [label.split(' ')[0], value]));

const usual = 'Slack at once, Telegram at once, Email after 5m (default)';

describe('notify', () => {
  it('shows the rules in words, changes them and puts them back', async () => {
    expect(fields(await stage.says('bob', 'notify'))).toEqual({
      Urgent: usual,
      Not: usual,
      Quiet: 'none',
      Language: 'English (automatic)',
    });
    const changed = await stage.says('bob', 'notify urgent:"slack, Telegram after 2m, e-mail after 1h30m"');
    expect(changed.title).toBe('Changed. How you are paged now');
    expect(fields(changed).Urgent).toBe('Slack at once, Telegram after 2m, Email after 1h 30m');
    expect(fields(changed).Not).toBe(usual);
    await stage.says('bob', 'notify normal:email');
    const shown = fields(await stage.says('bob', 'notify'));
    expect([shown.Urgent, shown.Not]).toEqual([
      'Slack at once, Telegram after 2m, Email after 1h 30m',
      'Email at once',
    ]);
    expect(fields(await stage.says('carol', 'notify')).Urgent).toBe(usual);
    expect(fields(await stage.says('bob', 'notify reset'))).toMatchObject({ Urgent: usual, Not: usual });
    expect(fields(await stage.says('bob', 'notify'))).toMatchObject({ Urgent: usual, Not: usual });
  });

  it('sets the language of answers and pages, and gives it back to the chat', async () => {
    await stage.says('bob', 'notify language:de');
    expect(fields(await stage.says('bob', 'notify'))).toMatchObject({
      Dringend: expect.any(String),
      Sprache: 'Deutsch',
    });
    await stage.says('alice', 'declare Checkout is down severity:sev1');
    await stage.says('alice', 'page to:bob incident:1 bitte');
    expect(JSON.stringify(slack.pagesTo('U0BOB').at(-1))).toContain('Bestätigen');
    await stage.says('bob', 'notify language:auto');
    expect(fields(await stage.says('bob', 'notify'))).toMatchObject({ Language: 'English (automatic)' });
  });

  it('changes how the next page comes', async () => {
    await stage.says('bob', 'notify urgent:"telegram, slack after 2m" normal:slack');
    await stage.says('alice', 'declare Checkout is down severity:sev1');
    await stage.says('alice', 'page to:bob incident:1 please');
    expect([telegram.pagesTo('1002').length, slack.pagesTo('U0BOB').length]).toEqual([1, 0]);
    await stage.passes(2);
    expect(slack.pagesTo('U0BOB')).toHaveLength(1);
  });

  it('lays the changes over the file’s', async () => {
    const { people } = stage.directory;
    const bob = { ...people.get('bob')!, notify: { normal: [{ by: 'slack', afterMs: 0 } as const] } };
    stage.directory = { ...stage.directory, people: new Map([...people, ['bob', bob]]) };
    await stage.says('bob', 'notify urgent:telegram');
    expect(fields(await stage.says('bob', 'notify'))).toMatchObject({
      Urgent: 'Telegram at once',
      Not: 'Slack at once',
    });
    expect(fields(await stage.says('bob', 'notify reset'))).toMatchObject({ Urgent: usual, Not: 'Slack at once' });
  });

  it('sends a test on each way, once', async () => {
    for (const _ of [1, 2]) {
      const answer = await stage.says('bob', 'notify test', { id: 'same' });
      expect(answer.text).toContain('a test by Slack, Telegram and email');
    }
    const tests = [slack.pagesTo('U0BOB'), telegram.pagesTo('1002'), email.pagesTo('bob@example.org')];
    expect(tests.map((texts) => texts.length)).toEqual([1, 1, 1]);
    expect(tests[1]![0]!.message.text).toBe('This is a test page by Telegram. You do not need to do anything.');
  });
});

describe('quiet', () => {
  it('shows, sets over midnight, changes one end, and ends', async () => {
    expect((await stage.says('bob', 'quiet')).text).toMatch(/^You have no quiet hours/);
    expect((await stage.says('bob', 'quiet from:22:00 to:07:00 except:sev1,sev2')).text).toBe(
      'Done. Your quiet hours are 22:00 to 07:00 (America/New_York), except sev1 and sev2.',
    );
    expect((await stage.says('bob', 'quiet to:8:30')).text).toContain(
      '22:00 to 08:30 (America/New_York), except sev1 and sev2',
    );
    expect((await stage.says('bob', 'quiet except:none')).text).toContain('without exception');
    expect(fields(await stage.says('bob', 'notify')).Quiet).toContain('22:00 to 08:30');
    expect((await stage.says('bob', 'quiet off')).text).toBe('Done. You have no quiet hours.');
    expect((await stage.says('bob', 'quiet from:13:00 to:24:00')).text).toContain('13:00 to 00:00');
  });

  it('ends those of the file too, and takes them up again', async () => {
    const { people } = stage.directory;
    const hours = { from: '22:00', to: '07:00', except: ['sev1'] as const };
    const bob = { ...people.get('bob')!, quietHours: hours };
    stage.directory = { ...stage.directory, people: new Map([...people, ['bob', bob]]) };
    expect((await stage.says('bob', 'quiet off')).text).toContain('no quiet hours');
    expect((await stage.says('bob', 'quiet')).text).toContain('no quiet hours');
    expect((await stage.says('bob', 'quiet reset')).text).toContain('22:00 to 07:00');
  });
});

it.each<[string, string, RegExp]>([
  ['a way that is none', 'notify urgent:pigeon', /“pigeon” is not a way.*slack, discord, telegram/],
  ['a way without an account', 'notify urgent:discord', /no account on Discord here.*You have: slack, telegram, email/],
  ['a wait that is none', 'notify urgent:"slack after soon"', /“soon” is not a length of time/],
  ['a wait of two days', 'notify urgent:"slack after 2d"', /too long to wait/],
  ['the same twice', 'notify urgent:"slack, slack"', /twice/],
  ['an empty step', 'notify urgent:"slack,,email"', /not a way/],
  ['two things at once', 'notify test urgent:slack', /Use “notify test” alone/],
  ['hours that begin and end at once', 'quiet from:22:00 to:22:00', /begin and end at the same time/],
  ['a day that begins and ends at midnight', 'quiet from:00:00 to:24:00', /begin and end at the same time/],
  ['one end only', 'quiet from:22:00', /need both ends/],
  ['an hour that is none', 'quiet from:25:00 to:07:00', /not a time of day/],
  ['a severity that is none', 'quiet from:22:00 to:07:00 except:sev9', /“sev9” is not a severity/],
])('refuses %s in one sentence and changes nothing', async (_, line, words) => {
  expect((await stage.says('bob', line)).text).toMatch(words);
  expect((await stage.runtimeChanges.all()).people).toEqual([]);
  expect([...slack.posted, ...telegram.posted, ...email.posted]).toEqual([]);
});

it('says so to somebody without any account here', async () => {
  const { people } = sampleDirectory();
  const lost = { ...people.get('bob')!, id: 'lost', accounts: {} };
  stage.directory = { ...stage.directory, people: new Map([...people, ['lost', lost]]) };
  expect((await stage.says('lost', 'notify test')).text).toMatch(/I don’t know you/);
});
