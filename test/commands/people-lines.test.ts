import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { doubtOf } from '../../src/ports/commands/press.ts';
import { sampleDirectory } from '../harness/directory.ts';

// What is said of people: who is on call, away, or takes a shift; and of what is quiet or in maintenance.

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);

describe('who is on call', () => {
  it.each([
    ['who will be on call tomorrow', { at: 'tomorrow' }],
    ['who’s going to be on call tomorrow', { at: 'tomorrow' }],
    ['wer ist morgen dran', { at: 'morgen' }],
    ['who can help with checkout', { service: 'checkout' }],
    ['oncall payments db', { for: 'payments', schedule: 'db' }],
    ['oncall night shift', { schedule: 'night shift' }],
    ['oncall primary 25:99 foo', { schedule: 'primary', at: '25:99 foo' }],
  ])('%j sets only the options that it names', (line, args) => {
    expect(read(line)).toEqual({ command: 'oncall', args });
  });

  it.each(['who knows the db', 'who broke checkout', 'who deployed last'])('%j is another question', (line) => {
    expect(() => read(line)).toThrow(
      expect.objectContaining({ rule: 'unknown-command', data: expect.objectContaining({ reads: 'question' }) }),
    );
  });
});

describe('who is away', () => {
  it.each([
    ['away bob friday', { person: 'bob', from: 'friday' }],
    ['bob’s out friday', { person: 'bob', from: 'friday' }],
    ['bob out friday', { person: 'bob', from: 'friday' }],
    ['bob isn’t available friday', { person: 'bob', from: 'friday' }],
    ['afk until 3', { to: '3' }],
    ['brb 10 min', { to: '10 min' }],
    ['back at 3', { to: '3' }],
    ['bob back monday', { person: 'bob', to: 'monday' }],
    ['ich bin ab montag im urlaub', { from: 'montag' }],
    ['bob ist bis freitag im urlaub', { person: 'bob', to: 'freitag' }],
    ['bob está de vacaciones hasta el lunes', { person: 'bob', to: 'el lunes' }],
  ])('%j asks whether to enter time off', (line, args) => {
    expect(read(line)).toEqual({ command: 'away', args: { ...args, free: 'yes' } });
  });

  it.each([
    ['i’m back', {}],
    ['ich bin wieder da', {}],
    ['estoy de vuelta', {}],
    ['bob is back', { person: 'bob' }],
  ])('%j asks whether to end it', (line, args) => {
    const input = read(line);
    expect(input).toMatchObject({ command: 'away', args: { action: 'off', ...args } });
    expect(doubtOf(input.args)).toBe('asked');
  });

  it.each([
    ['is bob away?', { person: 'bob' }],
    ['is bob away friday?', { person: 'bob' }],
    ['when is bob back', { person: 'bob' }],
    ['away bob', { person: 'bob' }],
    ['who is away', { action: 'who' }],
    ['who is out tomorrow', { action: 'who' }],
    ['wer ist im urlaub', { action: 'who' }],
    ['quién está de vacaciones', { action: 'who' }],
    ['afk', {}],
  ])('%j shows it', (line, args) => {
    expect(read(line)).toEqual({ command: 'away', args });
  });

  it('takes an incident’s number for no time', () => {
    expect(read('i’m off 14')).toMatchObject({ command: 'unack', args: { incident: '14', doubt: 'asked' } });
  });
});

describe('who takes a shift', () => {
  it.each([
    ['bob takes friday', { person: 'bob', from: 'friday' }],
    ['let bob take friday night', { person: 'bob', from: 'friday night' }],
    ['i can take friday', { person: 'me', from: 'friday' }],
    ['swap bob friday night', { person: 'bob', from: 'friday night' }],
  ])('%j asks', (line, args) => {
    expect(read(line)).toEqual({ command: 'override', args: { ...args, free: 'yes' } });
  });

  it.each(['bob takes 14', 'bob has 14'])('%j is about the incident', (line) => {
    expect(read(line)).toEqual({ command: 'show', args: { incident: '14' } });
  });
});

