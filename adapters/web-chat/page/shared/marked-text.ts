import { html, type TemplateResult } from 'lit-html';

/** Returns text with what stands in backticks as code: a line to type, mostly. All of it stays text. */
export function markedText(text: string): readonly (string | TemplateResult)[] {
  return text.split(/`([^`\n]{1,200})`/).map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}
