import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/domain/incident/decide.ts';
import { evolve } from '../../../src/domain/incident/evolve.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import type { Intent } from '../../../src/domain/incident/intent.ts';
import { mostTasks, taskLimit } from '../../../src/domain/incident/tasks/task.ts';
import { Refused } from '../../../src/domain/refusal.ts';
import { alice, bob, declared, facts, given, minutes, start } from './given.ts';

const add = (text: string, owner?: string): Intent => ({ type: 'add-task', ...alice, text, ...(owner && { owner }) });
const tick = (task: number): Intent => ({ type: 'tick-task', ...bob, task });
const reopen = (task: number): Intent => ({ type: 'reopen-task', ...alice, task });
const remove = (task: number): Intent => ({ type: 'delete-task', ...alice, task });
const resolve: Intent = { type: 'resolve', ...alice };

describe('the tasks of an incident', () => {
  it('are numbered as they come, each one line, with whoever does it', () => {
    const task = given(declared(), [add('rotate the keys')]).when(add('  tell\nthe vendor ', 'carol'));
    task.thenEvents({ type: 'task-added', by: 'alice', task: 2, text: 'tell the vendor', owner: 'carol' });
    expect(task.after().tasks).toEqual([
      { number: 1, text: 'rotate the keys', added: { ...alice, at: start } },
      { number: 2, text: 'tell the vendor', owner: 'carol', added: { ...alice, at: start } },
    ]);
  });

  it('are ticked off and reopened, and keep their numbers', () => {
    const done = given(declared(), [add('one')], [add('two')]).when(tick(1), facts({ now: minutes(3) }));
    done.thenEvents({ type: 'task-done', by: 'bob', task: 1, text: 'one' });
    expect(done.after().tasks?.map(({ number, done: mark }) => [number, mark])).toEqual([
      [1, { ...bob, at: minutes(3) }],
      [2, undefined],
    ]);
    const open = given(done.after()).when(reopen(1));
    open.thenEvents({ type: 'task-reopened', by: 'alice', task: 1, text: 'one' });
    expect(open.after().tasks?.[0]).not.toHaveProperty('done');
  });

  it('are deleted, and their numbers are not given again', () => {
    const deleted = given(declared(), [add('one')], [add('two')]).when(remove(2));
    deleted.thenEvents({ type: 'task-deleted', by: 'alice', task: 2, text: 'two' });
    expect(deleted.after().tasks?.map(({ number }) => number)).toEqual([1]);
    given(deleted.after()).when(add('three')).thenEvents({ type: 'task-added', task: 3, text: 'three' });
    const none = given(declared(), [add('one')])
      .when(remove(1))
      .after();
    expect(none).not.toHaveProperty('tasks');
    given(none).when(add('two')).thenEvents({ type: 'task-added', task: 2 });
  });

  it('get other words or another owner, and keep what is not said', () => {
    const given1 = () => given(declared(), [add('one', 'carol')]);
    const words = given1().when({ type: 'change-task', ...bob, task: 1, text: 'more' });
    words.thenEvents({ type: 'task-changed', text: 'more', owner: 'carol' });
    const person = given1().when({ type: 'change-task', ...bob, task: 1, owner: 'dave' });
    person.thenEvents({ type: 'task-changed', text: 'one', owner: 'dave' });
    const nobody = given1().when({ type: 'change-task', ...bob, task: 1, ownerless: true });
    expect(nobody.after().tasks?.[0]).not.toHaveProperty('owner');
  });

  it('are worked on when it is over, and page nobody', () => {
    const over = given(declared(), [add('one')], [resolve]);
    over.when(tick(1)).thenEvents({ type: 'task-done' });
    over.when(add('two')).thenEvents({ type: 'task-added', task: 2 });
    expect(over.when(add('two')).after()).toMatchObject({ state: 'resolved', epoch: over.before.epoch });
  });

  it('show on the card, which counts as one change each', () => {
    const { before } = given(declared(), [add('one')]);
    expect(given(before).when(tick(1)).after().revision).toBe(before.revision + 1);
  });

  it('tell that their owner is at work, as a note does', () => {
    const policy = { ...declared().escalation!.policy, ackTimeoutMs: 30 * 60_000 };
    const taken = given(declared({ policy }), [{ type: 'acknowledge', ...alice }]);
    const worked = taken.when(add('one'), facts({ now: minutes(20) })).after();
    expect(worked.watch?.askAt).toEqual(minutes(50));
  });

  it('are refused in a sentence when there is nothing to do', () => {
    const one = given(declared(), [add('one')]);
    one.when(tick(2)).thenRefused('unknown-task', /^#42 has no task 2\. “task 42” lists them\.$/);
    given(declared())
      .when(tick(1))
      .thenRefused('unknown-task', /It has none yet/);
    given(one.before, [tick(1)])
      .when(tick(1))
      .thenRefused('task-done-already', /completed by Bob via Slack\.$/);
    one.when(reopen(1)).thenRefused('task-not-done', /Task 1 of #42 is still open/);
    one.when({ type: 'change-task', ...bob, task: 1, text: ' one ' }).thenRefused('same-task', /already says that/);
    one.when(add(' \n ')).thenRefused('task-empty', /Say what is to be done/);
    one.when(add('x'.repeat(taskLimit + 1))).thenRefused('task-too-long', /has 301 characters, and at most 300/);
  });

  it('are so many at most', () => {
    const wishes = Array.from({ length: mostTasks }, (_, index): [Intent] => [add(`task ${index}`)]);
    given(declared(), ...wishes)
      .when(add('one more'))
      .thenRefused('too-many-tasks', /#42 has 50 tasks/);
    given(declared(), ...wishes, [tick(50)])
      .when(reopen(50))
      .thenEvents({ type: 'task-reopened', task: 50 });
  });

  it('are always numbered from 1 without a gap, whatever is wanted in whatever order', () => {
    const number = fc.integer({ min: 0, max: 8 });
    const wish = fc.oneof<fc.Arbitrary<Intent>[]>(
      fc.string({ maxLength: 20 }).map((text) => add(text)),
      number.map(tick),
      number.map(reopen),
      fc
        .record({ task: number, text: fc.string({ maxLength: 20 }) })
        .map(({ task, text }) => ({ type: 'change-task', ...bob, task, text })),
      fc.constant(resolve),
      fc.constant<Intent>({ type: 'reopen', ...bob }),
    );
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 40 }), (wishes) => {
        let incident: Incident = declared();
        for (const one of wishes) incident = allowed(incident, one).reduce(evolve, incident);
        const { tasks = [] } = incident;
        expect(tasks.map((task) => task.number)).toEqual(tasks.map((_, index) => index + 1));
        expect(tasks.every(({ text }) => text.trim() !== '')).toBe(true);
      }),
    );
  });
});

function allowed(incident: Incident, wish: Intent) {
  try {
    return decide(incident, wish, facts());
  } catch (err) {
    if (err instanceof Refused) return [];
    throw err;
  }
}
