import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { doubtOf } from '../../src/ports/commands/press.ts';
import { sampleDirectory } from '../harness/directory.ts';

// Who has which role, and how bad it is, as people say it.

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);

describe('a role', () => {
  it.each([
    ['I’ll be commander', { person: 'me', role: 'commander' }],
    ['i’ll be ic for 14', { incident: '14', person: 'me', role: 'commander' }],
    ['taking IC on 14', { incident: '14', person: 'me', role: 'commander' }],
    ['I’m taking over as commander', { person: 'me', role: 'commander' }],
    ['i’ve got command', { person: 'me', role: 'commander' }],
    ['I’m in charge', { person: 'me', role: 'commander' }],
    ['i’ll run this', { person: 'me', role: 'commander' }],
    ['I’ll do comms', { person: 'me', role: 'comms' }],
    ['i’ll take notes', { person: 'me', role: 'scribe' }],
    ['lead 14', { incident: '14', person: 'me', role: 'commander' }],
    ['commander: bob', { person: 'bob', role: 'commander' }],
    ['ic = bob', { person: 'bob', role: 'commander' }],
    ['comms to bob', { person: 'bob', role: 'comms' }],
    ['give comms to bob', { person: 'bob', role: 'comms' }],
    ['give comms to dana', { person: 'dana', role: 'comms' }],
    ['give bob comms on 14', { incident: '14', person: 'bob', role: 'comms' }],
    ['hand over command to bob', { person: 'bob', role: 'commander' }],
    ['assign bob as commander of 14', { incident: '14', person: 'bob', role: 'commander' }],
    ['assign bob as comms lead', { person: 'bob', role: 'comms' }],
    ['assign role commander bob', { person: 'bob', role: 'commander' }],
    ['make bob the IC', { person: 'bob', role: 'commander' }],
    ['set commander to bob on 14', { incident: '14', person: 'bob', role: 'commander' }],
    ['change commander to bob', { person: 'bob', role: 'commander' }],
    ['can you make bob commander', { person: 'bob', role: 'commander' }],
    ['ich übernehme die Leitung', { person: 'me', role: 'commander' }],
    ['gib comms an bob', { person: 'bob', role: 'comms' }],
    ['yo soy commander', { person: 'me', role: 'commander' }],
    ['dale comms a bob', { person: 'bob', role: 'comms' }],
    ['bobをコマンダーにして', { person: 'bob', role: 'commander' }],
  ])('%j is given', (line, args) => {
    expect(read(line)).toEqual({ command: 'assign', args });
  });

  it.each([
    'bob is commander',
    'bob takes over as commander',
    'should bob be commander?',
    'can bob be IC',
    'bob soll commander sein',
  ])('%j asks first, for it may only tell it', (line) => {
    const input = read(line);
    expect([input.command, input.args.person, doubtOf(input.args)]).toEqual(['assign', 'bob', 'asked']);
  });

  it.each(['who is commander?', 'who’s running this', 'who is in charge', 'who’s doing comms'])(
    '%j shows the incident',
    (line) => {
      expect(read(line)).toEqual({ command: 'show', args: {} });
    },
  );
});

describe('a severity', () => {
  it.each([
    ['make it sev 2', { level: 'sev2' }],
    ['make it a p1', { level: 'sev1' }],
    ['make 14 minor', { incident: '14', level: 'sev3' }],
    ['mark 14 as sev1', { incident: '14', level: 'sev1' }],
    ['set severity 2', { level: 'sev2' }],
    ['set sev to 2', { level: 'sev2' }],
    ['set prio 1 on 14', { incident: '14', level: 'sev1' }],
    ['drop severity to 3', { level: 'sev3' }],
    ['drop 14 to p3', { incident: '14', level: 'sev3' }],
    ['downgrade to minor', { level: 'sev3' }],
    ['downgrade 14', { incident: '14' }],
    ['escalate severity to sev1', { level: 'sev1' }],
    ['it’s a P1 now!', { level: 'sev1' }],
    ['14 -> sev2', { incident: '14', level: 'sev2' }],
    ['14 is low prio', { incident: '14', level: 'sev4' }],
    ['sev 2 on 14', { incident: '14', level: 'sev2' }],
    ['severity 3 sev1', { incident: '3', level: 'sev1' }],
    ['severity 3 2', { incident: '3', level: 'sev2' }],
    ['14 ist kritisch', { incident: '14', level: 'sev1' }],
    ['sube la severidad a sev1', { level: 'sev1' }],
    ['14をsev1に変更', { incident: '14', level: 'sev1' }],
  ])('%j is changed', (line, args) => {
    expect(read(line)).toEqual({ command: 'severity', args });
  });

  it.each(['sev1!', 'P1', 'this should be a sev1', '14 urgent'])('%j asks first', (line) => {
    const input = read(line);
    expect([input.command, input.args.level, doubtOf(input.args)]).toEqual(['severity', 'sev1', 'asked']);
  });

  it.each(['is this a sev1?', 'should this be a sev1?', 'what’s the severity'])('%j shows the incident', (line) => {
    expect(read(line)).toEqual({ command: 'show', args: {} });
  });

  it.each(['it’s not a sev1', 'don’t make it a sev1', 'upgrade postgres to 15'])('%j changes nothing', (line) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ rule: 'unknown-command' }));
  });
});
