import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { sampleDirectory } from '../harness/directory.ts';

// What a person types in a hurry closes, silences, pages or declares nothing else than they asked for.

const directory = sampleDirectory();
const names = namesIn({
  ...directory,
  services: new Map([
    ...directory.services,
    ['db', { id: 'db', name: 'Payments database', policy: 'default', severity: 'sev2' }],
    ['payments-api', { id: 'payments-api', name: 'Payments-API', policy: 'default', severity: 'sev2' }],
  ]),
});
const read = (line: string) => readLine(line, commands, names);

describe('the incident that a line means', () => {
  it.each([
    ['14 sev1', 'severity', { incident: '14', level: 'sev1' }],
    ['set 14 to sev2', 'severity', { incident: '14', level: 'sev2' }],
    ['raise severity of 14 to sev1', 'severity', { incident: '14', level: 'sev1' }],
    ['raise 14 to sev1', 'severity', { incident: '14', level: 'sev1' }],
    ['escalate 14 to critical', 'severity', { incident: '14', level: 'sev1' }],
    ['severity 2', 'severity', { level: 'sev2' }],
    ['severity 2 14', 'severity', { incident: '14', level: 'sev2' }],
    ['ack INC-14', 'ack', { incident: '14' }],
    ['ack14', 'ack', { incident: '14' }],
    ['Ack#14 on it', 'ack', { incident: '#14', note: 'on it' }],
    ['ack the 14', 'ack', { incident: '14' }],
    ['ack - 14', 'ack', { incident: '14' }],
    ['ack fourteen', 'ack', { incident: '14' }],
    ['ack １４', 'ack', { incident: '14' }],
    ['14を確認', 'ack', { incident: '14' }],
    ['14解決しました', 'resolve', { incident: '14' }],
    ['👍 14', 'ack', { incident: '14' }],
    ['ich übernehme 14', 'ack', { incident: '14' }],
    ['me encargo del 14', 'ack', { incident: '14' }],
    ['kannst du 14 schließen', 'resolve', { incident: '14' }],
    ['please mark incident 14 as resolved', 'resolve', { incident: '14' }],
    ['page bob about 14', 'page', { to: 'bob', incident: '14' }],
    ['escalate to carol 14', 'escalate', { to: 'carol', incident: '14' }],
    ['snooze for 2h incident 14', 'snooze', { incident: '14', for: 'for 2h' }],
    ['add a note to 14: cache is full', 'note', { incident: '14', text: 'cache is full' }],
    ['rename 14 to Checkout is slow', 'rename', { incident: '14', title: 'Checkout is slow' }],
  ])('%j', (line, command, args) => {
    expect(read(line)).toEqual({ command, args });
  });
});

describe('a question', () => {
  it.each([
    'is 14 fixed?',
    'who acked 14',
    'has anyone acked 14?',
    '14 fixed?',
    'when was 14 closed',
    'will 14 be resolved',
    'ist 14 behoben?',
    '¿está resuelto el 14?',
  ])('%j shows the incident', (line) => {
    expect(read(line)).toEqual({ command: 'show', args: { incident: '14' } });
  });
});

describe('what is to happen later, or not for sure', () => {
  it.each([
    'resolve 14 at 5pm',
    'resolve 14 tomorrow',
    'close 14 when it is green',
    'finish 14 once the backup is done',
    'close 14 if nobody objects',
    'resolve 14 not yet',
    'resolve 14 not before noon',
    'resolve 3 hosts rebooted',
    'resolve 2 of 3 hosts are back',
    'close 2 tickets',
    'resolve 14 ok?',
    '14 was a false alarm',
    'declare 14 resolved',
    'it’s fixed',
  ])('%j asks first', (line) => {
    expect(read(line)).toMatchObject({ command: 'resolve', args: { free: 'yes' } });
  });

  it.each(['resolve 14 not a problem', 'resolve 14 no action needed', 'resolve 14 no longer firing'])(
    '%j needs no question: it says what was wrong',
    (line) => {
      const { command, args } = read(line);
      expect([command, args.incident, args.free]).toEqual(['resolve', '14', undefined]);
    },
  );

  it.each([
    ['page bob at 9am', 'pages-now'],
    ['wake me at 6', 'pages-now'],
    ['escalate 14 in 10 minutes', 'pages-now'],
    ['maintenance checkout every sunday 2am for 2h', 'unreadable-recurrence'],
  ])('%j does nothing now: %s', (line, rule) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ rule }));
  });
});

