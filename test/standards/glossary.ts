/**
 * Holds the glossary, as a part of `npm run check`: names in src, commands and adapters do not say the words that it
 * replaces. Where they still do, `names-to-change.json` has the count of each word; it may only fall.
 */
import { readFileSync } from 'node:fs';
import { bannedWords } from './banned-words.ts';
import { findBanned } from './find-banned.ts';
import { holdCounts } from './ratchet.ts';
import { absolute, productFiles } from './sources.ts';

const found = productFiles().flatMap((file) => findBanned(file, readFileSync(absolute(file), 'utf8')));
const counts: Record<string, number> = {};
for (const { word } of bannedWords) {
  const count = found.filter((one) => one.word.word === word).length;
  if (count > 0) counts[word] = count;
}

const grown = holdCounts(counts, new URL('names-to-change.json', import.meta.url), {
  lower: process.argv.includes('--lower'),
});
for (const { name, now, allowed } of grown) {
  const instead = bannedWords.find(({ word }) => word === name)?.instead;
  console.error(`"${name}" is in ${now} names, ${allowed} at most. Say instead: ${instead}.`);
  for (const { name: declared, file, line } of found.filter(({ word }) => word.word === name)) {
    console.error(`  ${file}${line === undefined ? '' : `:${line}`} ${declared}`);
  }
}
const clean = bannedWords.length - Object.keys(counts).length;
console.log(
  `${clean} of ${bannedWords.length} words of the glossary's "not" column are gone; ${found.length} names still say one`,
);
process.exitCode = grown.length > 0 ? 1 : 0;
