import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { doubtOf } from '../../src/ports/commands/press.ts';
import { sampleDirectory } from '../harness/directory.ts';

// What people say of themselves, of others and of numbers in words. What pages, resolves or silences asks first.

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);

describe('a number in words', () => {
  it.each([
    ['is fourteen fixed', 'show', { incident: '14' }],
    ['is fourteen fixed?', 'show', { incident: '14' }],
    ['who has twenty two?', 'show', { incident: '22' }],
    ['should we close fourteen?', 'show', { incident: '14' }],
    ['list fourteen', 'show', { incident: '14' }],
    ['open fourteen', 'show', { incident: '14' }],
    ['fourteen', 'show', { incident: '14' }],
    ['Fourteen?', 'show', { incident: '14' }],
    ['vierzehn', 'show', { incident: '14' }],
    ['incident fourteen', 'show', { incident: '14' }],
    ['十四', 'show', { incident: '14' }],
    ['二番', 'show', { incident: '2' }],
    ['百二十三', 'show', { incident: '123' }],
    ['ack 十四', 'ack', { incident: '14' }],
    ['十四を確認', 'ack', { incident: '14' }],
    ['十四番を解決', 'resolve', { incident: '14' }],
    ['十四の履歴', 'timeline', { incident: '14' }],
    ['note 十四 キャッシュが満杯', 'note', { incident: '14', text: 'キャッシュが満杯' }],
    ['page bob about fourteen', 'page', { to: 'bob', incident: '14' }],
    ['assign bob to fourteen', 'assign', { person: 'bob', incident: '14' }],
  ])('%j is the incident of that number', (line, command, args) => {
    expect(read(line)).toEqual({ command, args });
  });

  it.each([
    ['fourteen is fixed', 'resolve', '14'],
    ['twenty two closed', 'resolve', '22'],
  ])('%j asks first', (line, command, incident) => {
    const input = read(line);
    expect([input.command, input.args.incident, doubtOf(input.args)]).toEqual([command, incident, 'asked']);
  });

  it.each([
    ['note 十分 待つ', { text: '十分 待つ' }],
    ['note back to two', { text: 'back to two' }],
  ])('%j counts, and names no incident', (line, args) => {
    expect(read(line)).toMatchObject({ command: 'note', args });
  });

  it('keeps a count in a message to somebody', () => {
    expect(read('page bob we are down to two').args).toMatchObject({ message: 'we are down to two' });
    expect(read('page bob about two hosts').args).toMatchObject({ message: 'about two hosts' });
  });

  it('offers to declare what begins with a count', () => {
    expect(() => read('two hosts are down')).toThrow(
      expect.objectContaining({ data: expect.objectContaining({ line: 'declare two hosts are down' }) }),
    );
  });
});

describe('an agreement', () => {
  it.each([
    ['ack yes', 'ack', {}],
    ['ack ok', 'ack', {}],
    ['ack 14 yes please', 'ack', { incident: '14' }],
    ['ack ja bitte', 'ack', {}],
    ['ack sí', 'ack', {}],
    ['ack はい', 'ack', {}],
    ['resolve yes please', 'resolve', {}],
    ['resolve 14 ok', 'resolve', { incident: '14' }],
  ])('%j is no note', (line, command, args) => {
    expect(read(line)).toEqual({ command, args });
  });

  it('begins a note that says more', () => {
    expect(read('ack yes it is the cache').args).toEqual({ note: 'yes it is the cache' });
  });
});

describe('quiet for once', () => {
  it.each([
    ['quiet tonight', { from: 'tonight' }],
    ['dnd 2h', { to: '2h' }],
    ['quiet for 2 hours', { to: '2 hours' }],
    ['quiet until 8', { to: '8' }],
    ['do not disturb until 8am', { to: '8am' }],
    ['mute me until 8', { to: '8' }],
    ['silence me for 2h', { to: '2h' }],
    ['pause my pages until tomorrow', { to: 'tomorrow' }],
    ['don’t page me until 8', { to: '8' }],
    ['no pages until 8', { to: '8' }],
  ])('%j asks whether it means time off', (line, args) => {
    const input = read(line);
    expect(input).toMatchObject({ command: 'away', args });
    expect(doubtOf(input.args)).toBe('quiet');
  });

  it.each([
    ['quiet 22:00-07:00', 'quiet', { from: '22:00', to: '07:00' }],
    ['mute 14 2h', 'snooze', { incident: '14', for: '2h' }],
    ['mute it for 2h', 'snooze', { for: 'for 2h', free: 'yes' }],
    ['quiet off until monday', 'quiet', { action: 'off', until: 'monday' }],
  ])('%j stays what it was', (line, command, args) => {
    expect(read(line)).toEqual({ command, args });
  });

  it.each(['mute me', 'don’t page me'])('%j only shows the time off', (line) => {
    expect(read(line)).toEqual({ command: 'away', args: {} });
  });
});

