import { describe, expect, it } from 'vitest';
import { accepted, fileWith, mistakesIn } from './reading.ts';

describe('correlate', () => {
  it('is read', () => {
    const { directory } = accepted(
      fileWith('correlate: [ { labels: [cluster, region], within: 30m }, { labels: [site] } ]'),
    );
    expect(directory.correlations).toEqual([
      { labels: ['cluster', 'region'], withinMs: 1_800_000 },
      { labels: ['site'], withinMs: 600_000 },
    ]);
  });

  it.each([
    ['{ labels: [a] }', 'expected a list such as [ { labels: [cluster, region], within: 10m } ]'],
    ['[ { labels: cluster } ]', 'put labels in brackets'],
    ['[ { labels: [] } ]', 'expected a list of 1 to 10 labels'],
    ['[ { labels: [] } ]', 'labels (line 5): is an empty list; expected'],
    ['[ { labels: [a, b, c, d, e, f, g, h, i, j, k] } ]', 'is a list of 11 labels; expected a list of 1 to 10'],
    ['[ { labels: [a, 5] } ]', 'has an entry that is no label'],
    ['[ { within: 10m } ]', 'labels'],
    ['[ { labels: [a], within: 8d } ]', 'is too long'],
    ['[ { labels: [a], window: 8m } ]', 'within'],
  ])('%s is a mistake', (text, said) => {
    expect(mistakesIn(fileWith(`correlate: ${text}`)).join('\n')).toContain(said);
  });
});
