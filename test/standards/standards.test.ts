import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { knownFiles } from '../harness/longest-first.ts';
import { allowedNames, allowedPhrases } from './allowed-names.ts';
import { bannedWords } from './banned-words.ts';
import { declaredNames, wordsOf } from './declared-names.ts';
import { bannedIn, findBanned } from './find-banned.ts';
import { holdCounts, ratchet } from './ratchet.ts';
import { absolute } from './sources.ts';

const said = (name: string) => bannedIn(name).map(({ word }) => word);

describe('the glossary', () => {
  it.each([
    ['sendLetter', ['letter']],
    ['LETTERS_LIMIT', ['letter']],
    ['keep-records.test', ['records']],
    ['auditRecord', []],
    ['createLifeSign', ['life sign']],
    ['deadLetter', []],
    ['deadLettersOfLetter', ['letter']],
    ['markdown', []],
    ['postMortem', []],
    ['HTTPDoor', ['door']],
  ])('finds in %s: %j', (name, words) => {
    expect(said(name)).toEqual(words);
  });

  it('splits a name into its words', () => {
    expect(wordsOf('#askHTTPOnce2')).toEqual(['ask', 'http', 'once2']);
  });

  it('looks at a name where it is chosen, and not where it is repeated', () => {
    const source = `
      import { door } from 'a';
      import { door as letter } from 'a';
      export interface Trouble { readonly spot: string; hush(turn: number): void }
      export const asker = ({ place, held: rung }: Trouble) => ({ deed: place, rung });
      class Ear { #pace = 1; get course() { return this.#pace; } }
      function climb<Desk>() { for (const watch of []) {} }
    `;
    const names = declaredNames('a.ts', source).map(({ name }) => name);
    expect(names).toEqual([
      'letter',
      'Trouble',
      'spot',
      'hush',
      'turn',
      'asker',
      'rung',
      'Ear',
      '#pace',
      'course',
      'climb',
      'Desk',
      'watch',
    ]);
  });

  it('looks at the name of a file, and says where it found a word', () => {
    expect(findBanned('src/domain/letters.ts', '\nconst door = 1;\n')).toMatchObject([
      { name: 'letters', word: { word: 'letter' } },
      { name: 'door', word: { word: 'door' }, line: 2 },
    ]);
    expect(findBanned('adapters/web-chat/page/door.css', 'a { color: red }')).toMatchObject([{ name: 'door' }]);
  });

  it('lets a word stand where it is the right one, and only there', () => {
    expect(findBanned('adapters/intake/a.ts', 'const sender = 1')).toEqual([]);
    expect(findBanned('src/application/a.ts', 'const sender = 1')).toHaveLength(1);
  });

  it('has a banned word behind each exception', () => {
    const words = new Set(bannedWords.map(({ word }) => word));
    expect(allowedNames.filter(({ word }) => !words.has(word))).toEqual([]);
    const forms = bannedWords.flatMap(({ word }) => [word, `${word}s`]);
    const idle = allowedPhrases.filter(({ phrase }) => !phrase.split(' ').some((word) => forms.includes(word)));
    expect(idle).toEqual([]);
  });
});

describe('what is not in order yet', () => {
  it('may fall, and what is gone stays gone', () => {
    const allowed = { door: 3, letter: 5, turn: 1 };
    expect(ratchet({ door: 3, letter: 2 }, allowed)).toEqual({ grown: [], next: { door: 3, letter: 2 } });
  });

  it('never grows, and nothing new comes', () => {
    expect(ratchet({ door: 4, spot: 1 }, { door: 3 })).toEqual({
      grown: [
        { name: 'door', now: 4, allowed: 3 },
        { name: 'spot', now: 1, allowed: 0 },
      ],
      next: { door: 3 },
    });
  });

  it.each([
    [true, { letter: 2 }],
    [false, { door: 3, letter: 5 }],
  ])('writes the lower count back when it is told to (%j)', async (lower, kept) => {
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-ratchet-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'counts.json');
    await writeFile(file, JSON.stringify({ door: 3, letter: 5 }));
    vi.spyOn(console, 'log').mockReturnValue();
    onTestFinished(() => void vi.restoreAllMocks());
    expect(holdCounts({ letter: 2 }, pathToFileURL(file), { lower })).toEqual([]);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(kept);
  });
});

describe('the order of the tests', () => {
  it('names files that are there', () => {
    expect(knownFiles.filter((file) => !existsSync(absolute(file)))).toEqual([]);
  });
});
