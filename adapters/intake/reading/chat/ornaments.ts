/** “***** Nagios *****”: who sends it, above what it tells. */
const ornament = /^\s*\*{4,}\s.{1,80}\s\*{4,}\s*$/;
const names: Readonly<Record<string, string>> = {
  'notification type': 'notificationtype',
  service: 'service',
  host: 'host',
  address: 'address',
  state: 'state',
  'additional info': 'output',
};

/** Returns the lines of a text without a heading that only names the sender. */
export function withoutOrnament(lines: readonly string[]): readonly string[] {
  return lines.length > 1 && ornament.test(lines[0]!) ? lines.slice(1) : lines;
}

/** Returns the macros in the text that Nagios’ own commands write for a mail; undefined for any other text. */
export function macrosIn(lines: readonly string[]): Readonly<Record<string, string>> | undefined {
  const found = lines.flatMap((line, at) => {
    const [, name = '', value = ''] = /^([A-Z][A-Za-z ]{1,30}):(?:\s+(\S.{0,500}))?$/.exec(line.trim()) ?? [];
    const known = names[name.toLowerCase()];
    // What a plugin said stands below its name.
    return known ? [[known, value || (lines.slice(at + 1).find((one) => one.trim()) ?? '').trim()] as const] : [];
  });
  const macros = Object.fromEntries(found);
  return macros.notificationtype && macros.host ? macros : undefined;
}
