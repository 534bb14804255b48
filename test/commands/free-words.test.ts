import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { sampleDirectory } from '../harness/directory.ts';

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);

describe('a line in a person’s own words', () => {
  it.each([
    ['declare sev1 Database is down', 'declare', { title: 'Database is down', severity: 'sev1' }],
    ['declare a P2 incident: Database is down', 'declare', { title: 'Database is down', severity: 'sev2' }],
    ['declare critical: Database is down', 'declare', { title: 'Database is down', severity: 'sev1' }],
    ['declare Database is down (sev3)', 'declare', { title: 'Database is down', severity: 'sev3' }],
    ['declare high latency on checkout', 'declare', { title: 'high latency on checkout' }],
    ['acknowledge 14', 'ack', { incident: '14' }],
    ['ack 14.', 'ack', { incident: '14' }],
    ['ack 14, thanks!', 'ack', { incident: '14' }],
    ['please ack incident #14', 'ack', { incident: '#14' }],
    ['ack 14 looking into it', 'ack', { incident: '14', note: 'looking into it' }],
    ['ack all', 'paged', { action: 'ack' }],
    ['acknowledge all of them', 'paged', { action: 'ack' }],
    ['14 is fixed', 'resolve', { incident: '14' }],
    ['close 14: fixed it', 'resolve', { incident: '14', summary: 'fixed it' }],
    ['done 14', 'resolve', { incident: '14' }],
    ['14', 'show', { incident: '14' }],
    ['status 14', 'show', { incident: '14' }],
    ['status 14 monitoring it is back', 'update', { incident: '14', status: 'monitoring', text: 'it is back' }],
    ['severity 14 to critical', 'severity', { incident: '14', level: 'sev1' }],
    ['severity P2 14', 'severity', { incident: '14', level: 'sev2' }],
    ['escalate 14 to carol', 'escalate', { incident: '14', to: 'carol' }],
    ['assign 14 to Bob as commander', 'assign', { incident: '14', person: 'bob', role: 'commander' }],
    ['snooze 2 hours', 'snooze', { for: '2 hours' }],
    ['snooze 14 until 9am', 'snooze', { incident: '14', for: 'until 9am' }],
    ['who is on call?', 'oncall', {}],
    ['who’s on call for checkout on friday 18:00', 'oncall', { service: 'checkout', at: 'friday 18:00' }],
    ['oncall bob', 'oncall', { for: 'bob' }],
    ['oncall payments', 'oncall', { for: 'payments' }],
    ['oncall 24 Dec', 'oncall', { at: '24 Dec' }],
    ['quiet 10pm to 7am except sev1', 'quiet', { from: '22:00', to: '07:00', except: 'sev1' }],
    ['declare Payments failing sev:2', 'declare', { title: 'Payments failing', severity: 'sev2' }],
    ['declare Payments failing, critical', 'declare', { title: 'Payments failing', severity: 'sev1' }],
    ['declare [sev1] db down', 'declare', { title: 'db down', severity: 'sev1' }],
    ['I’ll take 14', 'ack', { incident: '14' }],
    ['done with 14', 'resolve', { incident: '14' }],
    ['reopen 14 it is back', 'reopen', { incident: '14', note: 'it is back' }],
    ['assign bob 14', 'assign', { incident: '14', person: 'bob' }],
    ['assign me 14', 'assign', { incident: '14', person: 'me' }],
    ['show me 14', 'show', { incident: '14' }],
    ['hand 14 over to carol', 'assign', { incident: '14', person: 'carol' }],
    ['comms 14 bob', 'assign', { incident: '14', person: 'bob', role: 'comms' }],
    ['set the severity of 14 to high', 'severity', { incident: '14', level: 'sev2' }],
    ['status 14 we are looking at it', 'update', { incident: '14', text: 'we are looking at it' }],
    ['who is on call next week', 'oncall', { at: 'next week' }],
    ['who’s next on primary', 'oncall', { schedule: 'primary' }],
    ['oncall 14.3.', 'oncall', { at: '14.3.' }],
    ['when am I on call?', 'oncall', { for: 'me' }],
    ['when is bob on call', 'oncall', { for: 'bob' }],
    ['my shifts', 'oncall', { for: 'me' }],
    ['list sev1', 'list', { severity: 'sev1' }],
    ['list checkout sev2', 'list', { service: 'checkout', severity: 'sev2' }],
    ['quiet 22:00 07:00', 'quiet', { from: '22:00', to: '07:00' }],
    ['report last month', 'report', { period: 'last month' }],
    [
      'maintenance checkout tomorrow 2-4am',
      'maintenance',
      { action: 'start', service: 'checkout', from: 'tomorrow 2am', for: 'until 4am' },
    ],
    [
      'maintenance checkout 2h tonight 23:00 database move',
      'maintenance',
      { action: 'start', service: 'checkout', for: '2h', from: 'tonight 23:00', reason: 'database move' },
    ],
  ])('%j', (line, command, args) => {
    expect(read(line)).toEqual({ command, args });
  });

  it.each([
    [
      'override primary bob tomorrow 9am to friday 18:00',
      'override',
      { schedule: 'primary', person: 'bob', from: 'tomorrow 9am', to: 'friday 18:00' },
    ],
    ['override primary person:bob for 3 days', 'override', { schedule: 'primary', person: 'bob', to: 'for 3 days' }],
    ['override Carol Díaz 22:00-07:00', 'override', { person: 'carol', from: '22:00', to: '07:00' }],
    ['cover my shift tomorrow please', 'cover', { from: 'tomorrow' }],
    ['cover primary next monday', 'cover', { schedule: 'primary', from: 'next monday' }],
    ['page bob are you there', 'page', { to: 'bob', message: 'are you there' }],
    ['fixed', 'resolve', { doubt: 'asked' }],
    ['status 14 fixed', 'resolve', { incident: '14' }],
    ['update 14 status:resolved all good', 'resolve', { incident: '14', summary: 'all good' }],
  ])('%j is understood, and asks first', (line, command, args) => {
    expect(read(line)).toEqual({ command, args: { ...args, free: 'yes' } });
  });

  it.each([
    ['override primary person:carol from:2026-12-24T09:00 to:2026-12-26T09:00'],
    ['override primary carol 2026-12-24T09:00 2026-12-26T09:00'],
    ['page to:bob are you there'],
    ['page 14 bob are you there'],
    ['close 14'],
  ])('%j is exact', (line) => {
    expect(read(line).args.free).toBeUndefined();
  });

  it.each([
    ['override primry bob tomorrow', { schedule: 'primry', person: 'bob', from: 'tomorrow' }],
    ['page bbo are you there', { to: 'bbo', message: 'are you there' }],
    ['maintenance start chekout 2h', { action: 'start', service: 'chekout', for: '2h' }],
  ])('%j keeps the name that nobody bears, to be refused with one that is near', (line, args) => {
    expect(read(line).args).toMatchObject(args);
  });

  it.each([
    ['ack 14 and 15', 'one-incident'],
    ['resolve 14 15', 'one-incident'],
    ['resolve all', 'one-incident'],
    ['raise 76', 'no-title'],
    ['declare an incident', 'no-title'],
    ['page bob and carol', 'one-target'],
    ['page checkout', 'service-is-no-target'],
    ['cover bob tomorrow', 'cover-is-for-yourself'],
    ['quiet 22:00', 'quiet-needs-two-times'],
  ])('%j does nothing else than it says: %s', (line, rule) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ rule }));
  });

  it.each(['no', 'role 14 bob', 'when the build is green', 'comms are down'])('%j is near to no command', (line) => {
    expect(() => read(line)).toThrow(
      expect.objectContaining({ rule: 'unknown-command', data: expect.objectContaining({ near: undefined }) }),
    );
  });

  it.each([
    ['akc 42', { near: 'ack', line: 'ack 42' }],
    ['the database is down', { near: undefined, line: 'declare the database is down' }],
  ])('%j is refused with the line to say, and nothing typed is lost', (line, data) => {
    expect(() => read(line)).toThrow(
      expect.objectContaining({ rule: 'unknown-command', data: expect.objectContaining(data) }),
    );
  });
});
