import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { doubtOf, isUnderstoodFreely, withoutPress } from '../../src/ports/commands/press.ts';
import { sampleDirectory } from '../harness/directory.ts';

// Lines that people send to each other as well: what they ask is shown, and what they would change asks first.

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);

describe('a question', () => {
  it.each([
    'is anything on fire',
    'what’s broken',
    'whats down right now',
    'are we on fire?',
    'everything ok?',
    'anything going on?',
    'are there any incidents',
    'current incidents',
    'was brennt',
    'hay algo roto?',
    'algo caído?',
    '何が燃えてる',
    '障害ある？',
  ])('%j lists what is open', (line) => {
    expect(read(line)).toEqual({ command: 'list', args: {} });
  });

  it.each(['everything is down', 'something is broken', 'what is wrong with the db', 'is it down'])(
    '%j does not',
    (line) => {
      const command = () => read(line).command;
      expect(commandOrRule(command)).not.toBe('list');
    },
  );

  it.each([
    ['when is carol on', { for: 'carol' }],
    ['when is carol on next?', { for: 'carol' }],
    ['what is carol on', { for: 'carol' }],
    ['when am i up next', { for: 'me' }],
    ['is bob on tomorrow', { for: 'bob', at: 'tomorrow' }],
    ['wann ist carol dran', { for: 'carol' }],
    ['cuándo está carol de guardia', { for: 'carol' }],
    ['carolはいつ当番', { for: 'carol' }],
  ])('%j says when they are on call', (line, args) => {
    expect(read(line)).toEqual({ command: 'oncall', args });
  });

  it.each([
    ['page 2', '2'],
    ['show page 3', '3'],
    ['next page', '2'],
    ['seite 2', '2'],
    ['siguiente página', '2'],
    ['2ページ目', '2'],
  ])('%j turns the page of the list', (line, page) => {
    expect(read(line)).toEqual({ command: 'list', args: { page } });
  });
});

describe('a line about somebody else', () => {
  it.each([
    ['let bob take it', 'assign', { person: 'bob' }],
    ['let bob take 14', 'assign', { person: 'bob', incident: '14' }],
    ['14 to bob', 'assign', { person: 'bob', incident: '14' }],
    ['bob can take it', 'assign', { person: 'bob' }],
    ['handing over to carol', 'assign', { person: 'carol' }],
    ['gib 14 an bob', 'assign', { person: 'bob', incident: '14' }],
    ['dale 14 a bob', 'assign', { person: 'bob', incident: '14' }],
    ['14をbobに渡して', 'assign', { person: 'bob', incident: '14' }],
    ['swap bob and carol tomorrow', 'override', { person: 'carol', instead: 'bob', from: 'tomorrow' }],
    ['tausche bob und carol morgen', 'override', { person: 'carol', instead: 'bob', from: 'morgen' }],
    ['cambia a bob y carol mañana', 'override', { person: 'carol', instead: 'bob', from: 'mañana' }],
    ['nobody answers', 'escalate', {}],
    ['not me', 'escalate', {}],
    ['same as 12', 'merge', { incident: '12', other: 'this' }],
    ['12と同じ', 'merge', { incident: '12', other: 'this' }],
  ])('%j asks first', (line, command, args) => {
    const input = read(line);
    expect({ ...input, args: withoutPress(input.args) }).toEqual({ command, args });
    expect(isUnderstoodFreely(input.args) || command === 'merge').toBe(true);
  });

  it.each(['let bob know', 'give bob a call', 'swap the disk and the fan', 'let the db do it'])(
    '%j gives nobody an incident',
    (line) => {
      expect(commandOrRule(() => read(line).command)).not.toMatch(/^(?:assign|override)$/);
    },
  );
});

describe('a severity with its reason', () => {
  it.each([
    ['set 14 to sev2 because only one region', { incident: '14', level: 'sev2', note: 'only one region' }],
    ['downgrade 14 to sev3, one customer', { incident: '14', level: 'sev3', note: 'one customer' }],
  ])('%j keeps it', (line, args) => {
    expect(read(line)).toEqual({ command: 'severity', args });
  });

  it('asks where nothing sets the reason apart', () => {
    expect(doubtOf(read('14 sev2 only one region').args)).toBe('asked');
  });

  it.each(['set p1 to 5 workers', 'sev1 14 pods down'])('%j is about no severity', (line) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ rule: 'unknown-command' }));
  });
});

describe('the output of a program', () => {
  it.each([
    'ack timeout from 10.0.0.14',
    'ACK received from node 14',
    'resolve: could not resolve host db.internal',
    'RESOLVED: [prod] HighErrorRate on checkout',
    'Release 14 deployed to prod',
    'update available: 14.2 -> 14.3',
  ])('%j asks before it changes anything', (line) => {
    expect(doubtOf(read(line).args)).toBe('asked');
  });
});

it.each([
  ['resolve 1 more memory', 'resolve', { summary: '1 more memory' }],
  ['rename the branch', 'rename', { title: 'the branch' }],
])('%j asks about the incident of the place', (line, command, args) => {
  const input = read(line);
  expect({ ...input, args: withoutPress(input.args) }).toEqual({ command, args });
  expect(doubtOf(input.args)).toBe('asked');
});

it('shows the incident when a line asks whether somebody acknowledged it', () => {
  expect(read('did bob ack')).toEqual({ command: 'show', args: {} });
});

describe('numbers in words', () => {
  it.each([
    ['mark fourteen as resolved', 'resolve'],
    ['take fourteen', 'ack'],
    ['i’ve got fourteen', 'ack'],
  ])('%j asks first', (line, command) => {
    const input = read(line);
    expect([input.command, input.args.incident, doubtOf(input.args)]).toEqual([command, '14', 'asked']);
  });
});

it.each(['split 14', 'delete incident 14', 'unmerge 14', 'lösche 14'])('%j is answered with what there is', (line) => {
  expect(() => read(line)).toThrow(expect.objectContaining({ data: expect.objectContaining({ reads: 'impossible' }) }));
});

function commandOrRule(command: () => string): string {
  try {
    return command();
  } catch (err) {
    return (err as { rule: string }).rule;
  }
}
