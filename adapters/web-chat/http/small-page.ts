import type { Language } from '../../../src/domain/languages.ts';
import { escapeHtml } from '../../../src/lib/html.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import { htmlDocument } from './document.ts';

const lookAgainS = 2;

/** A paragraph of text, with words in backticks as code; or trusted HTML. */
export type Paragraph = string | { readonly html: string };

/** Returns a small page. It must contain nothing from the request. */
export function smallPage(
  language: Language,
  status: number,
  title: string,
  paragraphs: readonly Paragraph[],
  headers: Readonly<Record<string, string>> = {},
): Response {
  const html = htmlDocument({
    language,
    title,
    body: `<body class="small-page">
<main class="small-card">
<img src="/web/icon.svg" alt="" width="48" height="48">
<h1>${escapeHtml(title)}</h1>
${paragraphs.map(paragraphHtml).join('\n')}
</main>
</body>`,
  });
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // With no-referrer, a form's own POST would have `Origin: null`, like one from a hostile site.
      'referrer-policy': 'same-origin',
      ...headers,
    },
  });
}

/** Returns a line to type, as a block. */
export function typed(line: string): Paragraph {
  return { html: `<p class="try"><code>${escapeHtml(line)}</code></p>` };
}

/** Returns a paragraph with one link. */
export function link(href: string, text: string): Paragraph {
  return { html: `<p><a href="${escapeHtml(href)}">${escapeHtml(text)}</a></p>` };
}

export function incidentNotFound(language: Language): Response {
  const t = translatorFor(language);
  return smallPage(language, 404, t('web-page.no-incident'), [
    t('web-page.no-incident.text'),
    link('/', t('web-page.to-chat')),
  ]);
}

/** Returns the page for an incident declared a moment ago: its room will exist soon, and the page reloads. */
export function roomOpening(language: Language, number: number): Response {
  const t = translatorFor(language);
  return smallPage(language, 200, t('web-page.room-opening', { number }), [t('web-page.room-opening.text')], {
    refresh: String(lookAgainS),
  });
}

function paragraphHtml(paragraph: Paragraph): string {
  if (typeof paragraph !== 'string') return paragraph.html;
  return `<p>${escapeHtml(paragraph).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`;
}
