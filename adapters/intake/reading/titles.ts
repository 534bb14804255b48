/** Returns the title with where it is, for senders whose titles are the same for every host; unchanged where it says so. */
export function placed(title: string | null | undefined, where: string | null | undefined): string | undefined {
  const [what, host] = [title?.trim(), where?.trim()];
  if (!what || !host || what.toLowerCase().includes(host.toLowerCase())) return what || undefined;
  return `${what} on ${host}`;
}
