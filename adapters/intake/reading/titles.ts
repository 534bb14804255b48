/** Returns the title with where it is, for senders whose titles are the same for every host; unchanged where it says so. */
export function placed(title: string | null | undefined, where: string | null | undefined): string | undefined {
  const [what, host] = [title?.trim(), where?.trim()];
  if (!what || !host || mentions(what, host)) return what || undefined;
  return `${what} on ${host}`;
}

/** Returns whether a title has a name in it as words of its own: “Latency” has no host `a` in it. */
export function mentions(title: string, name: string): boolean {
  const [text, sought] = [title.toLowerCase(), name.toLowerCase()];
  const isPart = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
  for (let at = text.indexOf(sought); at !== -1; at = text.indexOf(sought, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + sought.length])) return true;
  }
  return false;
}
