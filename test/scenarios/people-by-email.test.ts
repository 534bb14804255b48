import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Directory } from '../../src/domain/directory.ts';
import type { Person } from '../../src/domain/people.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openSlack, type SlackUnderTest } from '../harness/fake-slack/fake-slack.ts';
import { OPS, type Shape } from '../harness/fake-slack/workspace.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

const CAROL = 'U0CAROLINA';
const confirmed = { email: 'carol@example.org', is_email_confirmed: true };

let slack: SlackUnderTest;
let stage: Stage;

beforeEach(async () => {
  slack = await openSlack({ mode: 'socket' });
  stage = await openStage([slack.chat], withoutSlack(sampleDirectory({ rooms: { announce: {}, open: {} } }), 'carol'));
  await slack.chat.start(stage.tocsin.commands, () => undefined);
  slack.server.workspace.users.add(CAROL);
  await stage.says('bob', 'declare Checkout is down severity:sev2 service:checkout');
});

afterEach(async () => {
  await stage.tocsin.idle();
  await slack.chat.close();
  await stage.close();
  await slack.close();
  slack.verify();
});

/** This person is in the file without a Slack id. */
function withoutSlack(directory: Directory, id: string, changes: Partial<Person> = {}): Directory {
  const { accounts, ...person } = directory.people.get(id)!;
  const { slack: _none, ...others } = accounts;
  return {
    ...directory,
    people: new Map<string, Person>([...directory.people, [id, { ...person, accounts: others, ...changes }]]),
  };
}

function slackSays(profile: Shape): void {
  slack.server.workspace.profiles.set(CAROL, profile);
}

/** What she is answered. */
async function says(line: string): Promise<string> {
  const { messages } = slack.server.workspace;
  const from = messages.length;
  await slack.people.slash(CAROL, line, OPS);
  return eventually(`she is answered to ${line}`, () => {
    const told = messages.slice(from).some((one) => one.onlyFor === CAROL);
    return told && slack.toldTo(CAROL)?.text;
  });
}

const asked = () => slack.server.calls.filter(({ method, args }) => method === 'users.info' && args.user === CAROL);
const stranger = /I don’t know you on Slack/;

describe('somebody whose Slack id is not in the file', () => {
  it('is the person with the address that Slack has confirmed, whatever its capitals', async () => {
    slackSays({ ...confirmed, email: 'Carol@Example.org' });
    expect(await says('ack 1')).toContain('You acknowledged #1');
    expect((await stage.store.byNumber(1))?.acknowledged).toMatchObject({ by: 'carol', via: 'slack' });
  });

  it('can press, fill in forms and pick from lists like everybody else', async () => {
    slackSays(confirmed);
    await slack.people.slash(CAROL, 'declare', OPS);
    await slack.people.fillsIn(CAROL, { Title: 'Search is slow' });
    const declared = await eventually('it is declared', () => stage.store.byNumber(2));
    expect(declared.declared).toMatchObject({ by: 'carol' });
  });

  it('is asked about once for many lines', async () => {
    slackSays(confirmed);
    for (const line of ['list', 'show 1', 'oncall']) await says(line);
    expect(asked().filter(({ args }) => args.include_locale === undefined)).toHaveLength(1);
  });

  it('is asked about again at once when Slack did not answer', async () => {
    slackSays(confirmed);
    slack.server.losesAnswerOf = 'users.info';
    expect(await says('ack 1')).toMatch(stranger);
    expect(await says('ack 1')).toContain('You acknowledged #1');
  });

  it.each([
    ['whose address is not confirmed', { ...confirmed, is_email_confirmed: false }],
    ['of whose address Slack does not say whether it is confirmed', { email: confirmed.email }],
    ['who is a guest of the workspace', { ...confirmed, is_restricted: true }],
    ['who is a guest of one channel', { ...confirmed, is_ultra_restricted: true }],
    ['who was invited and has not come', { ...confirmed, is_invited_user: true }],
    ['who is a bot', { ...confirmed, is_bot: true }],
    ['who was deactivated', { ...confirmed, deleted: true }],
    ['who comes from another workspace', { ...confirmed, team_id: 'T0OTHER' }],
    ['whom Slack calls a stranger', { ...confirmed, is_stranger: true }],
    ['with another address', { ...confirmed, email: 'dana@example.org' }],
  ])('is nobody %s', async (_who, profile) => {
    slackSays(profile);
    expect(await says('ack 1')).toMatch(stranger);
    expect((await stage.store.byNumber(1))?.state).toBe('triggered');
  });

  it('is nobody when two people have the address, or the person has another account on Slack', async () => {
    slackSays(confirmed);
    const alone = stage.directory;
    stage.directory = withoutSlack(alone, 'victor', { email: 'CAROL@example.org' });
    await stage.refresh();
    expect(await says('ack 1')).toMatch(stranger);
    const carol = { ...alone.people.get('carol')!, accounts: { slack: 'U0OTHERCAROL' } };
    stage.directory = { ...alone, people: new Map<string, Person>([...alone.people, ['carol', carol]]) };
    await stage.refresh();
    stage.clock.set(new Date(stage.clock.now().getTime() + 60_000));
    expect(await says('ack 1')).toMatch(stranger);
  });

  it('is nobody without the scope for addresses, and everything else works', async () => {
    slack.server.rules.scopes.delete('users:read.email');
    slackSays(confirmed);
    expect(await says('ack 1')).toMatch(stranger);
    await slack.people.slash(slack.alice, 'ack 1', OPS);
    await eventually('Alice has it', async () => (await stage.store.byNumber(1))?.acknowledged?.by === 'alice');
  });

  it('is nobody when the file switches it off', async () => {
    slackSays(confirmed);
    stage.directory = { ...stage.directory, matchByEmail: false };
    await stage.refresh();
    expect(await says('ack 1')).toMatch(stranger);
  });

  it('is not asked about when many write that nobody knows', async () => {
    const many = Array.from({ length: 60 }, (_, n) => `U0MANY${n}`);
    for (const user of many) slack.server.workspace.users.add(user);
    await Promise.all(many.map((user) => slack.people.slash(user, 'list', OPS)));
    const calls = slack.server.calls.filter(({ method }) => method === 'users.info');
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.length).toBeLessThanOrEqual(40);
  });
});

describe('a guest', () => {
  const lets = async (changes: Partial<Directory>) => {
    stage.directory = { ...stage.directory, guests: 'view', ...changes };
    await stage.refresh();
  };

  it('is a member of the workspace, and nobody from another one by Slack Connect', async () => {
    await lets({});
    expect(await says('list')).toContain('#1 Checkout is down');
    slack.server.workspace.users.add('U0PARTNER');
    slack.server.workspace.profiles.set('U0PARTNER', { team_id: 'T0PARTNER' });
    await slack.people.slash('U0PARTNER', 'list', OPS);
    const told = () => slack.toldTo('U0PARTNER')?.text;
    expect(await eventually('the partner is answered', told)).toMatch(stranger);
  });

  it('may come from another workspace when the file says so', async () => {
    await lets({ slackConnectGuests: true });
    slackSays({ team_id: 'T0PARTNER' });
    expect(await says('list')).toContain('#1 Checkout is down');
    expect(await says('ack 1')).toMatch(stranger);
  });

  it('is nobody of whom Slack does not say where they belong', async () => {
    await lets({});
    slack.server.rules.scopes.delete('users:read');
    expect(await says('list')).toMatch(stranger);
  });
});