describe('a line about several', () => {
  it.each([
    ['ack 14-16', 'one-incident'],
    ['ack both', 'one-incident'],
    ['ack 14 or 15', 'one-incident'],
    ['ack fourteen and fifteen', 'one-incident'],
    ['ack all but 14', 'one-incident'],
    ['ack all sev1', 'one-incident'],
    ['ack everything from checkout', 'one-incident'],
    ['ack 14 and snooze 1h', 'one-command'],
    ['- ack 14\n- ack 15', 'one-command'],
    ['resolve these', 'one-incident'],
    ['close all sev4', 'one-incident'],
    ['snooze 14 and 15 for 1h', 'one-incident'],
    ['page carol, bob the db is down', 'one-target'],
    ['escalate 14 to bob and carol', 'one-target'],
    ['maintenance checkout and search 2h', 'one-service'],
    ['maintenance checkout, search 2h', 'one-service'],
  ])('%j is refused: %s', (line, rule) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ rule }));
  });

  it('acknowledges all that the person was paged for, after a question', () => {
    for (const line of ['ack everything please', 'ack them all', 'ack all of these']) {
      expect(read(line)).toEqual({ command: 'paged', args: { action: 'ack' } });
    }
  });
});

describe('a line that declares', () => {
  it.each([
    'declare an outage',
    'raise the alarm',
    'trigger alert',
    'raise 14',
    'declare it resolved',
    'declare nevermind',
  ])('%j pages nobody without saying what is wrong', (line) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ rule: 'no-title' }));
  });

  it.each([
    ['create task rotate keys', 'task'],
    ['new note the cache is full', 'note'],
    ['create override primary bob tomorrow', 'override'],
    ['schedule maintenance for checkout tomorrow 2am for 1h', 'maintenance'],
  ])('%j is the command that it names: %s', (line, command) => {
    expect(read(line).command).toBe(command);
  });

  it.each([
    ['declare sev1', { severity: 'sev1' }],
    ['declare sev0 all down', { title: 'all down', severity: 'sev1' }],
    ['declare P5 printer is out of paper', { title: 'printer is out of paper', severity: 'sev4' }],
    ['declare db down severity high', { title: 'db down', severity: 'sev2' }],
    ['declare db down with severity 2', { title: 'db down', severity: 'sev2' }],
    ['declare db-1 is down - P1', { title: 'db-1 is down', severity: 'sev1' }],
    ['declare critical incident: db down', { title: 'db down', severity: 'sev1' }],
    ['declare Pay is down SEV1 service checkout', { title: 'Pay is down', severity: 'sev1', service: 'checkout' }],
    ['declare sev1 on checkout: cannot pay', { title: 'cannot pay', severity: 'sev1', service: 'checkout' }],
    [
      'declare an incident for checkout, sev1, cannot pay',
      { title: 'cannot pay', severity: 'sev1', service: 'checkout' },
    ],
    ['create an incident for checkout', { service: 'checkout' }],
    ['melde Checkout ist kaputt', { title: 'Checkout ist kaputt' }],
    ['declare disk usage critical', { title: 'disk usage critical' }],
  ])('%j', (line, args) => {
    expect(read(line)).toEqual({ command: 'declare', args });
  });
});

describe('a line that acknowledges for somebody else, or names no incident', () => {
  it.each([
    'ack 14 bob has it',
    'ack 14 bob is on it',
    'ack 14 for bob',
    'ack 14 on behalf of Bob Okafor',
    'ack 14 @bob',
    'ack checkout',
    'ack the first one',
    'ack the checkout one',
    'ack previous',
    'ack payments',
    'resolve checkout',
  ])('%j asks first', (line) => {
    expect(read(line).args).toMatchObject({ doubt: 'asked' });
  });

  it.each(['ack 14 with bob', 'ack 14 bob pinged me', 'ack 14 for real'])('%j needs no question', (line) => {
    expect(read(line).args.doubt).toBeUndefined();
  });
});

