import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { doubtOf, withoutPress } from '../../src/ports/commands/press.ts';
import { sampleDirectory } from '../harness/directory.ts';

// What is said after a command stays as a note, and never changes whom or what the command is about.

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);

describe('a reason', () => {
  it.each([
    ['escalate 14 nobody answers', 'escalate', { incident: '14', note: 'nobody answers' }],
    ['escalate 14 to bob, he knows the db', 'escalate', { incident: '14', to: 'bob', note: 'he knows the db' }],
    ['escalate 14 bob because he knows the db', 'escalate', { incident: '14', to: 'bob', note: 'he knows the db' }],
    ['escalate 14 to:bob he knows the db', 'escalate', { incident: '14', to: 'bob', note: 'he knows the db' }],
    ['escalate to carol 14 the db is down', 'escalate', { incident: '14', to: 'carol', note: 'the db is down' }],
    ['escalate 14 the db is down, to bob', 'escalate', { incident: '14', to: 'bob', note: 'the db is down' }],
    ['escalate 14 to the next level, nobody answers', 'escalate', { incident: '14', note: 'nobody answers' }],
    [
      'escalate 14 our customers are calling bob',
      'escalate',
      { incident: '14', note: 'our customers are calling bob' },
    ],
    ['eskaliere 14 weil niemand antwortet', 'escalate', { incident: '14', note: 'niemand antwortet' }],
    ['severity 14 sev1 because payments fail', 'severity', { incident: '14', level: 'sev1', note: 'payments fail' }],
    ['sev 14 2 only one region', 'severity', { incident: '14', level: 'sev2', note: 'only one region' }],
    ['sev 14 high, payments fail', 'severity', { incident: '14', level: 'sev2', note: 'payments fail' }],
    ['unack 14 going to bed', 'unack', { incident: '14', note: 'going to bed' }],
    ['unack 14, i have to leave', 'unack', { incident: '14', note: 'i have to leave' }],
    ['assign 14 bob he knows the db', 'assign', { incident: '14', person: 'bob', note: 'he knows the db' }],
    ['assign bob 14 he knows', 'assign', { incident: '14', person: 'bob', note: 'he knows' }],
    [
      'assign 14 bob as comms because he writes well',
      'assign',
      { incident: '14', person: 'bob', role: 'comms', note: 'he writes well' },
    ],
    ['assign 14 bob, alice is asleep', 'assign', { incident: '14', person: 'bob', note: 'alice is asleep' }],
  ])('%j is kept', (line, command, args) => {
    expect(read(line)).toEqual({ command, args });
  });

  it.each([
    ['escalate 14 bob does not answer', 'escalate', { incident: '14', note: 'bob does not answer' }],
    ['escalate 14 nobody answers?', 'escalate', { incident: '14', note: 'nobody answers' }],
    ['escalate 14 if it gets worse', 'escalate', { incident: '14' }],
    ['escalate 14 to bob unless alice has it', 'escalate', { incident: '14', to: 'bob' }],
    ['sev 14 2 hosts are down', 'severity', { incident: '14', level: 'sev2', note: 'hosts are down' }],
    ['sev 14 high error rate', 'severity', { incident: '14', level: 'sev2', note: 'error rate' }],
    ['unack 14 at 5pm', 'unack', { incident: '14', note: 'at 5pm' }],
  ])('%j asks first', (line, command, args) => {
    const input = read(line);
    expect(doubtOf(input.args)).toBeDefined();
    expect({ ...input, args: withoutPress(input.args) }).toEqual({ command, args });
  });

  it.each([
    ['escalate 14 bobb', { incident: '14', to: 'bobb' }],
    ['escalate 14 to dana she knows the db', { incident: '14', to: 'dana' }],
    ['escalate 14 network team', { incident: '14', to: 'network team' }],
    ['escalate 14 Maria Lopez', { incident: '14', to: 'Maria Lopez' }],
    ['assign 14 dana she knows the db', { incident: '14', person: 'dana', note: 'she knows the db' }],
    ['sev 14 tbd only one region', { incident: '14', level: 'tbd' }],
  ])('%j keeps a name that nobody has, to be refused', (line, args) => {
    expect(read(line).args).toEqual(args);
  });

  it.each([
    ['escalate 14 bob and carol', 'one-target'],
    ['escalate 14 to bob at 5pm', 'pages-now'],
    ['assign 14 bob and carol', 'word-left-over'],
  ])('%j is refused', (line, rule) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ rule }));
  });
});
