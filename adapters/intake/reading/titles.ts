/** Returns the title with where it is, for senders whose titles are the same for every host; unchanged where it says so. */
export function placed(title: string | null | undefined, place: string | null | undefined): string | undefined {
  const [what, where] = [title?.trim(), place?.trim()];
  if (!what || !where || what.toLowerCase().includes(where.toLowerCase())) return what || undefined;
  return `${what} on ${where}`;
}
