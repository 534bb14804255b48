import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { Refused } from '../../src/domain/refusal.ts';
import { refusalTextInEnglish } from '../../src/locales/refusals.ts';
import { anyCharacter } from '../harness/any-character.ts';

const read = (line: string) => readLine(line, commands);

describe('a typed line', () => {
  it.each([
    [
      'declare Checkout is down severity:sev1 service:checkout',
      'declare',
      { title: 'Checkout is down', severity: 'sev1', service: 'checkout' },
    ],
    ['declare severity:sev1 Checkout is down', 'declare', { title: 'Checkout is down', severity: 'sev1' }],
    [
      'declare service:"Check out" “Half of it” is down',
      'declare',
      { title: 'Half of it is down', service: 'Check out' },
    ],
    ['declare service:“Check out” it broke', 'declare', { title: 'it broke', service: 'Check out' }],
    ['declare error:500 on https://x.test/a:b', 'declare', { title: 'error:500 on https://x.test/a:b' }],
    ['declare can\'t "connect', 'declare', { title: 'can\'t "connect' }],
    ['resolve 42 rolled back the release', 'resolve', { incident: '42', summary: 'rolled back the release' }],
    ['resolve fixed 42 things', 'resolve', { summary: 'fixed 42 things' }],
    ['note "3 servers are down"', 'note', { text: '3 servers are down' }],
    ['note #42 one\n  two', 'note', { incident: '#42', text: 'one\n  two' }],
    ['escalate 42 to:carol', 'escalate', { incident: '42', to: 'carol' }],
    ['escalate 42 carol', 'escalate', { incident: '42', to: 'carol' }],
    ['page TO:carol come please', 'page', { to: 'carol', message: 'come please' }],
    ['severity 42 sev1', 'severity', { incident: '42', level: 'sev1' }],
    ['severity sev1', 'severity', { level: 'sev1' }],
    ['assign 42 carol comms', 'assign', { incident: '42', person: 'carol', role: 'comms' }],
    ['ACK #42', 'ack', { incident: '#42' }],
    ['ack incident:42', 'ack', { incident: '42' }],
    ['/incident ack 42', 'ack', { incident: '42' }],
    ['/incident@TocsinBot ack 42', 'ack', { incident: '42' }],
    ['/ack 42', 'ack', { incident: '42' }],
    ['oncall primary at:2026-12-24T09:00', 'oncall', { schedule: 'primary', at: '2026-12-24T09:00' }],
    ['', 'help', {}],
    ['   ', 'help', {}],
    ['/incident', 'help', {}],
  ])('%j', (line, command, args) => {
    expect(read(line)).toEqual({ command, args });
  });

  it.each([
    ['akc 42', 'unknown-command', /Did you mean “ack”/],
    ['hello there', 'unknown-command', /help/],
    ['ack 42 43', 'one-incident', /one incident at a time/],
    ['show 42 now and then', 'word-left-over', /“now”.*takes incident/],
    ['declare x severity:sev1 severity:sev2', 'given-twice', /severity/],
  ])('%j is refused in one sentence', (line, rule, words) => {
    const refused = (() => {
      try {
        return read(line);
      } catch (err) {
        return err as Refused;
      }
    })();
    expect(refused).toMatchObject({ rule });
    expect(refusalTextInEnglish(refused as Refused)).toMatch(words);
  });

  it('is read or refused, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.constantFrom(...commands), (text, { name }) => {
        try {
          expect(read(`${name} ${text}`).command).toBe(name);
        } catch (err) {
          expect(err).toBeInstanceOf(Refused);
        }
      }),
    );
  });

  it('takes 10,000 words without choking on them', () => {
    const title = 'a"“:'.repeat(2_500);
    expect(read(`declare ${title}`).args.title).toBe(title);
  });
});

it('names the word that does not fit, and not one before it', () => {
  expect(() => readLine('merge 1 2 3', commands)).toThrow(
    expect.objectContaining({ data: expect.objectContaining({ word: '3' }) }),
  );
});
