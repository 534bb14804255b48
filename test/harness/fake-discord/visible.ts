/** What people read of a text that Discord takes as markdown. */
export interface Read {
  readonly text: string;
  /** Where its links lead, in order. */
  readonly links: readonly string[];
  /** Who it mentions, as the text says: an id, `everyone` or `here`. Who of them is notified the message says beside it. */
  readonly mentions: readonly string[];
}

interface Found {
  readonly links: string[];
  readonly mentions: string[];
}

type Rule = readonly [RegExp, (match: RegExpExecArray, found: Found) => string];

/** How a rule of Discord's markdown begins at a place, and what people see of it. Marks ⟦…⟧ stand for what is not text. */
const rules: readonly Rule[] = [
  [/^\\([^0-9A-Za-z\s])/, ([, char]) => char ?? ''],
  [/^<t:(\d+)(?::[tTdDfFR])?>/, ([, seconds]) => `⟦${new Date(Number(seconds) * 1000).toISOString()}⟧`],
  [
    /^<(@[!&]?|#|@)(\w+)>/,
    ([, sign, id], { mentions }) => {
      mentions.push(`${sign === '#' ? '#' : ''}${id}`);
      return `⟦mention ${id}⟧`;
    },
  ],
  [/^<a?:(\w+):(\d+)>/, ([, name]) => `⟦emoji ${name}⟧`],
  [/^<\/([^:>]+):(\d+)>/, ([, name]) => `⟦command ${name}⟧`],
  [
    /^@(everyone|here)/,
    ([, all], { mentions }) => {
      mentions.push(String(all));
      return `⟦mention ${all}⟧`;
    },
  ],
  [/^```(?:\w*\n)?(.+?)```/s, ([, code]) => code ?? ''],
  [/^(`+)([^`].*?)\1(?!`)/s, ([, , code]) => code ?? ''],
  [/^\|\|((?:\\.|[^\\])+?)\|\|/s, ([, inner], found) => seen(inner ?? '', found)],
  [/^\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/s, ([, inner], found) => seen(inner ?? '', found)],
  [/^__((?:\\.|[^\\])+?)__(?!_)/s, ([, inner], found) => seen(inner ?? '', found)],
  [/^~~((?:\\.|[^\\])+?)~~/s, ([, inner], found) => seen(inner ?? '', found)],
  [/^\*(?=\S)((?:\\.|[^\\*])+?)\*(?!\*)/s, ([, inner], found) => seen(inner ?? '', found)],
  [/^_((?:\\.|[^\\_])+?)_(?![0-9A-Za-z_])/s, ([, inner], found) => seen(inner ?? '', found)],
  [/^\[((?:\\.|[^\\\]])+)\]\((?:\\.|[^\\)])+\)/s, ([, label]) => `⟦link ${label}⟧`],
  [/^<(https?:\/\/[^\s>]+)>/, ([, url], found) => link(url, found)],
  [/^https?:\/\/[^\s<]+[^<.,:;"')\]\s]/, ([url], found) => link(url, found)],
];

const atLineStart: readonly RegExp[] = [/^#{1,3} +/, /^-# +/, /^>(>>)? +/, /^ *[-*+] +/, /^ *\d+\. +/];

export function visible(markdown: string): string {
  return read(markdown).text;
}

export function read(markdown: string): Read {
  const found: Found = { links: [], mentions: [] };
  return { text: seen(markdown, found), ...found };
}

function link(url: string | undefined, { links }: Found): string {
  links.push(url ?? '');
  return url ?? '';
}

function seen(markdown: string, found: Found): string {
  let shown = '';
  let rest = markdown;
  while (rest) {
    const lineBegins = rest.length === markdown.length || markdown[markdown.length - rest.length - 1] === '\n';
    const prefix = lineBegins ? atLineStart.map((rule) => rule.exec(rest)).find(Boolean) : undefined;
    if (prefix) {
      shown += '⟦line⟧';
      rest = rest.slice(prefix[0].length);
      continue;
    }
    const first = firstMatch(rest, found);
    shown += first ? first.shown : rest[0];
    rest = rest.slice(first ? first.length : 1);
  }
  return shown;
}

function firstMatch(text: string, found: Found): { shown: string; length: number } | undefined {
  // Most characters begin nothing.
  if (!/^[\\<@`|*_~[h]/.test(text)) return undefined;
  for (const [rule, show] of rules) {
    const match = rule.exec(text);
    if (match) return { shown: show(match, found), length: match[0].length };
  }
  return undefined;
}
