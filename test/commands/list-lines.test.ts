import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { sampleDirectory } from '../harness/directory.ts';

const names = namesIn(sampleDirectory());
const read = (line: string) => readLine(line, commands, names);

describe('a line that lists', () => {
  it.each([
    ['list sev1 and sev2', { severity: 'sev1,sev2' }],
    ['list sev1 sev2', { severity: 'sev1,sev2' }],
    ['list sev1/sev2', { severity: 'sev1,sev2' }],
    ['list P1 or P2', { severity: 'sev1,sev2' }],
    ['list critical and high', { severity: 'sev1,sev2' }],
    ['list severity 1 and 2', { severity: 'sev1,sev2' }],
    ['list sev 1', { severity: 'sev1' }],
    ['list sev1-sev3', { severity: 'sev1,sev2,sev3' }],
    ['list sev2 and above', { severity: 'sev1,sev2' }],
    ['list >= sev2', { severity: 'sev1,sev2' }],
    ['list sev3 or lower', { severity: 'sev3,sev4' }],
    ['list sev1, sev2 checkout', { severity: 'sev1,sev2', service: 'checkout' }],
    ['list sev1, sev2 payments', { severity: 'sev1,sev2', service: 'checkout' }],
    ['list checkout and search', { service: 'checkout,search' }],
    ['list open and acked', { state: 'open,acknowledged' }],
    ['list acked and resolved sev1s', { state: 'acknowledged,resolved', severity: 'sev1' }],
    ['list not acked', { state: 'triggered' }],
    ['list not resolved', { state: 'open' }],
    ['list all sev1', { severity: 'sev1' }],
    ['list all open', { state: 'open' }],
    ['list everything', { state: 'all' }],
    ['list severity:sev1,sev2', { severity: 'sev1,sev2' }],
    ['List sev1 and sev2, please 🙏', { severity: 'sev1,sev2' }],
    ['any sev1s?', { severity: 'sev1' }],
    ['show all open sev1 and sev2 incidents', { state: 'open', severity: 'sev1,sev2' }],
    ['liste sev1 und sev2', { severity: 'sev1,sev2' }],
    ['liste offene sev1', { state: 'open', severity: 'sev1' }],
    ['lista sev1 y sev2 abiertas', { severity: 'sev1,sev2', state: 'open' }],
    ['sev1とsev2の一覧', { severity: 'sev1,sev2' }],
    ['未解決の一覧', { state: 'open' }],
  ])('%j', (line, args) => {
    expect(read(line)).toEqual({ command: 'list', args });
  });

  it.each([
    ['list today', { period: 'today' }],
    ['list 7d', { period: '7d' }],
    ['list last 24h', { period: 'last 24h' }],
    ['list since monday', { period: 'since monday' }],
    ['list the last 3 days', { period: 'the last 3 days' }],
    ['list from monday to wednesday', { period: 'from monday to wednesday' }],
    ['list sev1 this week', { severity: 'sev1', period: 'this week' }],
    ['list checkout since friday', { service: 'checkout', period: 'since friday' }],
    ['list yesterday checkout sev2', { service: 'checkout', severity: 'sev2', period: 'yesterday' }],
    ['list resolved today', { state: 'resolved', period: 'today' }],
    ['list all of today', { state: 'all', period: 'of today' }],
    ['list incidents from last night', { period: 'from last night' }],
    ['what happened last night', { period: 'last night' }],
    ['what happened overnight?', { period: 'overnight' }],
    ['list since the deploy', { period: 'since the deploy' }],
    ['liste heute', { period: 'heute' }],
    ['liste seit gestern', { period: 'seit gestern' }],
    ['was war letzte Nacht los?', { period: 'letzte Nacht' }],
    ['lista hoy', { period: 'hoy' }],
    ['lista desde el lunes', { period: 'desde el lunes' }],
    ['¿qué pasó anoche?', { period: 'anoche' }],
    ['今日の一覧', { period: '今日' }],
    ['過去24時間の一覧', { period: '過去24時間' }],
  ])('%j is about when they were declared', (line, args) => {
    expect(read(line)).toEqual({ command: 'list', args });
  });

  it('shows one incident, or those that a person was paged for', () => {
    expect(read('list 14')).toEqual({ command: 'show', args: { incident: '14' } });
    expect(read('list my incidents')).toEqual({ command: 'paged', args: {} });
  });
});

describe('a line that silences, as other tools call it', () => {
  it.each([
    ['silence 14', { incident: '14' }],
    ['silence 14 for 2h', { incident: '14', for: 'for 2h' }],
    ['mute 14 1h', { incident: '14', for: '1h' }],
    ['shelve 14 until monday', { incident: '14', for: 'until monday' }],
    ['suppress 14 30m', { incident: '14', for: '30m' }],
    ['postpone 14 1h', { incident: '14', for: '1h' }],
    ['silencia 14 2h', { incident: '14', for: '2h' }],
    ['ミュート 14', { incident: '14' }],
  ])('%j snoozes the incident', (line, args) => {
    expect(read(line)).toEqual({ command: 'snooze', args });
  });

  it.each([
    ['silence checkout 2h', { action: 'start', service: 'checkout', for: '2h' }],
    ['mute alerts for checkout for 2 hours', { action: 'start', service: 'checkout', for: '2h' }],
    [
      'suppress checkout 2h database move',
      { action: 'start', service: 'checkout', for: '2h', reason: 'database move' },
    ],
    ['pause Checkout until 18:00', { action: 'start', service: 'checkout', for: 'until 18:00' }],
    ['silenciar checkout 2h', { action: 'start', service: 'checkout', for: '2h' }],
    ['unmute checkout', { action: 'stop', service: 'checkout' }],
    ['silence all', { action: 'start', service: 'all' }],
  ])('%j is the maintenance of the service', (line, args) => {
    expect(read(line)).toEqual({ command: 'maintenance', args });
  });

  it.each(['snooze checkout 2h', 'silence everything for 2h', 'mute all 1h'])('%j asks first', (line) => {
    expect(read(line)).toMatchObject({ command: 'maintenance', args: { action: 'start', doubt: 'asked' } });
  });

  it('takes one incident at a time', () => {
    expect(() => read('silence 14 and 15')).toThrow(expect.objectContaining({ rule: 'one-incident' }));
  });
});
