import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mostTasks } from '../../src/domain/incident/tasks/task.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  const rooms = { announce: { slack: 'C1' }, open: { slack: 'channel' } } as const;
  stage = await openStage([slack, new ChatDouble('web')], sampleDirectory({ rooms }));
  await stage.says('bob', 'declare Checkout is down severity:sev3');
});

afterEach(() => stage.close());

const card = () => slack.inChannel('C1')[0]!;
const field = (label: string) => card().message.fields?.find((one) => one.label === label)?.value;
const labels = (buttons: readonly { label: string }[] = []) => buttons.map(({ label }) => label);
const say = async (line: string, person = 'bob') => (await stage.says(person, line)).text;

/** As a platform brings a button that was pressed. */
async function press(person: string, args: Record<string, string>, id = JSON.stringify([person, args])) {
  const account = stage.directory.people.get(person)?.accounts.slack ?? person;
  const address = { platform: 'slack', kind: 'channel', id: 'C1' } as const;
  const { message } = await stage.tocsin.commands.run({
    command: 'task',
    args,
    id,
    from: { platform: 'slack', id: account },
    where: { address, private: false, places: [] },
  });
  await stage.tocsin.idle();
  return message;
}

describe('tasks, from the chat', () => {
  it('are added, listed with the open ones first, ticked off and reopened, by line and by button', async () => {
    expect(await say('task 1')).toBe('#1 Checkout is down has no tasks. “task 1 rotate the keys” adds one.');
    expect(await say('task 1 rotate the keys person:carol')).toBe(
      'Added task 1 for Carol Díaz to #1 Checkout is down: rotate the keys.',
    );
    const added = await stage.says('alice', 'task tell the vendor', { places: ['room-1'] });
    expect(added.text).toBe('Added task 2 to #1 Checkout is down: tell the vendor.');
    expect(added.buttons).toEqual([
      { label: 'All tasks', invokes: { command: 'task', args: { incident: '1' } } },
      { label: 'Done 2', invokes: { command: 'task', args: { incident: '1', done: '2' } } },
    ]);
    expect((await press('alice', { incident: '1', done: '1' })).text).toBe(
      'Completed task 1 of #1 Checkout is down: rotate the keys. 1 of 2 done.',
    );
    const list = await stage.says('bob', 'task', { places: ['room-1'] });
    expect(list.title).toBe('Tasks of #1 Checkout is down: 1 of 2 done');
    expect(list.body).toBe('☐ 2. tell the vendor\n☑ 1. rotate the keys (done by Alice Chen)');
    expect(labels(list.buttons)).toEqual(['Done 2', 'Reopen 1']);
    expect(await say('task 1 reopen:1')).toBe(
      'Reopened task 1 of #1 Checkout is down for Carol Díaz: rotate the keys.',
    );
    expect(await say('task 1 done 2')).toBe('Completed task 2 of #1 Checkout is down: tell the vendor. 1 of 2 done.');
    expect(await say('task 1 edit:1 person:nobody rotate all keys')).toBe(
      'Changed task 1 of #1 Checkout is down (unassigned): rotate all keys.',
    );
    expect(await say('task 1 delete:2')).toBe('Deleted task 2 of #1 Checkout is down: tell the vendor.');
    expect(
      (await stage.says('bob', 'timeline 1')).body
        ?.split('\n')
        .slice(-7)
        .map((line) => line.split(' · ')[1]),
    ).toEqual([
      'Bob Okafor added task 1 for Carol Díaz: rotate the keys',
      'Alice Chen added task 2: tell the vendor',
      'Alice Chen completed task 1: rotate the keys',
      'Bob Okafor reopened task 1: rotate the keys',
      'Bob Okafor completed task 2: tell the vendor',
      'Bob Okafor changed task 1 (unassigned): rotate all keys',
      'Bob Okafor deleted task 2: tell the vendor',
    ]);
    expect(slack.inChannel('room-1').map(({ message }) => message.text)).toContain(
      'Alice Chen completed task 1: rotate the keys',
    );
  });

  it('are a count on the card, and a way to them, once there are some', async () => {
    expect(field('Tasks')).toBeUndefined();
    expect(labels(card().message.buttons)).not.toContain('Tasks');
    await say('task 1 rotate the keys');
    await say('task 1 two');
    await say('task 1 done:1');
    expect(field('Tasks')).toBe('1 of 2 done');
    expect(labels(card().message.buttons)).toContain('Tasks');
    const { edits } = card();
    await say('task 1 edit:2 two and a half');
    await say('task 1');
    expect(card().edits - edits).toBeLessThanOrEqual(1);
  });

  it('stay workable when it is resolved, and after a restart', async () => {
    await say('task 1 rotate the keys');
    await say('resolve 1 rolled back');
    const pages = slack.pagesTo('U0ALICE').length;
    const other = stage.replica();
    const found = await other.commands.run({
      command: 'task',
      args: { incident: '1', done: '1' },
      id: 'after-a-restart',
      from: { platform: 'web', id: 'carol' },
      where: { address: { platform: 'web', kind: 'person', id: 'carol' }, private: true, places: [] },
    });
    await other.idle();
    expect(found.message.text).toContain('1 of 1 done');
    expect(field('Tasks')).toBe('1 of 1 done');
    expect(field('State')).toContain('Resolved by Bob Okafor');
    expect(slack.pagesTo('U0ALICE')).toHaveLength(pages);
    const kept = await stage.store.byNumber(1);
    expect(kept).toMatchObject({ state: 'resolved', tasks: [{ number: 1, done: { by: 'carol', via: 'web' } }] });
    expect(
      await stage.tocsin.commands.complete({
        command: 'task',
        option: 'incident',
        typed: '1',
        from: { platform: 'web', id: 'bob' },
      }),
    ).toHaveLength(1);
    expect(
      await stage.tocsin.commands.complete({
        command: 'ack',
        option: 'incident',
        typed: '1',
        from: { platform: 'web', id: 'bob' },
      }),
    ).toEqual([]);
  });

  it.each(['slack', 'discord', 'telegram', 'web', 'email'] as const)(
    'can be worked by whoever has %s',
    async (platform) => {
      const answer = await stage.says('alice', 'task 1 rotate the keys', { platform });
      expect(answer.text).toContain('Added task 1 to #1 Checkout is down');
      expect((await stage.store.byNumber(1))?.tasks?.[0]?.added).toMatchObject({ by: 'alice', via: platform });
    },
  );

  it('change once, however often the platform repeats itself', async () => {
    const line = 'task 1 rotate the keys';
    const first = await stage.says('bob', line, { id: 'once' });
    const version = (await stage.store.byNumber(1))?.version;
    expect(await stage.says('bob', line, { id: 'once' })).toEqual(first);
    const pressed = await press('alice', { incident: '1', done: '1' }, 'pressed');
    expect(await press('alice', { incident: '1', done: '1' }, 'pressed')).toEqual(pressed);
    const kept = await stage.store.byNumber(1);
    expect(kept?.tasks).toHaveLength(1);
    expect(kept?.version).toBe(version! + 1);
  });

  it('say so to who is second', async () => {
    await say('task 1 rotate the keys');
    await press('alice', { incident: '1', done: '1' });
    expect((await press('alice', { incident: '1', done: '1' }, 'again')).text).toBe(
      'Task 1 of #1 was already completed by Alice Chen via Slack.',
    );
  });

  it('are each ticked off once when many do it at once, in several processes', async () => {
    for (const text of ['rotate the keys', 'tell the vendor', 'check the queue']) await say(`task 1 ${text}`);
    const replicas = [stage.tocsin, stage.replica(), stage.replica()];
    const people = ['alice', 'bob', 'carol'];
    const answers = await Promise.all(
      [1, 2, 3].flatMap((task) =>
        people.map(async (person, index) => {
          const { message } = await replicas[index]!.commands.run({
            command: 'task',
            args: { incident: '1', done: String(task) },
            id: `${person}-${task}`,
            from: { platform: 'web', id: person },
            where: { address: { platform: 'web', kind: 'person', id: person }, private: true, places: [] },
          });
          return message.text;
        }),
      ),
    );
    await Promise.all(replicas.map((one) => one.idle()));
    expect(answers.filter((text) => text.startsWith('Completed task'))).toHaveLength(3);
    expect(answers.filter((text) => text.includes('was already completed by'))).toHaveLength(6);
    const { id } = (await stage.store.byNumber(1))!;
    expect((await stage.store.timeline(id)).filter(({ event }) => event.type === 'task-done')).toHaveLength(3);
  });

  it('get different numbers when they are added at once', async () => {
    const texts = ['rotate the keys', 'tell the vendor', 'check the queue', 'write it down'];
    await Promise.all(texts.map((text) => stage.says('bob', `task 1 ${text}`)));
    const { tasks = [] } = (await stage.store.byNumber(1))!;
    expect(tasks.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(tasks.map(({ text }) => text).sort()).toEqual([...texts].sort());
  });

  it.each([
    ['task 1 done:9', '#1 has no task 9. “task 1” lists them.'],
    ['task 1 done:x', '“x” is not a task. Give its number: “task done:3”'],
    ['task 1 reopen:1', 'Task 1 of #1 is still open, so it cannot be reopened.'],
    ['task 1 done:1 reopen:1', 'Do one thing at a time: “done”, “reopen”, “edit” or “delete”, each for one task.'],
    ['task 1 done:1 and more', 'Do one thing at a time: “done”, “reopen”, “edit” or “delete”, each for one task.'],
    ['task 1 edit:1', 'Give the task new words, a person, or both: “task edit:3 rotate all keys person:carol”'],
    ['task 1 edit:1 rotate the keys', 'Task 1 of #1 already says that.'],
    ['task 1 person:carol', /^Say what is to be done/],
    ['task 1 x person:zoe', /^There is no person “zoe”/],
    [`task 1 ${'x'.repeat(301)}`, '“text” has 301 characters, and at most 300 are allowed. Shorten it.'],
    ['task 77 x', 'There is no incident #77. “list” shows the open ones.'],
  ])('refuse in one sentence: %s', async (line, sentence) => {
    await say('task 1 rotate the keys');
    const before = (await stage.store.byNumber(1))?.version;
    const answer = await say(line);
    if (typeof sentence === 'string') expect(answer).toBe(sentence);
    else expect(answer).toMatch(sentence);
    expect((await stage.store.byNumber(1))?.version).toBe(before);
  });

  it('may be looked at by a viewer, who may change none', async () => {
    await say('task 1 rotate the keys');
    const list = await stage.says('victor', 'task 1');
    expect(list.title).toBe('Tasks of #1 Checkout is down: 0 of 1 done');
    expect(list.buttons).toBeUndefined();
    expect(await say('task 1 done:1', 'victor')).toBe(
      'You have the role viewer, and “task” needs the role responder. Ask an admin to change it.',
    );
    expect((await stage.says('victor', 'help')).body).toMatch(/task(?! 🔒)/);
  });

  it('all stand in the list, with a button for as many as fit, whatever people typed', async () => {
    const { id } = (await stage.store.byNumber(1))!;
    for (let count = 0; count < mostTasks; count += 1) {
      const args = { incident: '1', text: `**${count}** <b>@everyone</b> ${'"'.repeat(200)}` };
      await stage.tocsin.programs.run({ via: 'api', command: 'task', args, by: 'bob' });
    }
    expect(await say('task 1 one more')).toMatch(/^#1 has 50 tasks, and an incident holds at most 50\./);
    const list = await stage.says('bob', 'task 1');
    const lines = list.body!.split('\n');
    expect(lines).toHaveLength(mostTasks + 1);
    for (const number of [1, 25, 50]) expect(lines.some((line) => line.startsWith(`☐ ${number}. **`))).toBe(true);
    expect(lines.at(-1)).toBe('“task 1 done:50” completes a task that has no button.');
    expect(list.body!.length).toBeLessThan(3_000);
    expect(list.buttons).toHaveLength(20);
    expect((await stage.store.load(id))?.tasks).toHaveLength(mostTasks);
  });

  it('are written into the audit log when they change, and not when they are looked at', async () => {
    await say('task 1 rotate the keys');
    await say('task 1');
    const ticked = { via: 'api', client: 'ci', command: 'task', by: 'alice' } as const;
    await stage.tocsin.programs.run({ ...ticked, args: { incident: '1', done: '1' } });
    await stage.tocsin.idle();
    const entries = await stage.auditLog.latest({ limit: 10 });
    expect(entries.filter(({ act }) => act === 'task').map(({ args, outcome }) => ({ args, outcome }))).toEqual([
      { args: { incident: '1', done: '1' }, outcome: 'done' },
      { args: { incident: '1', text: 'rotate the keys' }, outcome: 'done' },
    ]);
  });
});
