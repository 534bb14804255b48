import MarkdownIt from 'markdown-it';

/** Markup in the text stays text, and of addresses only those are links that lead to the web or to a mailbox. */
const markdown = new MarkdownIt({ html: false, linkify: true }).disable('image');

const usualLink =
  markdown.renderer.rules.link_open ?? ((tokens, index, options, _, self) => self.renderToken(tokens, index, options));
markdown.renderer.rules.link_open = (tokens, index, options, env, self) => {
  tokens[index]?.attrSet('rel', 'noopener noreferrer');
  return usualLink(tokens, index, options, env, self);
};

/** Returns Markdown that people wrote as HTML that is safe to show. */
export function htmlOfMarkdown(text: string): string {
  return markdown.render(text);
}
