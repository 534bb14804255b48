import { html, type TemplateResult } from 'lit-html';

/** Returns a text with its words in backticks as code. */
export function rich(text: string): readonly (string | TemplateResult)[] {
  return text.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece));
}
