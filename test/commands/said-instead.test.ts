import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { doubtOf } from '../../src/ports/commands/press.ts';
import { sampleDirectory } from '../harness/directory.ts';

// What people say in place of a command, with the thumb and half asleep: it asks first, or only shows something.

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);

describe('what is said in place of a command', () => {
  it.each([
    ['14 👍', 'ack', { incident: '14' }],
    ['14, got it', 'ack', { incident: '14' }],
    ['I’m looking', 'ack', {}],
    ['handling 14', 'ack', { incident: '14' }],
    ['roger 14', 'ack', { incident: '14' }],
    ['I’m awake', 'ack', {}],
    ['schaue drauf', 'ack', {}],
    ['lo miro', 'ack', {}],
    ['14見ます', 'ack', { incident: '14' }],
    ['stop paging me', 'ack', {}],
    ['dismiss 14', 'ack', { incident: '14' }],
    ['hör auf', 'ack', {}],
    ['うるさい', 'ack', {}],
    ['14 ✅', 'resolve', { incident: '14' }],
    ['14 recovered', 'resolve', { incident: '14' }],
    ['back to normal', 'resolve', {}],
    ['looks good now', 'resolve', {}],
    ['fix deployed for 14', 'resolve', { incident: '14' }],
    ['cancel incident 14', 'resolve', { incident: '14' }],
    ['14 läuft wieder', 'resolve', { incident: '14' }],
    ['falsa alarma', 'resolve', {}],
    ['復旧しました', 'resolve', {}],
    ['14 mitigated', 'update', { incident: '14', status: 'monitoring' }],
    ['broken again', 'reopen', {}],
    ['undo resolve 14', 'reopen', { incident: '14' }],
    ['drop 14', 'unack', { incident: '14' }],
    ['I can’t take 14', 'escalate', { incident: '14' }],
    ['pass', 'escalate', {}],
    ['I’m driving', 'escalate', {}],
    ['kann gerade nicht', 'escalate', {}],
    ['no puedo', 'escalate', {}],
    ['無理です', 'escalate', {}],
    ['escalate to level 2', 'escalate', {}],
    ['tell bob the db is down', 'page', { to: 'bob', message: 'the db is down' }],
    ['notify payments', 'page', { to: 'payments' }],
    ['sag bob bescheid', 'page', { to: 'bob' }],
  ])('%j asks whether it means %s', (line, command, args) => {
    const input = read(line);
    expect(input).toMatchObject({ command, args });
    expect(doubtOf(input.args)).toBe('asked');
  });

  it.each([
    ['what is 14', 'show', { incident: '14' }],
    ['wtf is 14?', 'show', { incident: '14' }],
    ['why did you wake me up', 'explain', {}],
    ['what’s going on', 'catchup', {}],
    ['what did I miss?', 'catchup', {}],
    ['updates?', 'show', {}],
    ['when did 14 start', 'show', { incident: '14' }],
    ['who’s working on it', 'show', {}],
    ['bob has 14', 'show', { incident: '14' }],
    ['join 14', 'show', { incident: '14' }],
    ['was ist los?', 'catchup', {}],
    ['qué es 14', 'show', { incident: '14' }],
    ['14を見せて', 'show', { incident: '14' }],
    ['14の履歴', 'timeline', { incident: '14' }],
    ['my alerts', 'paged', {}],
    ['anything open?', 'list', {}],
    ['how many incidents today', 'list', { period: 'today' }],
    ['are we down?', 'list', {}],
    ['was ist offen', 'list', { state: 'open' }],
    ['incidentes de hoy', 'list', { period: 'de hoy' }],
  ])('%j only looks', (line, command, args) => {
    expect(read(line)).toEqual({ command, args });
  });

  it.each([
    ['acknowledge incident number fourteen', 'ack', { incident: '14' }],
    ['ack fourteen I’m on it', 'ack', { incident: '14', note: 'I’m on it' }],
    ['ack one four', 'ack', { incident: '14' }],
    ['acknowledge incident one hundred and four', 'ack', { incident: '104' }],
    ['ack two hundred', 'ack', { incident: '200' }],
    ['merge 1 into 2', 'merge', { incident: '2', other: '1' }],
    ['merge fourteen into twelve', 'merge', { incident: '12', other: '14' }],
    ['ack my page', 'ack', {}],
    ['ack the last one', 'ack', {}],
    ['ack =14', 'ack', { incident: '14' }],
    ['ack ‘14’', 'ack', { incident: '14' }],
    ['resolve incident number twenty two', 'resolve', { incident: '22' }],
    ['bestätige vorfall nummer vierzehn', 'ack', { incident: '14' }],
    ['reconocer incidente número catorce', 'ack', { incident: '14' }],
    ['note one of the hosts is slow', 'note', { text: 'one of the hosts is slow' }],
    ['snooze two hours', 'snooze', { for: 'two hours' }],
    ['14 is the same as 12', 'merge', { incident: '12', other: '14' }],
    ['14を42に統合して', 'merge', { incident: '42', other: '14' }],
    ['gib 14 zurück', 'unack', { incident: '14' }],
    ['notiere 14 cache voll', 'note', { incident: '14', text: 'cache voll' }],
    ['14にメモ キャッシュが満杯', 'note', { incident: '14', text: 'キャッシュが満杯' }],
    ['assign it to carol', 'assign', { person: 'carol' }],
    ['handover 14 bob', 'assign', { incident: '14', person: 'bob' }],
  ])('%j is the command in other words', (line, command, args) => {
    expect(read(line)).toEqual({ command, args });
  });

  it.each([
    ['page bob in 10', 'pages-now'],
    ['page @bob @carol', 'one-target'],
    ['page bob or carol', 'one-target'],
    ['page the team', 'which-target'],
    ['resolve 14 then 15', 'one-incident'],
  ])('%j is refused: %s', (line, rule) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ rule }));
  });

  it.each(['page bob now', 'call bob right now!'])('%j is no page for later', (line) => {
    expect(read(line)).toEqual({ command: 'page', args: { to: 'bob', free: 'yes' } });
  });

  it.each(['undo', 'oops', 'sorry wrong one', 'falscher Vorfall'])('%j is told how to take something back', (line) => {
    expect(() => read(line)).toThrow(
      expect.objectContaining({ rule: 'unknown-command', data: expect.objectContaining({ reads: 'mistake' }) }),
    );
  });

  it.each(['bob is not here', 'ok thanks everyone', 'my laptop is dead'])(
    '%j is offered as no incident: that would page somebody',
    (line) => {
      expect(() => read(line)).toThrow(
        expect.objectContaining({ data: expect.not.objectContaining({ line: expect.anything() }) }),
      );
    },
  );
});
