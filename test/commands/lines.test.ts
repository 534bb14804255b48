import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { Refused } from '../../src/domain/refusal.ts';
import { doubtOf, isUnderstoodFreely, withoutPress } from '../../src/ports/commands/press.ts';
import { sampleDirectory } from '../harness/directory.ts';

// What people type at three in the morning, each with what comes of it: `lines.tsv` has a line and its meaning a row.

const sample = sampleDirectory();
const person = (id: string, name: string) => [id, { ...sample.people.get('bob')!, id, name, accounts: {} }] as const;
const service = (id: string, name: string) => [id, { ...sample.services.get('search')!, id, name }] as const;
// Names with accents, in other scripts, and such as are words as well.
const names = namesIn({
  ...sample,
  people: new Map([
    ...sample.people,
    person('jorg', 'Jörg Müller'),
    person('jose', 'José García'),
    person('sato', '佐藤 健'),
    person('will', 'Will Smith'),
    person('may', 'May Lin'),
    person('mark', 'Mark Grün'),
  ]),
  services: new Map([
    ...sample.services,
    service('zahlung', 'Zahlungs-API'),
    service('carrito', 'Carrito'),
    service('kessai', '決済'),
  ]),
});
const rows = readFileSync(new URL('lines.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((row) => row !== '' && !row.startsWith('#'))
  .map((row) => row.replaceAll('\\n', '\n').split('\t') as [string, string]);

function meaningOf(line: string): string {
  try {
    const { command, args } = readLine(line, commands, names);
    const options = Object.entries(withoutPress(args)).map(([name, value]) => `${name}=${value}`);
    const asks = doubtOf(args) ? 'asks ' : isUnderstoodFreely(args) ? 'says first ' : '';
    return `${asks}${command} ${options.sort().join(' | ')}`.trim();
  } catch (err) {
    if (!(err instanceof Refused)) throw err;
    const { near, line: meant, reads } = err.data;
    return ['refused', err.rule, near ? `near ${near}` : meant ? `send ${meant}` : reads].filter(Boolean).join(' ');
  }
}

it.each(rows)('%j means %s', (line, meaning) => {
  expect(meaningOf(line)).toBe(meaning);
});
