import { isLoopback, whyNotLocal } from '../../src/lib/loopback.ts';
import type { HttpRoutes } from '../../src/ports/http.ts';
import type { SignIns } from '../../src/ports/people.ts';
import type { Postmortems } from '../../src/ports/reporting.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import { answerPostmortem, postmortemNumber } from './postmortems.ts';
import { answerSignIn, howToSignIn } from './sign-in.ts';
import { smallPage } from './small-page.ts';
import { createStaticFiles } from './static-files.ts';
import type { Visitors } from './visitor.ts';

const API = '/web/api/';
const STATIC = '/web/';

/** All that a browser asks of the web chat: the page, its files, the links that sign in, and the page's own API. */
export function createRoutes(parts: {
  demo: boolean;
  publicUrl: string;
  api: (request: Request, path: string) => Promise<Response>;
  visitors: Visitors;
  signIns: SignIns;
  postmortems: Postmortems;
  clock: Clock;
  log: Log;
  started: () => boolean;
}): HttpRoutes {
  const { demo, publicUrl, api, visitors, log, started } = parts;
  const files = createStaticFiles();
  // Behind a proxy that adds no header everybody seems to be on this machine: then PUBLIC_URL tells that it is public.
  const demoIsPublic = demo && URL.canParse(publicUrl) && !isLoopback(new URL(publicUrl).hostname);

  async function answer(request: Request, path: string): Promise<Response | undefined> {
    if (path.startsWith(API)) return api(request, path.slice(API.length));
    const secret = /^\/sign-in\/([A-Za-z0-9_-]{16,200})$/.exec(path)?.[1];
    if (secret) return answerSignIn(request, secret, parts);
    const number = postmortemNumber(path);
    if (number !== undefined) {
      const visitor = await visitors.recognise(request);
      if (visitor) return answerPostmortem(request, number, visitor, parts.postmortems);
      return demo ? pickFirst() : howToSignIn();
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    if (path.startsWith(STATIC)) return files.answer(path.slice(STATIC.length), request);
    if (path !== '/') return undefined;
    // The page says by itself that Tocsin is starting; who somebody is cannot be told before.
    const known = demo || !started() || (await visitors.recognise(request)) !== undefined;
    return known ? files.answer('index.html', request) : howToSignIn();
  }

  return {
    paths: ['/', '/web/*', '/sign-in/*', '/incidents/*'],
    async handle(request, peer) {
      const path = new URL(request.url).pathname;
      if (demoIsPublic || (demo && whyNotLocal(request, peer.address))) return demoIsLocal(demoIsPublic);
      try {
        return (await answer(request, path)) ?? smallPage(404, 'Nothing here', ['<p><a href="/">To the chat</a></p>']);
      } catch (err) {
        log.error({ err, path: path.startsWith('/sign-in/') ? '/sign-in/' : path }, 'A request of the web chat failed');
        const sentence = 'Tocsin could not do that just now. Try again in a moment.';
        if (path.startsWith(API)) return Response.json({ error: sentence }, { status: 503 });
        return smallPage(503, 'One moment', [`<p>${sentence}</p>`]);
      }
    },
  };
}

function demoIsLocal(isPublic: boolean): Response {
  const todo = isPublic
    ? 'PUBLIC_URL is an address that others can reach: unset it to use the demo.'
    : 'Open it there by the address 127.0.0.1.';
  return smallPage(403, 'Only on this machine', [
    `<p>The demo lets everybody be anybody, so it answers on the machine that it runs on and nowhere else. ${todo}</p>`,
    '<p>For your team, write a configuration file: the README says how.</p>',
  ]);
}

function pickFirst(): Response {
  return smallPage(401, 'Who are you?', ['<p><a href="/">Pick who you want to be</a>, then open this again.</p>']);
}
