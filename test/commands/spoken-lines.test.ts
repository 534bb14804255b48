import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { doubtOf } from '../../src/ports/commands/press.ts';
import { sampleDirectory } from '../harness/directory.ts';

// What people say where another would type the command.

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);

describe('what only somebody says', () => {
  it.each([
    ['working on 14', 'ack', { incident: '14' }],
    ['I’m working on it', 'ack', {}],
    ['let me take a look', 'ack', {}],
    ['that’s mine', 'ack', {}],
    ['will look at 14', 'ack', { incident: '14' }],
    ['just acked 14', 'ack', { incident: '14' }],
    ['giving 14 back', 'unack', { incident: '14' }],
    ['unassign me from 14', 'unack', { incident: '14' }],
    ['my ack on 14 was a mistake', 'unack', { incident: '14' }],
    ['undo my ack on 14', 'unack', { incident: '14' }],
    ['requeue 14', 'unack', { incident: '14' }],
    ['14 seems fixed', 'resolve', { incident: '14' }],
    ['14 can be closed', 'resolve', { incident: '14' }],
    ['I believe 14 is fixed', 'resolve', { incident: '14' }],
    ['everything is back to normal', 'resolve', {}],
    ['problem solved', 'resolve', {}],
    ['just a blip', 'resolve', {}],
    ['mach 14 zu', 'resolve', { incident: '14' }],
    ['14 ya está resuelto', 'resolve', { incident: '14' }],
    ['stop escalating 14', 'ack', { incident: '14' }],
    ['next level please', 'escalate', {}],
    ['escalate 14 to tier 2', 'escalate', { incident: '14' }],
    ['we need bob on 14', 'page', { to: 'bob', incident: '14' }],
    ['loop carol in', 'page', { to: 'carol' }],
    ['let bob know 14 is fixed', 'page', { to: 'bob', message: '14 is fixed' }],
    ['remind me about 14 in 1h', 'snooze', { incident: '14', for: 'for 1h' }],
    ['give me 5 minutes', 'snooze', { for: 'for 5 minutes' }],
    ['extend snooze 14 by 1h', 'snooze', { incident: '14', for: 'for 1h' }],
    ['hold escalation for 30 min', 'snooze', { for: '30 min' }],
    ['snooze everything until 9', 'maintenance', { service: 'all', for: 'until 9' }],
    ['no alerts for checkout for 1h', 'maintenance', { service: 'checkout', for: '1h' }],
    ['14 -> monitoring', 'update', { incident: '14', status: 'monitoring' }],
    ['we’re monitoring 14', 'update', { incident: '14', status: 'monitoring' }],
    ['identified: bad deploy', 'update', { status: 'identified', text: 'bad deploy' }],
    ['announce fix rolling out', 'update', { text: 'fix rolling out' }],
    ['call it db down', 'rename', { title: 'db down' }],
    ['update the db', 'update', { text: 'the db' }],
    ['update postgres to 15', 'update', { text: 'postgres to 15' }],
    ['update in 30 minutes', 'update', { text: 'in 30 minutes' }],
  ])('%j asks first', (line, command, args) => {
    const input = read(line);
    expect(input).toMatchObject({ command, args });
    expect(doubtOf(input.args)).toMatch(/^(?:asked|later)$/);
  });

  it.each([
    ['ack incident # 14', 'ack', { incident: '#14' }],
    ['**ack 14**', 'ack', { incident: '14' }],
    ['1. ack 14', 'ack', { incident: '14' }],
    ['14 mine', 'ack', { incident: '14' }],
    ['yep, on it', 'ack', {}],
    ['close out 14', 'resolve', { incident: '14' }],
    ['14をクローズして', 'resolve', { incident: '14' }],
    ['14をbobにエスカレーション', 'escalate', { incident: '14', to: 'bob' }],
    ['snooze 14 until 9 a.m.', 'snooze', { incident: '14', for: 'until 9 am' }],
    ['snooze 14 １ｈ', 'snooze', { incident: '14', for: '1h' }],
    ['stop snoozing 14', 'snooze', { incident: '14', for: 'off' }],
    ['wake 14 up', 'snooze', { incident: '14', for: 'off' }],
    ['pause the escalation of 14', 'snooze', { incident: '14' }],
    ['update 14 status identified', 'update', { incident: '14', status: 'identified', text: 'identified' }],
    ['update 14 identified: bad deploy', 'update', { incident: '14', status: 'identified', text: 'bad deploy' }],
    ['update 14 monitoring the db', 'update', { incident: '14', text: 'monitoring the db' }],
    ['status update 14 db is back', 'update', { incident: '14', text: 'db is back' }],
    ['update the status page', 'update', {}],
    ['set to monitoring', 'update', { status: 'monitoring', text: 'monitoring' }],
    ['update me', 'show', {}],
    ['note to 14 restarted db', 'note', { incident: '14', text: 'restarted db' }],
    ['notiz zu 14: db neu gestartet', 'note', { incident: '14', text: 'db neu gestartet' }],
    ['log 14 restarted db', 'note', { incident: '14', text: 'restarted db' }],
    ['add to the timeline of 14: restarted', 'note', { incident: '14', text: 'restarted' }],
    ['remember that the db was restarted', 'note', { text: 'the db was restarted' }],
    ['note to 3 servers ssh is off', 'note', { text: 'to 3 servers ssh is off' }],
    ['change the name of 14 to db down', 'rename', { incident: '14', title: 'db down' }],
    ['cambia el título de 14 a db caída', 'rename', { incident: '14', title: 'db caída' }],
    ['14の名前をDB障害に変更', 'rename', { incident: '14', title: 'DB障害' }],
    ['bob said 14 is fixed', 'show', { incident: '14' }],
  ])('%j is a command', (line, command, args) => {
    expect(read(line)).toEqual({ command, args });
  });

  it.each([
    ['page bob to join 14', { to: 'bob', incident: '14' }],
    ['wake bob up for 14', { to: 'bob', incident: '14' }],
    ['call bob in', { to: 'bob', free: 'yes' }],
    ['repage bob', { to: 'bob', free: 'yes' }],
    ['bitte bob wecken', { to: 'bob', free: 'yes' }],
    ['llama a bob por el 14', { to: 'bob', incident: '14' }],
  ])('%j pages', (line, args) => {
    expect(read(line)).toEqual({ command: 'page', args });
  });

  it.each([
    ['ack 14 and make it a sev1', 'one-command'],
    ['ack 14 + snooze 1h', 'one-command'],
    ['resolve 14 and write a postmortem', 'one-command'],
    ['add bob and carol to 14', 'one-target'],
    ['page both bob and carol', 'one-target'],
    ['page me at 9', 'pages-now'],
  ])('%j is refused: %s', (line, rule) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ rule }));
  });
});

