/** How long a text is inside JSON, where quotes, line breaks and control characters take more. */
export function jsonLength(text: string): number {
  return JSON.stringify(text).length - 2;
}

/** Slack's three control characters. With these escaped nothing is a mention, a link or an entity. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A line as its writer saw it: links, mentions and entities that Slack put there become the words again. */
export function asTyped(text: string): string {
  return text
    .replace(/<([^<>]*)>/g, (_, inside: string) => {
      const [target = '', label] = inside.split('|', 2);
      if (/^[@#!]/.test(target)) return mention(target, label);
      return label || target.replace(/^mailto:/, '');
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function mention(target: string, label: string | undefined): string {
  // People are told apart by their id; a name may be anybody's.
  if (target.startsWith('@')) return target;
  if (target.startsWith('#')) return `#${label || target.slice(1)}`;
  const [range = '', id] = target.slice(1).split('^');
  return label || `@${id ?? range}`;
}
