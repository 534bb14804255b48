/**
 * Returns the title with the host or object added, for senders whose titles are the same for all; unchanged where the title
 * names it already.
 */
export function placed(title: string | null | undefined, where: string | null | undefined): string | undefined {
  const [what, host] = [title?.trim(), where?.trim()];
  if (!what || !host || mentions(what, host)) return what || undefined;
  return `${what} on ${host}`;
}

/** Returns whether a title contains a name as separate words: “Latency” does not mention the host `a`. */
export function mentions(title: string, name: string): boolean {
  const [text, sought] = [title.toLowerCase(), name.toLowerCase()];
  const isPart = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
  for (let at = text.indexOf(sought); at !== -1; at = text.indexOf(sought, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + sought.length])) return true;
  }
  return false;
}
