import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { doubtOf } from '../../src/ports/commands/press.ts';
import { sampleDirectory } from '../harness/directory.ts';

// What people have learned to type to the bots of other tools.

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);

describe('a line as other bots take it', () => {
  it.each([
    ['trigger checkout is down', 'declare', { title: 'checkout is down' }],
    ['report an incident: checkout is down', 'declare', { title: 'checkout is down' }],
    ['declare Checkout is down --severity=sev1', 'declare', { title: 'Checkout is down', severity: 'sev1' }],
    ['declare Checkout is down --sev sev1', 'declare', { title: 'Checkout is down', severity: 'sev1' }],
    ['take over 14', 'ack', { incident: '14' }],
    ['claim 14', 'ack', { incident: '14' }],
    ['own 14', 'ack', { incident: '14' }],
    ['reassign 14 to bob', 'assign', { incident: '14', person: 'bob' }],
    ['assign me to 14', 'assign', { incident: '14', person: 'me' }],
    ['lead 14', 'assign', { incident: '14', person: 'me', role: 'commander' }],
    ['ic 14 bob', 'assign', { incident: '14', person: 'bob', role: 'commander' }],
    ['make bob commander of 14', 'assign', { incident: '14', person: 'bob', role: 'commander' }],
    ['make bob the lead', 'assign', { person: 'bob', role: 'commander' }],
    ['promote 14 to sev1', 'severity', { incident: '14', level: 'sev1' }],
    ['make it a sev1', 'severity', { level: 'sev1' }],
    ['14 auf sev1', 'severity', { incident: '14', level: 'sev1' }],
    ['resuelve 14', 'resolve', { incident: '14' }],
    ['クローズ 14', 'resolve', { incident: '14' }],
    ['downgrade 14 to sev3', 'severity', { incident: '14', level: 'sev3' }],
    ['set 14 to monitoring', 'update', { incident: '14', status: 'monitoring', text: 'monitoring' }],
    ['update status 14 monitoring', 'update', { incident: '14', status: 'monitoring', text: 'monitoring' }],
    ['post update 14 we are on it', 'update', { incident: '14', text: 'we are on it' }],
    ['summary 14', 'catchup', { incident: '14' }],
    ['status 14?', 'show', { incident: '14' }],
    ['ack --help', 'help', { about: 'ack' }],
    ['resolve help', 'help', { about: 'resolve' }],
    ['/pd ack 14', 'ack', { incident: '14' }],
    ['/genie who is on call', 'oncall', {}],
    ['/fh new db down', 'declare', { title: 'db down' }],
    ['/ack@tocsin_bot 14', 'ack', { incident: '14' }],
    ['how do I snooze an incident?', 'help', { about: 'snooze' }],
    ['who is on call right now', 'oncall', { at: 'now' }],
    ['tasks of bob', 'task', {}],
    ['enable alerts for checkout', 'maintenance', { service: 'checkout', action: 'stop' }],
    ['ack list', 'paged', {}],
    ['ack show', 'paged', {}],
    ['resolve list', 'list', { state: 'resolved' }],
    ['escalate list', 'list', {}],
    ['declare list', 'list', {}],
    ['note list', 'timeline', {}],
    ['timeline list', 'timeline', {}],
    ['timeline 14 list', 'timeline', { incident: '14' }],
    ['timeline list 14', 'timeline', { incident: '14' }],
    ['timeline of 14, page 2', 'timeline', { incident: '14', page: '2' }],
    ['alerts list', 'alerts', {}],
    ['alerts list 14', 'alerts', { incident: '14' }],
    ['merge this into 42', 'merge', { incident: '42', other: 'this' }],
    ['merge into 42', 'merge', { incident: '42', other: 'this' }],
    ['merge 42 into this one please', 'merge', { other: '42' }],
    ['merge this with 42', 'merge', { other: '42' }],
    ['who is on call for payments next week', 'oncall', { for: 'payments', at: 'next week' }],
    ['my shifts next week', 'oncall', { for: 'me', at: 'next week' }],
    ['show schedule primary', 'oncall', { schedule: 'primary' }],
  ])('%j', (line, command, args) => {
    expect(read(line)).toEqual({ command, args });
  });

  it.each([
    ['bump 14', 'escalate', { incident: '14' }],
    ['add bob to 14', 'page', { to: 'bob', incident: '14' }],
    ['invite bob', 'page', { to: 'bob' }],
    ['page oncall', 'page', { to: 'primary' }],
    ['page the on-call engineer about 14', 'page', { to: 'primary', incident: '14' }],
    ['add responder @bob', 'page', { to: 'bob' }],
    ['monitoring 14', 'update', { incident: '14', status: 'monitoring' }],
    [
      '14 is identified: the cache is full',
      'update',
      { incident: '14', status: 'identified', text: 'the cache is full' },
    ],
  ])('%j asks first', (line, command, args) => {
    const input = read(line);
    expect(input).toMatchObject({ command, args });
    expect(doubtOf(input.args)).toBe('asked');
  });

  it.each([
    ['close the incident', 'resolve', {}],
    ['override me tomorrow 9-17', 'override', { person: 'me', from: 'tomorrow 9', to: '17' }],
    ['swap with Bob on Friday', 'override', { person: 'bob', from: 'on Friday' }],
    ['swap friday with bob', 'override', { person: 'bob', from: 'friday' }],
    ['swap my shift on friday with bob', 'override', { person: 'bob', from: 'friday' }],
    ['can bob cover me friday', 'override', { person: 'bob', from: 'friday' }],
    ['bob can you cover me friday?', 'override', { person: 'bob', from: 'friday' }],
    ['bob covers primary tomorrow', 'override', { person: 'bob', schedule: 'primary', from: 'tomorrow' }],
    ['i’ll cover for bob tomorrow', 'override', { person: 'me', from: 'tomorrow' }],
    ['I’m sick today', 'cover', { from: 'today' }],
    ['ooo until monday', 'away', { to: 'monday' }],
    ['i’m on vacation tomorrow', 'away', { from: 'tomorrow' }],
    ['page team payments', 'page', { to: 'payments' }],
    ['page the payments team db is down', 'page', { to: 'payments', message: 'db is down' }],
    ['page on-call primary', 'page', { to: 'primary' }],
    ['page whoever is on call for payments', 'page', { to: 'payments' }],
    ['page <!subteam^S0PAY|@payments> db is down', 'page', { to: 'payments', message: 'db is down' }],
  ])('%j asks, as the rota changes or an incident ends', (line, command, args) => {
    expect(read(line)).toEqual({ command, args: { ...args, free: 'yes' } });
  });
});