describe('what is said of shifts, tasks and lists', () => {
  it.each([
    ['can anyone cover friday?', 'cover', { from: 'friday' }],
    ['i can’t do friday night', 'cover', { from: 'friday night' }],
    ['kann mich jemand am freitag vertreten', 'cover', { from: 'freitag' }],
    ['i’ll take the pager until 9', 'override', { person: 'me', to: '9' }],
    ['ich übernehme die Bereitschaft bis 9', 'override', { person: 'me', to: '9' }],
    ['override primary to bob tomorrow', 'override', { schedule: 'primary', person: 'bob', from: 'tomorrow' }],
  ])('%j is asked about', (line, command, args) => {
    expect(read(line)).toEqual({ command, args: { ...args, free: 'yes' } });
  });

  it.each([
    ['finished task 2', 'task', { done: '2' }],
    ['task delete', 'task', {}],
    ['list not sev4', 'list', { severity: 'sev1,sev2,sev3' }],
  ])('%j is a command', (line, command, args) => {
    expect(read(line)).toEqual({ command, args });
  });

  it.each(['task 2, 3 done', 'tasks 2 and 3 done'])('%j takes one line for each', (line) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ rule: 'one-command' }));
  });
});

describe('a line that is understood by nobody', () => {
  const suggested = (line: string) => {
    try {
      return read(line);
    } catch (err) {
      return (err as { data: { near?: string; line?: string } }).data;
    }
  };

  it.each(['root cause: bad deploy', 'still broken', 'vendor says resolved', 'kubectl get pods'])(
    '%j is offered as a note, and as no incident: it says nothing new that is wrong',
    (line) => {
      expect(suggested(line)).toMatchObject({ line: `note ${line}` });
    },
  );

  it.each(['ERROR: connection refused on 10.0.0.1:5432', 'getting 500s', 'customers cannot pay'])(
    '%j is offered as an incident',
    (line) => {
      expect(suggested(line)).toMatchObject({ near: undefined, line: `declare ${line}` });
    },
  );

  it.each(['great job', 'scaling up', 'nack 14', 'error 14', 'black 14', 'noted'])('%j is near no command', (line) => {
    expect(suggested(line)).toMatchObject({ near: undefined });
  });
});
