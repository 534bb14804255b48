import { languageOfHeader } from '../../../src/domain/languages.ts';
import type { Translate } from '../../../src/locales/catalogue.ts';
import type { Outcome, PageAction } from '../actions.ts';
import { changePush } from '../push/api.ts';
import { roomExists } from '../rooms.ts';
import { json, refuse } from './answers.ts';
import type { ApiParts } from './api-parts.ts';
import { type Body, readBody } from './body.ts';
import { replayPayload, tryPayload } from './integrations.ts';
import { runJob } from './jobs.ts';
import { endSession, signOut, signOutEverywhere } from './sign-in.ts';
import { fromOurPages, type Visitor } from './visitor.ts';

/** The visitor of a request, and the language of the answer. */
export interface Acting {
  readonly request: Request;
  readonly visitor: Visitor | undefined;
  readonly t: Translate;
  readonly address: string;
}

/** `POST /web/api/*` */
export function createWrites(parts: ApiParts): (path: string, acting: Acting) => Promise<Response> {
  const { demo, directory, visitors, actions } = parts;

  async function act(what: string, visitor: Visitor, { request, t }: Acting, body: Body): Promise<Response> {
    const as = body.optional('as');
    if (as !== undefined && as !== visitor.person.id)
      return refuse(409, t('web-error.other-person', { name: visitor.person.name }));
    const about = body.optional('about');
    const browserLanguage = languageOfHeader(request.headers.get('accept-language'));
    const pageAction: PageAction = {
      person: visitor.person,
      room: body.text('room'),
      action: body.action(),
      t,
      ...(browserLanguage && { language: browserLanguage }),
      ...(about !== undefined && { about }),
    };
    if (!(await roomExists(pageAction.room, visitor.person.id, parts))) return refuse(404, t('web-error.no-room'));
    switch (what) {
      case 'say':
        return outcome(await actions.say(pageAction, body.text('text')));
      case 'press':
        return outcome(await actions.press({ ...pageAction, about: body.text('about') }, body.text('button')));
      default:
        return outcome(
          await actions.submit(pageAction, {
            command: body.text('command'),
            args: { ...body.texts('args'), ...body.texts('values') },
          }),
        );
    }
  }

  async function actAs(body: Body, t: Translate): Promise<Response> {
    const person = directory().people.get(body.text('person'));
    if (!person) return refuse(404, t('web-error.no-person'));
    return json({}, 200, { 'set-cookie': visitors.welcome(person.id, '') });
  }

  return async (path, acting) => {
    const { request, visitor, t, address } = acting;
    // A custom header: a browser asks before another site's page may send it, and this server never agrees.
    if (!request.headers.has('x-tocsin') || !fromOurPages(request, parts.publicUrl))
      return refuse(403, t('web-error.foreign'));
    if (path === 'act-as' && demo) return actAs(await readBody(request), t);
    if (!visitor) return refuse(401, t('web-error.sign-in'));
    const wait = await parts.limits.action(visitor.session ?? visitor.person.id, address);
    if (wait !== undefined)
      return refuse(429, t('web-error.too-often', { seconds: wait }), { 'retry-after': String(wait) });
    const body = await readBody(request);
    switch (path) {
      case 'sign-out':
        return signOut(parts, visitor);
      case 'sign-out-everywhere':
        return signOutEverywhere(parts, visitor);
      case 'end-session':
        return endSession(parts, visitor, body);
      case 'try':
        return tryPayload(parts, body, t);
      case 'replay':
        return replayPayload(parts, visitor, body, t);
      case 'subscribe':
      case 'renew-push':
      case 'unsubscribe':
      case 'try-push':
        return changePush(path, parts, visitor, request, body);
      case 'run-job':
        return runJob(parts, visitor, body, t);
      case 'say':
      case 'press':
      case 'submit':
        return act(path, visitor, acting, body);
      default:
        return refuse(404, t('web-error.not-found'));
    }
  };
}

function outcome(result: Outcome): Response {
  if (!('error' in result)) return json(result);
  const { error, option, status } = result;
  return json({ error, ...(option !== undefined && { option }) }, status);
}
