import { SourceMap, type SourceMapping } from 'node:module';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { originAt } from '../../src/lib/values/source-map.ts';

it('finds the same origins as Node, line by line and column by column', async () => {
  const { outputFiles } = await build({
    entryPoints: ['src/lib/text.ts', 'src/lib/duration.ts'],
    outdir: 'out',
    write: false,
    minifyWhitespace: true,
    sourcemap: 'external',
  });
  const maps = outputFiles.filter(({ path }) => path.endsWith('.map'));
  expect(maps).toHaveLength(2);
  for (const { text } of maps) {
    const map = JSON.parse(text);
    const ofNode = new SourceMap(map);
    for (let column = 0; column < 3_000; column += 7) {
      const found = originAt(map, 0, column);
      // Node gives an empty object where the map says nothing.
      const {
        originalSource: source,
        originalLine: line,
        originalColumn,
      } = ofNode.findEntry(0, column) as Partial<SourceMapping>;
      expect({ ...found }).toEqual(source === undefined ? {} : { source, line, column: originalColumn });
    }
  }
});

it('finds the line in a file of several lines, and nothing where the map says nothing', () => {
  // Line 0 has no segment; line 1 has one of a source and then one of none.
  const map = { sources: ['a.ts'], mappings: ';AACA,E' };
  expect(originAt(map, 0, 0)).toBeUndefined();
  expect(originAt(map, 1, 1)).toEqual({ source: 'a.ts', line: 1, column: 0 });
  expect(originAt(map, 1, 2)).toBeUndefined();
  expect(originAt(map, 7, 0)).toBeUndefined();
});
