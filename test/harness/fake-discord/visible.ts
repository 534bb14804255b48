/** How a rule of Discord's markdown begins at a place, and what people see of it. Marks ⟦…⟧ stand for what is not text. */
const rules: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/^\\([^0-9A-Za-z\s])/, ([, char]) => char ?? ''],
  [/^<t:(\d+)(?::[tTdDfFR])?>/, ([, seconds]) => `⟦${new Date(Number(seconds) * 1000).toISOString()}⟧`],
  [/^<(@[!&]?|#|@)(\w+)>/, ([, , id]) => `⟦mention ${id}⟧`],
  [/^<a?:(\w+):(\d+)>/, ([, name]) => `⟦emoji ${name}⟧`],
  [/^<\/([^:>]+):(\d+)>/, ([, name]) => `⟦command ${name}⟧`],
  [/^@(everyone|here)/, ([, all]) => `⟦mention ${all}⟧`],
  [/^```(?:\w*\n)?(.+?)```/s, ([, code]) => code ?? ''],
  [/^(`+)([^`].*?)\1(?!`)/s, ([, , code]) => code ?? ''],
  [/^\|\|((?:\\.|[^\\])+?)\|\|/s, ([, inner]) => visible(inner ?? '')],
  [/^\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/s, ([, inner]) => visible(inner ?? '')],
  [/^__((?:\\.|[^\\])+?)__(?!_)/s, ([, inner]) => visible(inner ?? '')],
  [/^~~((?:\\.|[^\\])+?)~~/s, ([, inner]) => visible(inner ?? '')],
  [/^\*(?=\S)((?:\\.|[^\\*])+?)\*(?!\*)/s, ([, inner]) => visible(inner ?? '')],
  [/^_((?:\\.|[^\\_])+?)_(?![0-9A-Za-z_])/s, ([, inner]) => visible(inner ?? '')],
  [/^\[((?:\\.|[^\\\]])+)\]\((?:\\.|[^\\)])+\)/s, ([, label]) => `⟦link ${label}⟧`],
  [/^<?https?:\/\/[^\s<]+[^<.,:;"')\]\s]>?/, ([url]) => `⟦link ${url}⟧`],
];

const atLineStart: readonly RegExp[] = [/^#{1,3} +/, /^-# +/, /^>(>>)? +/, /^ *[-*+] +/, /^ *\d+\. +/];

/** What people read of a text that Discord takes as markdown. */
export function visible(markdown: string): string {
  let seen = '';
  let rest = markdown;
  while (rest) {
    const lineBegins = rest.length === markdown.length || markdown[markdown.length - rest.length - 1] === '\n';
    const prefix = lineBegins ? atLineStart.map((rule) => rule.exec(rest)).find(Boolean) : undefined;
    if (prefix) {
      seen += '⟦line⟧';
      rest = rest.slice(prefix[0].length);
      continue;
    }
    const found = firstMatch(rest);
    seen += found ? found.shown : rest[0];
    rest = rest.slice(found ? found.length : 1);
  }
  return seen;
}

function firstMatch(text: string): { shown: string; length: number } | undefined {
  // Most characters begin nothing.
  if (!/^[\\<@`|*_~[h]/.test(text)) return undefined;
  for (const [rule, show] of rules) {
    const match = rule.exec(text);
    if (match) return { shown: show(match), length: match[0].length };
  }
  return undefined;
}
