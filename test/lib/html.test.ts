import { expect, it } from 'vitest';
import { escapeHtml, escapeLines, escapeWithLinks } from '../../src/lib/html.ts';

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

it('makes links of web addresses, and of nothing else', () => {
  expect(escapeWithLinks('<i> "https://x.example/?a=b&c=1", javascript:alert(1)')).toBe(
    '&lt;i&gt; &quot;<a href="https://x.example/?a=b&amp;c=1" rel="noopener noreferrer nofollow">' +
      'https://x.example/?a=b&amp;c=1</a>&quot;, javascript:alert(1)',
  );
});