describe('what is quiet or in maintenance', () => {
  it.each([
    ['put checkout in maintenance', { service: 'checkout', action: 'start' }],
    ['put checkout in maintenance for 2h', { service: 'checkout', action: 'start', for: '2h' }],
    ['set checkout to maintenance until 6', { service: 'checkout', action: 'start', for: 'until 6' }],
    ['maintenance for checkout is done', { service: 'checkout', action: 'stop' }],
    ['checkout maintenance is over', { service: 'checkout', action: 'stop' }],
    ['take checkout out of maintenance', { service: 'checkout', action: 'stop' }],
    ['wartung beendet', { action: 'stop' }],
    ['wartung für checkout beendet', { service: 'checkout', action: 'stop' }],
    ['mantenimiento de checkout terminado', { service: 'checkout', action: 'stop' }],
    ['checkoutのメンテナンス終了', { service: 'checkout', action: 'stop' }],
    ['is checkout in maintenance?', { service: 'checkout', action: 'list' }],
  ])('%j', (line, args) => {
    expect(read(line)).toEqual({ command: 'maintenance', args });
  });

  it('asks whether the maintenance is over, where it is not named', () => {
    const input = read('checkout is over');
    expect(input).toMatchObject({ command: 'maintenance', args: { service: 'checkout', action: 'stop' } });
    expect(doubtOf(input.args)).toBe('asked');
  });

  it.each([
    ['set quiet hours to 22-7', { from: '22:00', to: '07:00' }],
    ['my quiet hours are 22 to 7', { from: '22:00', to: '07:00' }],
    ['horas de silencio 22-7', { from: '22:00', to: '07:00' }],
    ['turn off quiet hours', { action: 'off' }],
    ['turn quiet hours off', { action: 'off' }],
    ['ruhezeiten aus', { action: 'off' }],
    ['my quiet hours', {}],
  ])('%j', (line, args) => {
    expect(read(line)).toEqual({ command: 'quiet', args });
  });
});

describe('tasks, lists and several incidents', () => {
  it.each([
    ['task 2 mine', { edit: '2', person: 'me' }],
    ['task 2 assign bob', { edit: '2', person: 'bob' }],
    ['task 2 unassign', { edit: '2', person: 'nobody' }],
    ['task 14 started pods crash again', { incident: '14', text: 'started pods crash again' }],
  ])('%j', (line, args) => {
    expect(read(line)).toEqual({ command: 'task', args });
  });

  it.each(['task 2 in progress', 'task 2 is blocked', 'aufgabe 2 in arbeit', 'report checkout is down'])(
    '%j asks before it adds anything',
    (line) => {
      expect(doubtOf(read(line).args)).toBe('asked');
    },
  );

  it.each([
    ['list page 2', { page: '2' }],
    ['list checkout page 3', { service: 'checkout', page: '3' }],
    ['list mon-fri', { period: 'mon to fri' }],
  ])('%j', (line, args) => {
    expect(read(line)).toEqual({ command: 'list', args });
  });

  it.each([
    ['list older than 2 days', 'unreadable-period'],
    ['list carol', 'list-by-person'],
    ['resolve all checkout incidents', 'one-incident'],
    ['ack all checkout incidents', 'one-incident'],
    ['resolve bob’s incidents', 'one-incident'],
  ])('%j is refused: %s', (line, rule) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ rule }));
  });

  it.each([
    ['resolve 14 dup of 12', { incident: '12', other: '14' }],
    ['close 14 as duplicate of #12', { incident: '12', other: '14' }],
    ['resolve dup of 12', { incident: '12', other: 'this' }],
  ])('%j merges', (line, args) => {
    expect(read(line)).toEqual({ command: 'merge', args });
  });
});
