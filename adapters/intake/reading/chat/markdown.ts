/** Markdown without its marks: `**[critical]** [graph](https://…)` as `[critical] graph`. */
export function withoutMarkdown(text: string): string {
  return text
    .replace(/\[([^\]]{1,300})\]\(https?:\/\/[^\s)]{1,1900}\)/g, '$1')
    .replace(/<(https?:\/\/[^>\s]{1,1900})>/g, '$1')
    .replace(/(^|[\s(])(\*{1,3}|_{1,2}|~~|`)(?=\S)(.{1,300}?\S|\S)\2(?=$|[\s).,:;!?])/g, '$1$3')
    .replace(/^#{1,3}\s/, '');
}

/** Returns the http and https URLs in a line of Markdown or plain text. */
export function linksInMarkdown(line: string): readonly string[] {
  return [...line.matchAll(/https?:\/\/[^\s<>|"')\]]{1,1900}/g)].map(([url]) => url);
}
