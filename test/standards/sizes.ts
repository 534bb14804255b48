/**
 * Holds the sizes, as a part of `npm run check`: in src, commands and adapters no file has over 300 lines, no folder over
 * 20 files and no function over 80 lines. Biome counts the lines of a function, so what is counted here is its
 * suppressions. What is larger is in `sizes-to-change.json` with its size; it may shrink and never grow.
 */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { holdCounts } from './ratchet.ts';
import { absolute, productFiles } from './sources.ts';

const MAX_LINES_OF_FILE = 300;
const MAX_FILES_OF_FOLDER = 20;
const SUPPRESSION = 'biome-ignore lint/complexity/noExcessiveLinesPerFunction';
const longFunctions = 'functions over 80 lines';

const oversized: Record<string, number> = {};
const filesOf: Record<string, number> = {};
for (const file of productFiles()) {
  const text = readFileSync(absolute(file), 'utf8');
  const lines = text.split('\n').length - 1;
  if (lines > MAX_LINES_OF_FILE) oversized[`lines of ${file}`] = lines;
  const suppressed = text.split(SUPPRESSION).length - 1;
  if (suppressed > 0) oversized[longFunctions] = (oversized[longFunctions] ?? 0) + suppressed;
  const folder = `files in ${dirname(file)}`;
  filesOf[folder] = (filesOf[folder] ?? 0) + 1;
}
for (const [folder, count] of Object.entries(filesOf)) {
  if (count > MAX_FILES_OF_FOLDER) oversized[folder] = count;
}

const grown = holdCounts(oversized, new URL('sizes-to-change.json', import.meta.url), {
  lower: process.argv.includes('--lower'),
});
for (const { name, now, allowed } of grown) {
  const limit = name === longFunctions ? 0 : name.startsWith('lines') ? MAX_LINES_OF_FILE : MAX_FILES_OF_FOLDER;
  console.error(`${name}: ${now}, ${Math.max(allowed, limit)} at most. Split it.`);
}
console.log(`${Object.keys(oversized).length} sizes are over their limit and may not grow`);
process.exitCode = grown.length > 0 ? 1 : 0;
