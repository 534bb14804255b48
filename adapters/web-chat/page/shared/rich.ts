import { html, type TemplateResult } from 'lit-html';

/** Returns a text with what stands in backticks drawn as code. */
export function rich(text: string): readonly (string | TemplateResult)[] {
  return text.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece));
}
