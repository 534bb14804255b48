import type { Language } from '../../../src/domain/languages.ts';
import { designTokens } from '../../../src/lib/design-tokens.ts';
import { escapeHtml } from '../../../src/lib/html.ts';
import { translatorFor } from '../../../src/locales/translate.ts';

/** Returns the HTML document around every page of the web chat; `body` is HTML. */
export function htmlDocument(document: {
  readonly language: Language;
  readonly title: string;
  readonly head?: string;
  /** URLs of the style sheets; absent: the chat's, at its stable URL. */
  readonly stylesheets?: readonly string[];
  readonly attributes?: string;
  readonly body: string;
}): string {
  const { language, title, head = '', stylesheets = ['/web/app.css'], attributes = '', body } = document;
  return `<!doctype html>
<html lang="${language}"${attributes}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="${designTokens.light.ground}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="${designTokens.dark.ground}" media="(prefers-color-scheme: dark)">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="/web/icon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="/web/icon-180.png">
<link rel="manifest" href="/web/manifest.webmanifest">
${stylesheets.map((address) => `<link rel="stylesheet" href="${escapeHtml(address)}">`).join('\n')}
${head}</head>
${body}
</html>
`;
}

/** Data in the document for the page: the URL of its texts, the reader, and the room of the incident in the URL. */
export interface PageData {
  readonly texts: string;
  /** Undefined while nobody is selected, or Tocsin is starting. */
  readonly person?: string;
  /** IANA zone of the person, in which the page shows times. */
  readonly zone?: string;
  /** Room of the reader's direct messages. The chat learns it with everything else. */
  readonly direct?: string;
  readonly room?: string;
  readonly roomName?: string;
}

/** Answers with the page of the web chat. */
export function pageDocument(
  language: Language,
  data: PageData,
  files: { readonly script: string; readonly stylesheets: readonly string[] },
  title = 'Tocsin',
): Response {
  const t = translatorFor(language);
  const { roomName, ...attributesOfPage } = data;
  const attributes = Object.entries({ ...attributesOfPage, 'room-name': roomName }).map(([name, value]) =>
    value === undefined ? '' : ` data-${name}="${escapeHtml(value)}"`,
  );
  const html = htmlDocument({
    language,
    title,
    stylesheets: files.stylesheets,
    attributes: attributes.join(''),
    head: `<link rel="preload" href="${escapeHtml(data.texts)}" as="fetch" crossorigin="anonymous">
<script type="module" src="${escapeHtml(files.script)}"></script>
`,
    body: `<body>
<div id="app"><p class="loading">${escapeHtml(t('web.opening'))}</p></div>
<noscript><p class="loading">${escapeHtml(t('web-page.needs-javascript'))}</p></noscript>
</body>`,
  });
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', ...privateToReader } });
}

/** The document is in the language of the person of the cookie, or of the browser. */
export const privateToReader = { 'cache-control': 'private, no-cache', vary: 'cookie, accept-language' } as const;
