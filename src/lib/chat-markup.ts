/**
 * What Slack and Discord put into texts in place of names and links: `<@U0BOB|bob>`, `<#C0OPS|ops>`, `<!here>`,
 * `<https://…|the graph>`, `<:fire:1>`, `<t:1700000000>`. Whatever else stands in angle brackets is somebody's text.
 */
const token = new RegExp(
  [
    '<(?:',
    '@(?<kind>[!&]?)(?<person>[UW][A-Z0-9]{2,20}|\\d{15,20})',
    '|#(?<channel>[CGD][A-Z0-9]{2,20}|\\d{15,20})',
    '|!(?<group>here|channel|everyone|subteam\\^[A-Z0-9]{2,20}|date\\^-?\\d{1,12}\\^[^<>|]{1,300})',
    '|(?<address>(?:https?://|mailto:|tel:)[^\\s<>|]{1,2000})',
    ')(?:\\|(?<label>[^<>|]{0,300}))?>',
    '|<a?(?<emoji>:\\w{1,64}:)\\d{1,20}>',
    '|<t:(?<moment>-?\\d{1,12})(?::[tTdDfFR])?>',
    '|</(?<command>[^:<>]{1,100}):\\d{1,20}>',
  ].join(''),
  'g',
);

/**
 * Returns a text as it reads in the chat that it was written for: names in place of ids, and links with their words.
 *
 * @param nameOf the name of the person of an account
 */
export function readMarkup(text: string, nameOf: (account: string) => string | undefined): string {
  if (!text.includes('<')) return text;
  return text.replace(token, (...found) => {
    const groups = found.at(-1) as Partial<Record<string, string>>;
    const { kind, person, channel, group, address, emoji, moment, command } = groups;
    const label = unescaped(groups.label ?? '').trim();
    if (person !== undefined) return (kind === '&' ? undefined : nameOf(person)) ?? `@${label || person}`;
    if (channel !== undefined) return `#${label || channel}`;
    if (group !== undefined) return groupWords(group, label);
    if (address !== undefined) return linkWords(unescaped(address), label);
    if (emoji !== undefined) return emoji;
    if (moment !== undefined) return momentWords(Number(moment));
    return `/${command}`;
  });
}

/** Returns the words of Slack's `<!here>`, `<!subteam^S0SRE|@sre>` and `<!date^…|…>`, given without brackets and mark. */
export function groupWords(target: string, label: string): string {
  const [range = '', id] = target.split('^');
  if (range === 'date') return label || `${id}`;
  return label || `@${id ?? range}`;
}

/** Returns an address that people wrote out as it is, and a text with an address behind it with both. */
export function linkWords(target: string, label: string): string {
  const address = target.replace(/^(mailto|tel):/, '');
  if (!label || label === address || bareAddress(label) === bareAddress(address)) return label || address;
  return `${label} (${address})`;
}

/** Returns a moment of Discord’s, in UTC; nothing for one that no calendar has. */
export function momentWords(seconds: number): string {
  const at = new Date(seconds * 1_000);
  if (Number.isNaN(at.getTime())) return '';
  return at
    .toISOString()
    .replace('T', ' ')
    .replace(/:\d\d\.\d+Z$/, ' UTC');
}

/** Slack escapes these three and no others. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function bareAddress(address: string): string {
  return address.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
