import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { sampleDirectory } from '../harness/directory.ts';

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);

describe('a line that asks about paging', () => {
  it.each([
    ['explain 42', { incident: '42' }],
    ['explain', {}],
    ['why 42', { incident: '42' }],
    ['/why #42', { incident: '#42' }],
    ['why?', {}],
    ['explain 42 why bob wasn’t paged', { incident: '42' }],
    ['explain why bob wasn’t paged', {}],
    ['why was I paged', {}],
    ['why was I paged at 3?', {}],
    ['why me?', {}],
    ['why am I awake', {}],
    ['why were 3 people paged for 42?', { incident: '42' }],
    ['why did nobody get called for #42', { incident: '#42' }],
    ['why wasn’t bob paged?', {}],
    ['why didn’t you page bob on 42', { incident: '42' }],
    ['why did 42 escalate', { incident: '42' }],
    ['hey tocsin, why was carol woken up for forty two', { incident: '42' }],
    ['who got paged for 42?', { incident: '42' }],
    ['who was paged', {}],
    ['who has been notified about 42', { incident: '42' }],
    ['who did you call', {}],
    ['was bob paged for 42?', { incident: '42' }],
    ['did you page bob?', {}],
    ['warum wurde bob nicht angerufen', {}],
    ['warum ich?', {}],
    ['wieso wurde ich für 42 geweckt?', { incident: '42' }],
    ['wer wurde für 42 alarmiert?', { incident: '42' }],
    ['wen hast du angerufen', {}],
    ['¿por qué me despertaste?', {}],
    ['por qué no se avisó a bob del 42', { incident: '42' }],
    ['¿a quién se ha avisado por el 42?', { incident: '42' }],
    ['なぜ呼び出された？', {}],
    ['42で誰が呼ばれた？', { incident: '42' }],
  ])('%j explains', (line, args) => {
    expect(read(line)).toEqual({ command: 'explain', args });
  });

  it.each([
    ['catch me up on 42', { incident: '42' }],
    ['catch me up', {}],
    ['catchup 42', { incident: '42' }],
    ['catch up', {}],
    ['tldr', {}],
    ['tl;dr 42', { incident: '42' }],
    ['can you summarize 42 please', { incident: '42' }],
    ['summary of 42', { incident: '42' }],
    ['sum 42 up', { incident: '42' }],
    ['what happened with #42?', { incident: '#42' }],
    ['what’s going on', {}],
    ['bring me up to speed on 42', { incident: '42' }],
    ['was ist los mit 42', { incident: '42' }],
    ['fass 42 zusammen', { incident: '42' }],
    ['worum geht es bei 42?', { incident: '42' }],
    ['¿qué pasa con el 42?', { incident: '42' }],
    ['ponme al día', {}],
    ['resumen del 42', { incident: '42' }],
    ['resume el incidente 42', { incident: '42' }],
    ['42の要約', { incident: '42' }],
    ['何が起きていますか？', {}],
  ])('%j sums up', (line, args) => {
    expect(read(line)).toEqual({ command: 'catchup', args });
  });

  it.each([
    ['who should I page?', 'oncall'],
    ['who is on call', 'oncall'],
    ['who acked 42', 'show'],
    ['why is 42 open', 'show'],
    ['call bob', 'page'],
    ['wake bob', 'page'],
    ['page bob why is it slow', 'page'],
    ['note 42 why was I paged', 'note'],
    ['resolve 42 tldr: cache', 'resolve'],
    ['declare what happened to checkout', 'declare'],
  ])('%j is no such line', (line, command) => {
    expect(read(line).command).toBe(command);
  });
});
