import { createHash, randomUUID } from 'node:crypto';
import type { Directory } from '../../src/domain/directory.ts';
import type { Language } from '../../src/domain/languages.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import type { CommandInput } from '../../src/ports/commands/input.ts';
import type { Commands, Form } from '../../src/ports/commands.ts';
import type { HttpRoutes } from '../../src/ports/http.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { draw } from './drawing.ts';
import { languageOf } from './language.ts';
import { LINK_DAYS } from './limits.ts';
import type { Link, LinkReading, Links } from './links.ts';
import { confirmationPage, fieldName, plainPage, replyPage, STYLESHEET_NAME } from './pages.ts';
import { stylesheet } from './stylesheet.ts';

const ROOT = '/mail/';

/**
 * Serves the pages behind the buttons of a mail. Mail scanners and previews open every link, so GET changes nothing and only
 * the page's form acts. The signed link is the only authority: without cookies, another site has nothing to forge a request
 * with.
 */
export function createRoutes({
  links,
  commands,
  directory,
  log,
}: {
  links: Links;
  commands: Commands;
  directory: () => Directory;
  log: Log;
}): HttpRoutes {
  async function answer(request: Request): Promise<Response> {
    const name = new URL(request.url).pathname.slice(ROOT.length);
    const looks = request.method === 'GET' || request.method === 'HEAD';
    if (looks && name === STYLESHEET_NAME)
      return new Response(stylesheet, {
        headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' },
      });
    const unread = languageOf(undefined, directory(), request);
    if (!looks && request.method !== 'POST') return methodNotAllowed(unread);
    const reading = links.read(name);
    if ('wrong' in reading) return wrongLink(reading.wrong, unread);
    const { link } = reading;
    const language = languageOf(link.address, directory(), request);
    const shape = commands.catalogue.find(({ name: command }) => command === link.input.command);
    if (!shape) return wrongLink('no-link', language);
    const form = commands.formFor(link.input);
    if (looks) return confirmationPage({ language, link, shape, form, once: randomUUID() });
    const sent = new URLSearchParams(await request.text());
    const filled = filledIn(sent, form);
    const known = form?.input ?? link.input;
    const input: CommandInput = { command: known.command, args: { ...known.args, ...filled } };
    if (commands.formFor(input)) return confirmationPage({ language, link, shape, form, once: randomUUID(), filled });
    return act(language, link, input, actId(name, sent.get('once') ?? '', filled));
  }

  async function act(language: Language, link: Link, input: CommandInput, id: string): Promise<Response> {
    const { address, label, issuedAt } = link;
    try {
      const { message } = await commands.run({
        ...input,
        id: `${id}-${input.command}`,
        from: { platform: 'email', id: address },
        where: { address: { platform: 'email', kind: 'person', id: address }, private: true, places: [] },
      });
      // Buttons of the answer expire with the link that they came from. Otherwise one link would give access for ever.
      const urlOf = (button: Parameters<Links['codeFor']>[0]) => links.codeFor(button, { address, issuedAt });
      return replyPage(language, label, draw(message, urlOf, language));
    } catch (err) {
      log.error({ err, command: input.command }, 'email button command failed');
      const t = translatorFor(language);
      return plainPage(language, 500, t('mail.page.failed'), [t('mail.page.failed.text')]);
    }
  }

  return { paths: [`${ROOT}*`], handle: answer };
}

function filledIn(sent: URLSearchParams, form: Form | undefined): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const { option } of form?.fields ?? []) {
    const value = sent.get(fieldName(option))?.replace(/\r\n?/g, '\n').trim();
    if (value) filled[option] = value;
  }
  return filled;
}

/**
 * Returns the idempotency key of an action. Sending the same page twice is one action. Opening the link again begins a new
 * one, so a person can acknowledge again after an unacknowledge, or write a second note, by the same mail.
 */
function actId(code: string, once: string, filled: Readonly<Record<string, string>>): string {
  return createHash('sha256')
    .update(JSON.stringify([code, once, filled]))
    .digest('base64url');
}

function wrongLink(wrong: Extract<LinkReading, { wrong: string }>['wrong'], language: Language): Response {
  const t = translatorFor(language);
  const unchanged = t('mail.page.nothing-changed');
  switch (wrong) {
    case 'expired':
      return plainPage(language, 410, t('mail.page.expired'), [
        t('mail.page.expired.text', { days: LINK_DAYS }),
        unchanged,
      ]);
    case 'altered':
      return plainPage(language, 400, t('mail.page.altered'), [t('mail.page.altered.text'), unchanged]);
    case 'no-link':
      return plainPage(language, 404, t('mail.page.not-found'), [t('mail.page.not-found.text'), unchanged]);
    default:
      return wrong satisfies never;
  }
}

function methodNotAllowed(language: Language): Response {
  const answer = plainPage(language, 405, translatorFor(language)('mail.page.method'), []);
  answer.headers.set('allow', 'GET, HEAD, POST');
  return answer;
}