describe('what is said of the rota', () => {
  it.each([
    ['take over for bob until 6', 'override', { person: 'me', to: '6' }],
    ['take primary until 6', 'override', { schedule: 'primary', person: 'me', to: '6' }],
    ['I’ll take primary until 6', 'override', { schedule: 'primary', person: 'me', to: '6' }],
    ['I can cover friday', 'override', { person: 'me', from: 'friday' }],
    ['I can cover for bob on friday', 'override', { person: 'me', from: 'friday' }],
    ['I’m out friday', 'away', { from: 'friday' }],
    ['I’m out until monday', 'away', { to: 'monday' }],
    ['I’ll be out tomorrow', 'away', { from: 'tomorrow' }],
    ['bob is sick', 'away', { person: 'bob', from: 'today' }],
    ['bob is sick today', 'away', { person: 'bob', from: 'today' }],
    ['bob is out tomorrow', 'away', { person: 'bob', from: 'tomorrow' }],
    ['bob is away until monday', 'away', { person: 'bob', to: 'monday' }],
    ['bob ist krank', 'away', { person: 'bob', from: 'heute' }],
    ['bob está enfermo', 'away', { person: 'bob', from: 'hoy' }],
  ])('%j asks: %s', (line, command, args) => {
    expect(read(line)).toEqual({ command, args: { ...args, free: 'yes' } });
  });

  it.each(['take over for bob', 'take primary', 'I can cover', 'I can cover for bob', 'I can take primary'])(
    '%j is refused until it says when it ends',
    (line) => {
      expect(() => read(line)).toThrow(expect.objectContaining({ rule: 'end-missing' }));
    },
  );

  it.each(['the db is sick', 'checkout is out'])('%j is no absence', (line) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ rule: 'unknown-command' }));
  });
});

describe('a reason', () => {
  it.each([
    [
      'snooze 14 for 1h because the deploy is running',
      { incident: '14', for: 'for 1h', note: 'the deploy is running' },
    ],
    ['snooze 14 1h: waiting for the vendor', { incident: '14', for: '1h', note: 'waiting for the vendor' }],
    ['snooze 14 until 9am, vendor is on it', { incident: '14', for: 'until 9am', note: 'vendor is on it' }],
    ['snooze 14 2h weil das Backup läuft', { incident: '14', for: '2h', note: 'das Backup läuft' }],
    ['snooze 14 2h waiting for the vendor', { incident: '14', for: '2h', note: 'waiting for the vendor' }],
  ])('%j is noted with the snooze', (line, args) => {
    expect(read(line)).toEqual({ command: 'snooze', args });
  });

  it('does not snooze on a condition', () => {
    expect(doubtOf(read('snooze 14 1h if nobody minds').args)).toBe('later');
  });
});

describe('a line after a word of another bot', () => {
  it.each([
    ['/inc 14 update we are on it', 'update', { incident: '14', text: 'we are on it' }],
    ['/inc 14 ack', 'ack', { incident: '14' }],
    ['/pd 14 ack', 'ack', { incident: '14' }],
    ['inc 14 note cache is full', 'note', { incident: '14', text: 'cache is full' }],
    ['inc 14', 'show', { incident: '14' }],
  ])('%j', (line, command, args) => {
    expect(read(line)).toEqual({ command, args });
  });
});

describe('a test', () => {
  it.each([
    'declare test',
    'declare testing please ignore',
    'declare this is a test',
    'declare sev1 test incident',
    'declare just testing',
    'declare checkout is down (ignore this, drill)',
    'declare Test Alarm bitte ignorieren',
    'declare prueba',
    'declare テスト',
  ])('%j asks before it pages', (line) => {
    const input = read(line);
    expect([input.command, doubtOf(input.args)]).toEqual(['declare', 'test']);
  });

  it.each(['declare test environment is down', 'declare load test broke checkout', 'declare tests fail on main'])(
    '%j is none',
    (line) => {
      expect(doubtOf(read(line).args)).toBeUndefined();
    },
  );
});
