import type { Directory } from '../../../src/domain/directory.ts';
import type { Language } from '../../../src/domain/languages.ts';
import { isLoopback, whyNotLocal } from '../../../src/lib/loopback.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import type { HttpRoutes } from '../../../src/ports/http.ts';
import type { SignIns } from '../../../src/ports/people.ts';
import type { DashboardReads, Postmortems } from '../../../src/ports/reporting.ts';
import type { Clock, Log } from '../../../src/ports/runtime.ts';
import { directRoom } from '../rooms.ts';
import type { Api } from './api.ts';
import { pageDocument } from './document.ts';
import { languageFor } from './language.ts';
import { isOwnPath, type OwnPath, ownPages } from './own-pages.ts';
import { answerPostmortem, postmortemNumber } from './postmortems.ts';
import type { WebRateLimits } from './rate-limits.ts';
import { answerSignIn, howToSignIn } from './sign-in.ts';
import { incidentNotFound, link, roomOpening, smallPage } from './small-page.ts';
import { createStaticFiles } from './static-files.ts';
import { createPageTexts } from './texts.ts';
import type { Visitors } from './visitor.ts';

const API = '/web/api/';
const STATIC = '/web/';
/** Addresses that people try for the list of incidents. */
const guessed = /^\/(?:incidents|dashboard)\/?$/;

export interface RoutesParts {
  readonly demo: boolean;
  readonly publicUrl: string;
  readonly api: Api;
  readonly limits: WebRateLimits;
  readonly visitors: Visitors;
  readonly signIns: SignIns;
  readonly postmortems: Postmortems;
  readonly directory: () => Directory;
  /** Returns the room of the incident with this number; undefined when it has none here. */
  readonly roomOf: DashboardReads['roomOf'];
  readonly clock: Clock;
  readonly log: Log;
  readonly started: () => boolean;
}

/** Serves the web chat to browsers: the page, its files, the sign-in links, and the page's API. */
export function createRoutes(parts: RoutesParts): HttpRoutes {
  const { demo, publicUrl, api, visitors, directory, log, started } = parts;
  const files = createStaticFiles();
  const texts = createPageTexts();
  // Behind a proxy that adds no header, every client seems to be on this machine; PUBLIC_URL then tells that the server is
  // public.
  const demoIsPublic = demo && URL.canParse(publicUrl) && !isLoopback(new URL(publicUrl).hostname);

  async function answer(request: Request, path: string, address: string): Promise<Response | undefined> {
    if (path.startsWith(API)) return api(request, path.slice(API.length), address);
    const secret = /^\/sign-in\/([A-Za-z0-9_-]{16,200})$/.exec(path)?.[1];
    if (secret) return answerSignIn(request, secret, languageFor(request, undefined, directory()), address, parts);
    const number = postmortemNumber(path);
    if (number !== undefined) return postmortem(request, path, number);
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    if (path.startsWith(STATIC)) return texts.answer(path) ?? files.answer(path.slice(STATIC.length), request);
    if (isOwnPath(path)) return ownPage(request, path);
    if (guessed.test(path)) return new Response(null, { status: 302, headers: { location: '/#/dashboard' } });
    const incident = /^\/incidents\/(\d{1,9})\/?$/.exec(path)?.[1];
    if (path === '/' || incident) return page(request, path, incident === undefined ? undefined : Number(incident));
    return undefined;
  }

  async function page(request: Request, path: string, incident: number | undefined): Promise<Response> {
    // Before Tocsin has started, the person of a session is unknown; the page itself says that Tocsin is starting.
    const visitor = started() ? await visitors.recognise(request) : undefined;
    const language = languageFor(request, visitor?.person, directory());
    if (!visitor && started() && !demo) return howToSignIn(language, path, publicUrl);
    const room = visitor && incident !== undefined ? await parts.roomOf(incident) : undefined;
    if (visitor && incident !== undefined && !room) return incidentNotFound(language);
    if (room === 'opening') return roomOpening(language, incident ?? 0);
    const [script, stylesheet] = await Promise.all([files.address('app.js'), files.address('app.css')]);
    const data = {
      texts: texts.address(language),
      ...(visitor && { person: visitor.person.id, zone: visitor.person.timezone }),
      ...(room && { room: room.room, roomName: `${incident} ${room.title}` }),
    };
    return pageDocument(language, data, { script, stylesheets: [stylesheet] });
  }

  /** The chat's page lets a visitor of the demo pick a person, and then loads the same address again. */
  async function picker(request: Request): Promise<Response> {
    const { body, headers } = await page(request, '/', undefined);
    return new Response(body, { status: 401, headers });
  }

  async function postmortem(request: Request, path: string, number: number): Promise<Response> {
    const visitor = await visitors.recognise(request);
    const language = languageFor(request, visitor?.person, directory());
    if (visitor) return answerPostmortem(request, number, visitor, language, parts.postmortems);
    return demo ? picker(request) : howToSignIn(language, path, publicUrl);
  }

  async function ownPage(request: Request, path: OwnPath): Promise<Response> {
    const visitor = await visitors.recognise(request);
    const language = languageFor(request, visitor?.person, directory());
    if (!visitor) return demo ? picker(request) : howToSignIn(language, path, publicUrl);
    const { name, title } = ownPages[path];
    const [script, ...stylesheets] = await Promise.all([
      files.address(`${name}.js`),
      files.address('app.css'),
      files.address(`${name}.css`),
    ]);
    const { id, timezone: zone } = visitor.person;
    const data = { texts: texts.address(language, name), person: id, zone, direct: directRoom(id) };
    return pageDocument(language, data, { script, stylesheets }, `${translatorFor(language)(title)} · Tocsin`);
  }

  return {
    paths: ['/', '/web/*', '/sign-in/*', '/incidents', '/incidents/*', '/dashboard', ...Object.keys(ownPages)],
    async handle(request, peer) {
      const path = new URL(request.url).pathname;
      const language = languageFor(request, undefined, directory());
      if (demoIsPublic || (demo && whyNotLocal(request, peer.address))) return demoIsLocal(language, demoIsPublic);
      try {
        return (await answer(request, path, peer.address)) ?? notFound(language);
      } catch (err) {
        log.error({ err, path: path.startsWith('/sign-in/') ? '/sign-in/' : path }, 'web chat request failed');
        const t = translatorFor(language);
        const sentence = t('web-page.unavailable.text');
        if (path.startsWith(API)) return Response.json({ error: sentence }, { status: 503 });
        return smallPage(language, 503, t('web-page.unavailable'), [sentence]);
      }
    },
  };
}

function notFound(language: Language): Response {
  const t = translatorFor(language);
  return smallPage(language, 404, t('web-page.not-found'), [
    t('web-page.not-found.text'),
    link('/', t('web-page.to-chat')),
  ]);
}

function demoIsLocal(language: Language, isPublic: boolean): Response {
  const t = translatorFor(language);
  return smallPage(language, 403, t('web-page.local-only'), [
    t('web-page.local-only.text'),
    t(isPublic ? 'web-page.local-only.public' : 'web-page.local-only.loopback'),
    t('web-page.local-only.own-team'),
  ]);
}
