import MarkdownIt from 'markdown-it';

/** HTML in the text stays text, and only URLs of the web and mail addresses become links. */
const markdown = new MarkdownIt({ html: false, linkify: true }).disable('image');

const usualLink =
  markdown.renderer.rules.link_open ?? ((tokens, index, options, _, self) => self.renderToken(tokens, index, options));
markdown.renderer.rules.link_open = (tokens, index, options, env, self) => {
  tokens[index]?.attrSet('rel', 'noopener noreferrer');
  return usualLink(tokens, index, options, env, self);
};

/** Returns Markdown by people as safe HTML. */
export function htmlOfMarkdown(text: string): string {
  return markdown.render(text);
}