describe('a line about the rota', () => {
  it.each([
    ['take my shift tomorrow', 'cover', { from: 'tomorrow' }],
    ['can someone cover me tomorrow?', 'cover', { from: 'tomorrow' }],
    ['cover me today I’m sick', 'cover', { from: 'today' }],
    ['take bob’s shift tonight', 'override', { person: 'me', from: 'tonight' }],
    ['bob takes my shift tomorrow', 'override', { person: 'bob', from: 'tomorrow' }],
    ['put bob on call tonight', 'override', { person: 'bob', from: 'tonight' }],
    ['override alice with bob tonight', 'override', { person: 'bob', from: 'tonight' }],
    [
      'override primary bob mon to wed',
      'override',
      { schedule: 'primary', person: 'bob', from: 'mon', to: 'through wed' },
    ],
    [
      'override primary bob 24-26 dec',
      'override',
      { schedule: 'primary', person: 'bob', from: '24 dec', to: 'through 26 dec' },
    ],
    ['override primary bob until monday', 'override', { schedule: 'primary', person: 'bob', to: 'monday' }],
    ['override primary bob de 22h a 6h', 'override', { schedule: 'primary', person: 'bob', from: '22:00', to: '6:00' }],
  ])('%j asks first', (line, command, args) => {
    expect(read(line)).toEqual({ command, args: { ...args, free: 'yes' } });
  });

  it.each([
    ['am I on call tonight?', { for: 'me', at: 'tonight' }],
    ['is bob on call tomorrow?', { for: 'bob', at: 'tomorrow' }],
    ['when does carol’s shift end', { for: 'carol' }],
    ['who’s on primary', { schedule: 'primary' }],
    ['who should I page for checkout', { service: 'checkout' }],
    ['wer hat morgen Bereitschaft', { at: 'morgen' }],
    ['明日の当番は誰ですか', { at: '明日' }],
    ['oncall payments team', { for: 'payments' }],
    ['who is on call for payments api', { service: 'payments-api' }],
  ])('%j', (line, args) => {
    expect(read(line)).toEqual({ command: 'oncall', args });
  });

  it.each(['take the pager', 'claim my expenses', 'release v2.3'])('%j is about no incident', (line) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ rule: 'unknown-command' }));
  });

  it('leaves no word over as the override that it cancels', () => {
    expect(() => read('override primary bob mon-fri 9-17')).toThrow(
      expect.objectContaining({ rule: 'word-left-over' }),
    );
  });
});

describe('a line that silences', () => {
  it('is about the service that it names, and no service whose name begins like it', () => {
    expect(read('maintenance payments 2h').args.service).not.toBe('db');
  });

  it('begins when it says', () => {
    expect(read('maintenance checkout in 10 minutes for 30 minutes').args).toMatchObject({
      from: 'in 10 minutes',
      for: '30m',
    });
  });

  it.each(['maintenance checkout done', 'stop maintenance checkout', 'wartung checkout beenden'])(
    '%j ends it',
    (line) => {
      expect(read(line)).toEqual({ command: 'maintenance', args: { service: 'checkout', action: 'stop' } });
    },
  );

  it('asks for a time that may only be a part of the reason, and begins when it says', () => {
    expect(read('maintenance window checkout tomorrow 2am 2h').args).toMatchObject({ from: 'tomorrow 2am', for: '2h' });
    const { args } = read('maintenance checkout 2h db upgrade tomorrow');
    expect(args).toMatchObject({ action: 'start', reason: 'db upgrade tomorrow', doubt: 'later' });
  });

  it('does not guess whether “2h 14” is two hours and 14 minutes', () => {
    expect(() => read('snooze 2h 14')).toThrow(expect.objectContaining({ rule: 'word-left-over' }));
  });
});

describe('a line that is not understood', () => {
  it.each(['don’t ack 14', 'do not close 14', 'never mind', 'stop', 'nicht schließen'])(
    '%j is answered with nothing to say instead',
    (line) => {
      expect(() => read(line)).toThrow(
        expect.objectContaining({
          rule: 'unknown-command',
          data: expect.not.objectContaining({ line: expect.anything() }),
        }),
      );
    },
  );

  it('about an incident is offered as a note', () => {
    expect(() => read('14 is still broken')).toThrow(
      expect.objectContaining({ data: expect.objectContaining({ line: 'note 14 is still broken' }) }),
    );
  });
});
