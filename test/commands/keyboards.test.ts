import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { doubtOf } from '../../src/ports/commands/press.ts';
import { sampleDirectory } from '../harness/directory.ts';

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);

describe('what phones and platforms make of a line', () => {
  it.each([
    'Ack 14',
    'ACK 14!!!',
    '“ack 14”',
    "'ack 14'",
    '`ack 14`',
    '```ack 14```',
    'ack\u00a014',
    'ack\u200b 14',
    'ack １４',
    'ａｃｋ 14',
    'ack 14 🙏',
    'ack 14👍🏽',
    '- ack 14',
    '!ack 14',
    '//ack 14',
    'ack-14',
    'ack # 14',
    'ack n° 14',
    'ack №14',
    '@TocsinBot ack 14',
    'Tocsin, ack 14',
    'ack 14 @tocsin',
    '14を確認してください',
  ])('%j acknowledges 14', (line) => {
    expect(read(line)).toEqual({ command: 'ack', args: { incident: '14' } });
  });

  it.each([
    ['https://tocsin.example.org/incidents/14', 'show', {}],
    ['ack https://tocsin.example.org/incidents/14', 'ack', {}],
    ['ack <https://tocsin.example.org/incidents/14|#14>', 'ack', {}],
    ['resolve https://tocsin.example.org/incidents/14#timeline rolled back', 'resolve', { summary: 'rolled back' }],
    ['snooze http://127.0.0.1:3000/incidents/14 2h', 'snooze', { for: '2h' }],
    ['https://tocsin.example.org/incidents/14 ack', 'ack', {}],
  ])('%j means the incident of the link', (line, command, args) => {
    expect(read(line)).toEqual({ command, args: { ...args, incident: '#14' } });
  });

  it('keeps a link that stands further on, or leads elsewhere', () => {
    expect(read('note see https://tocsin.example.org/incidents/14').args).toEqual({
      text: 'see https://tocsin.example.org/incidents/14',
    });
    expect(read('note https://example.org/status/14 is red').args.incident).toBeUndefined();
  });

  it('leaves a line that is quoted from somebody undone', () => {
    expect(() => read('> ack 14')).toThrow(expect.objectContaining({ rule: 'unknown-command' }));
  });

  it.each([
    ['👍', 'ack', undefined],
    ['👀', 'ack', undefined],
    ['✅', 'resolve', undefined],
    ['✅ 14', 'resolve', '14'],
    ['bump 14', 'escalate', '14'],
  ])('%j asks first', (line, command, incident) => {
    const input = read(line);
    expect([input.command, input.args.incident, doubtOf(input.args)]).toEqual([command, incident, 'asked']);
  });

  it.each([
    ['14を解決してください', 'resolve', { incident: '14' }],
    ['14を2時間スヌーズ', 'snooze', { incident: '14', for: '2時間' }],
    ['14を明日の9時までスヌーズして', 'snooze', { incident: '14', for: '明日の9時まで' }],
    ['14をエスカレーションしてください', 'escalate', { incident: '14' }],
    ['checkoutを2時間ミュート', 'maintenance', { action: 'start', service: 'checkout', for: '2h' }],
    ['Sev1 14', 'severity', { incident: '14', level: 'sev1' }],
    ['INC-14', 'show', { incident: '14' }],
  ])('%j', (line, command, args) => {
    expect(read(line)).toMatchObject({ command, args });
  });
});

describe('two commands on one line', () => {
  it.each([
    ['ack 14 and page bob', 'ack 14', 'page bob'],
    ['ack 14, page bob the db is down', 'ack 14', 'page bob the db is down'],
    ['ack 14\nack 15', 'ack 14', 'ack 15'],
    ['ack and resolve 14', 'ack', 'resolve 14'],
    ['resolve 14; reopen 15', 'resolve 14', 'reopen 15'],
    ['severity 14 sev1 and escalate', 'severity 14 sev1', 'escalate'],
    ['snooze 14 2h then page carol', 'snooze 14 2h', 'page carol'],
    ['page bob and ack 14', 'page bob', 'ack 14'],
    ['quittiere 14 und wecke bob', 'quittiere 14', 'wecke bob'],
    ['cierra 14 y llama bob', 'cierra 14', 'llama bob'],
  ])('%j are none, and the answer says both', (line, first, second) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ rule: 'one-command', data: { first, second } }));
  });

  it.each([
    'ack 14, page received',
    'ack 14 and looking',
    'ack 14, will resolve soon',
    'resolve 14 rolled back and closed the ticket',
    'page bob the db is down and nobody can ack 14',
    'declare db down and page bob',
    'note 14 rolled back and resolve',
    'quiet from:22:00 to:07:00 except:sev1,sev2',
  ])('are not in %j', (line) => {
    expect(() => read(line)).not.toThrow();
  });

  it.each(['ack 14,15', 'ack 14/15', 'resolve 14+15'])('or incidents: %j', (line) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ rule: 'one-incident' }));
  });
});
