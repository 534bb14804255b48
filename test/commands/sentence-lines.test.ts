import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { doubtOf } from '../../src/ports/commands/press.ts';
import { sampleDirectory } from '../harness/directory.ts';

// A word for a command may begin a sentence that means no command: it asks first.

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);

describe('a sentence', () => {
  it.each([
    ['fix deployed, monitoring', 'resolve'],
    ['fix for 14 is out', 'resolve'],
    ['fixed the cache, still looking at the db', 'resolve'],
    ['fixed 3 of 5 pods', 'resolve'],
    ['done restarting pods', 'resolve'],
    ['resolve 14 not fixed yet', 'resolve'],
    ['resolve 14 before standup', 'resolve'],
    ['resolve 14 eod', 'resolve'],
    ['title page is broken', 'rename'],
    ['acked already', 'ack'],
    ['ack in pagerduty', 'ack'],
    ['ack button doesn’t work', 'ack'],
    ['ack was a mistake', 'unack'],
    ['ack as bob', 'ack'],
    ['take it easy', 'ack'],
    ['ack 14 bob’s looking', 'ack'],
    ['ack 14 right?', 'ack'],
    ['ack 14 or not', 'ack'],
    ['ack 14 I can’t', 'ack'],
    ['ack 14 - no wait, that’s bob’s', 'ack'],
    ['ack 14 once bob confirms', 'ack'],
    ['ack 14 will check unless bob has it', 'ack'],
    ['ack 14 will look at it if nobody else takes it', 'ack'],
  ])('%j asks before %s', (line, command) => {
    const input = read(line);
    expect([input.command, doubtOf(input.args)]).toEqual([command, expect.stringMatching(/^(?:asked|later)$/)]);
  });

  it.each([
    ['fixed it', 'resolve', { free: 'yes' }],
    ['fixed 14 by restarting', 'resolve', { incident: '14', summary: 'by restarting' }],
    ['resolve rolled back', 'resolve', { summary: 'rolled back' }],
    ['new checkout is slow', 'declare', { title: 'checkout is slow' }],
    ['create incident checkout is odd', 'declare', { title: 'checkout is odd' }],
    ['title 14 db down', 'rename', { incident: '14', title: 'db down' }],
    ['title: db down', 'rename', { title: 'db down' }],
    ['ack 14 happened once a week', 'ack', { incident: '14', note: 'happened once a week' }],
  ])('%j is a command', (line, command, args) => {
    expect(read(line)).toEqual({ command, args });
  });

  it.each([
    ['resolve 14 with summary rolled back', { incident: '14', summary: 'rolled back' }],
    ['resolve 14 summary: rolled back', { incident: '14', summary: 'rolled back' }],
    ['resolve 14 -> rolled back', { incident: '14', summary: 'rolled back' }],
  ])('%j names its summary', (line, args) => {
    expect(read(line)).toEqual({ command: 'resolve', args });
  });

  it.each([
    ['rename this to Checkout is slow', 'Checkout is slow'],
    ['rename it to 3 pods down', '3 pods down'],
    ['rename the incident to db down', 'db down'],
    ['rename title to db down', 'db down'],
    ['rename This page is broken', 'This page is broken'],
  ])('%j renames to %j', (line, title) => {
    expect(read(line)).toEqual({ command: 'rename', args: { title } });
  });
});

describe('quiet hours', () => {
  it.each([
    ['quiet tomorrow 22:00 to 23:00', { from: 'tomorrow 22:00', to: '23:00' }],
    ['quiet tonight 22 to 7', { from: 'tonight 22', to: '7' }],
    ['quiet 22:00-23:00 tomorrow', { from: 'tomorrow 22:00', to: '23:00' }],
    ['quiet friday 22:00-07:00', { from: 'friday 22:00', to: '07:00' }],
    ['quiet 24 dec 22:00 to 23:00', { from: '24 dec 22:00', to: '23:00' }],
    ['dnd tomorrow 22-23', { from: 'tomorrow 22', to: '23' }],
    ['ruhezeit morgen 22 bis 23', { from: 'morgen 22', to: '23' }],
    ['quiet mañana 22:00 a 23:00', { from: 'mañana 22:00', to: '23:00' }],
    ['quiet 明日22時から23時', { from: '明日22時', to: '23時' }],
    ['don’t page me tomorrow 22:00 to 23:00', { from: 'tomorrow 22:00', to: '23:00' }],
  ])('%j are those of one day, and ask whether time off is meant', (line, args) => {
    const input = read(line);
    expect(input).toMatchObject({ command: 'away', args });
    expect(doubtOf(input.args)).toBe('quiet');
  });

  it.each([
    'quiet every day 22-7',
    'quiet nightly 22:00-07:00',
    'quiet between 22 and 7',
    'quiet hours from 10pm to 7am',
  ])('%j come every day', (line) => {
    expect(read(line)).toEqual({ command: 'quiet', args: { from: '22:00', to: '07:00' } });
  });

  it.each(['quiet fridays 22:00-07:00', 'quiet weekdays 22-7', 'quiet 22-7 mon-fri', 'quiet 22-7 until friday'])(
    '%j are refused: they are the same every day',
    (line) => {
      expect(() => read(line)).toThrow(expect.objectContaining({ rule: 'quiet-needs-two-times' }));
    },
  );
});
