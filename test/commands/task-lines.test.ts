import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { sampleDirectory } from '../harness/directory.ts';

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);

describe('a line about tasks', () => {
  it.each([
    ['task 2 done', { done: '2' }],
    ['task 2 is done!', { done: '2' }],
    ['Task #2 Done 🎉', { done: '2' }],
    ['task done 2', { done: '2' }],
    ['task done: 2', { done: '2' }],
    ['task done:2', { done: '2' }],
    ['task 2 finished', { done: '2' }],
    ['close task 2', { done: '2' }],
    ['finish the task 2', { done: '2' }],
    ['done with task 2', { done: '2' }],
    ['check off task 2', { done: '2' }],
    ['mark task 2 as done', { done: '2' }],
    ['Aufgabe 2 erledigt', { done: '2' }],
    ['tarea 2 hecha', { done: '2' }],
    ['タスク2完了', { done: '2' }],
    ['タスク2を完了しました', { done: '2' }],
    ['task 2 undone', { reopen: '2' }],
    ['task 2 not done', { reopen: '2' }],
    ['reopen task 2', { reopen: '2' }],
    ['task 2 bob', { edit: '2', person: 'bob' }],
    ['task 2 to Bob Okafor', { edit: '2', person: 'bob' }],
    ['task 2 <@U0BOB>', { edit: '2', person: 'bob' }],
    ['assign task 2 to bob', { edit: '2', person: 'bob' }],
    ['task edit 2 rotate all keys', { edit: '2', text: 'rotate all keys' }],
    ['task 2 delete', { delete: '2' }],
    ['task delete 2', { delete: '2' }],
    ['delete task 2', { delete: '2' }],
    ['remove the task #2, please', { delete: '2' }],
    ['task delete:2', { delete: '2' }],
    ['task 2 of 14 delete', { incident: '14', delete: '2' }],
    ['task 14 delete 2', { incident: '14', delete: '2' }],
    ['delete task 2 of 14', { incident: '14', delete: '2' }],
    ['Aufgabe 2 löschen', { delete: '2' }],
    ['lösche Aufgabe 2', { delete: '2' }],
    ['borra la tarea 2', { delete: '2' }],
    ['elimina tarea 2 de 14', { incident: '14', delete: '2' }],
    ['タスク2を削除', { delete: '2' }],
    ['タスク2を削除してください', { delete: '2' }],
    ['task delete 2 old backups', { text: 'delete 2 old backups' }],
    ['task list', {}],
    ['tasks show', {}],
    ['task 14 list', { incident: '14' }],
    ['task list 14', { incident: '14' }],
    ['task list the broken hosts', { text: 'list the broken hosts' }],
    ['task 14 done 2', { incident: '14', done: '2' }],
    ['task 14 2 done', { incident: '14', done: '2' }],
    ['task 2 of 14 done', { incident: '14', done: '2' }],
    ['task 2 done in 14', { incident: '14', done: '2' }],
    ['close task 2 of 14', { incident: '14', done: '2' }],
    ['task 2 of 14 to bob', { incident: '14', edit: '2', person: 'bob' }],
    ['task 14 done:2', { incident: '14', done: '2' }],
  ])('%j changes one', (line, args) => {
    expect(read(line)).toEqual({ command: 'task', args });
  });

  it.each([
    ['task rotate the keys', { text: 'rotate the keys' }],
    ['task 14 rotate the keys', { incident: '14', text: 'rotate the keys' }],
    ['task 14 check that bob is done', { incident: '14', text: 'check that bob is done' }],
    ['task bob rotate the keys', { text: 'bob rotate the keys' }],
    ['add a task for bob: rotate keys', { person: 'bob', text: 'rotate keys' }],
    ['task 14 @bob rotate the keys', { incident: '14', person: 'bob', text: 'rotate the keys' }],
    ['task rotate the keys @bob', { person: 'bob', text: 'rotate the keys' }],
  ])('%j adds one', (line, args) => {
    expect(read(line)).toEqual({ command: 'task', args });
  });

  it.each(['tasks', 'tasks done', 'my tasks', 'what are the tasks', 'show open tasks'])('%j lists them', (line) => {
    expect(read(line)).toEqual({ command: 'task', args: {} });
  });

  it('is no incident to resolve', () => {
    for (const line of ['close task 2', 'done task 2', 'fix task 2', 'reopen task 2']) {
      expect(read(line).command).toBe('task');
    }
    expect(read('done 2')).toEqual({ command: 'resolve', args: { incident: '2' } });
  });
});
