import { expect, it } from 'vitest';
import { escapeHtml, escapeLines } from '../../src/lib/html.ts';

it.each([
  ['<b a="1" c=\'2\'>&amp;</b>', '&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;&lt;/b&gt;'],
  ['障害 👩🏽‍🚒 `x`', '障害 👩🏽‍🚒 `x`'],
  ['', ''],
])('escapes %s', (text, expected) => {
  expect(escapeHtml(text)).toBe(expected);
});

it('keeps the line breaks that people made', () => {
  expect(escapeLines('a<\nb')).toBe('a&lt;<br>b');
});
