import type { Language } from '../../src/domain/languages.ts';
import { escapeHtml, escapeLines } from '../../src/lib/html.ts';
import type { Translate } from '../../src/locales/catalogue.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import { withoutPress } from '../../src/ports/commands/press.ts';
import type { CommandShape, Form, FormField } from '../../src/ports/commands.ts';
import type { Drawing } from './drawing.ts';
import type { Link } from './links.ts';

export const STYLESHEET_NAME = 'page.css';

/** Returns the page that a link opens: what the button would do, as which person, and the form that does it. */
export function confirmationPage(asked: {
  language: Language;
  link: Link;
  shape: CommandShape;
  form: Form | undefined;
  /** A random value that the form sends back, so that sending the same page twice is one action. */
  once: string;
  /** Values already filled in, when a required one was missing. */
  filled?: Readonly<Record<string, string>>;
}): Response {
  const { language, link, shape, form, once, filled } = asked;
  const t = translatorFor(language);
  const missing = filled !== undefined;
  const facts = Object.entries(withoutPress(link.input.args)).map(([name, value]) => [capital(name), value] as const);
  return page(language, missing ? 422 : 200, link.label, [
    `<p dir="auto">${escapeHtml(shape.summary)}.</p>`,
    factsHtml([...facts, [t('mail.page.as'), link.address]]),
    '<form method="post" accept-charset="utf-8">',
    `<input type="hidden" name="once" value="${escapeHtml(once)}">`,
    missing && `<p class="wrong" role="alert">${escapeHtml(t('mail.page.missing'))}</p>`,
    ...(form?.fields ?? []).map((field) => fieldHtml(field, filled?.[field.option] ?? '', t)),
    `<button type="submit">${escapeHtml(link.label)}</button>`,
    '</form>',
    `<p class="muted"><small>${escapeHtml(t('mail.page.nothing-yet'))}</small></p>`,
  ]);
}

/** Returns the page that shows the result of the command. */
export function replyPage(
  language: Language,
  label: string,
  { title, body, fields, buttons, links, linkText }: Drawing,
): Response {
  const buttonLinks = buttons.map(
    (one) => `<a class="button" href="${escapeHtml(one.url)}">${escapeHtml(one.label)}</a>`,
  );
  return page(language, 200, label, [
    title && `<p dir="auto"><strong>${escapeLines(title)}</strong></p>`,
    body && `<p class="prose" dir="auto">${escapeHtml(body)}</p>`,
    fields.length > 0 &&
      factsHtml(
        fields.map(
          ({ label: name, value, moment }) => [name, [value, moment?.words].filter(Boolean).join(' · ')] as const,
        ),
      ),
    buttonLinks.length > 0 && `<p class="buttons">${buttonLinks.join('\n')}</p>`,
    links.length > 0 &&
      `<p>${links.map(({ label: name, url }) => `<a href="${escapeHtml(url)}">${escapeHtml(name)}</a>`).join(' · ')}</p>`,
    linkText && `<p class="prose" dir="auto">${escapeHtml(linkText)}</p>`,
  ]);
}

/** Returns a page that reports a problem. `sentences` are Tocsin's own texts and are escaped here. */
export function plainPage(language: Language, status: number, title: string, sentences: readonly string[]): Response {
  return page(
    language,
    status,
    title,
    sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`),
  );
}

function factsHtml(facts: readonly (readonly [string, string])[]): string {
  const rows = facts.map(
    ([name, value]) => `<dt dir="auto">${escapeHtml(name)}</dt><dd dir="auto">${escapeHtml(value)}</dd>`,
  );
  return `<dl>${rows.join('\n')}</dl>`;
}

function fieldHtml(field: FormField, value: string, t: Translate): string {
  const { option, label, required } = field;
  const optional = required ? '' : ` <small>${escapeHtml(t('mail.page.optional'))}</small>`;
  return `<div class="field"><label for="field-${escapeHtml(option)}">${escapeHtml(label)}${optional}</label>${controlHtml(field, value, t)}</div>`;
}

function controlHtml({ option, kind, required, maxLength, choices }: FormField, value: string, t: Translate): string {
  const name = `id="field-${escapeHtml(option)}" name="${escapeHtml(fieldName(option))}"${required ? ' required' : ''}`;
  if (choices) {
    const options = choices.map(
      (choice) =>
        `<option value="${escapeHtml(choice.value)}"${choice.value === value ? ' selected' : ''}>${escapeHtml(choice.label)}</option>`,
    );
    return `<select ${name}><option value="">${escapeHtml(required ? t('mail.page.choose') : t('mail.page.none'))}</option>${options.join('\n')}</select>`;
  }
  if (kind === 'long-text')
    // A browser drops the first line break in a text area, so this one protects a line break of the value.
    return `<textarea ${name} rows="4" dir="auto" maxlength="${maxLength}">\n${escapeHtml(value)}</textarea>`;
  return `<input ${name} type="text" dir="auto" autocomplete="off" maxlength="${maxLength}" value="${escapeHtml(value)}">`;
}

/** Returns the field's name for an option: prefixed, so that no option collides with another field of the form. */
export function fieldName(option: string): string {
  return `option-${option}`;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function page(
  language: Language,
  status: number,
  title: string,
  parts: readonly (string | false | undefined)[],
): Response {
  const html = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · Tocsin</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${STYLESHEET_NAME}">
</head>
<body>
<main>
<h1 dir="auto">${escapeHtml(title)}</h1>
${parts.filter(Boolean).join('\n')}
</main>
</body>
</html>
`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
  });
}
