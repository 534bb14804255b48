import type { Directory } from '../../../src/domain/directory.ts';
import { languageOfHeader } from '../../../src/domain/languages.ts';
import type { Person } from '../../../src/domain/people.ts';
import type { Translate } from '../../../src/locales/catalogue.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import type { Commands } from '../../../src/ports/commands.ts';
import type { SignIns } from '../../../src/ports/people.ts';
import type { DashboardReads } from '../../../src/ports/reporting.ts';
import type { Clock } from '../../../src/ports/runtime.ts';
import type { WebChatStore } from '../../../src/ports/web-chat.ts';
import type { Actions, Outcome, PageAction } from '../actions.ts';
import { POSTS_PAGE } from '../limits.ts';
import type { Live } from '../live.ts';
import { announceRoom, directRoom, mayEnter, roomExists, roomsFor } from '../rooms.ts';
import { toWire, toWireRoom } from '../to-wire.ts';
import type { Tones } from '../tones.ts';
import type { WireReads } from '../wire.ts';
import { within } from '../within.ts';
import { BadBody, type Body, readBody } from './body.ts';
import { languageFor } from './language.ts';
import { fromOurPages, type Visitor, type Visitors } from './visitor.ts';

export interface ApiParts {
  readonly demo: boolean;
  readonly publicUrl: string;
  readonly directory: () => Directory;
  /** Undefined while the adapter is not started. */
  readonly commands: () => Commands | undefined;
  readonly store: WebChatStore;
  readonly signIns: SignIns;
  readonly dashboard: DashboardReads;
  readonly visitors: Visitors;
  readonly actions: Actions;
  readonly live: Live;
  readonly tones: Tones;
  readonly clock: Clock;
}

/** `/web/api/*`, for our own page alone. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function createApi(parts: ApiParts): (request: Request, path: string) => Promise<Response> {
  const { demo, directory, store, visitors, actions, live } = parts;

  async function state(visitor: Visitor | undefined, t: Translate, commands: Commands): Promise<Response> {
    const people = [...directory().people.values()].map(({ id, name, role }) => ({ id, name, role }));
    if (!visitor) return demo ? answered<'state'>({ demo, people }) : refuse(401, t('web-error.sign-in'));
    const announce = announceRoom(directory(), t);
    const direct = directRoom(visitor.person.id);
    const rooms = roomsFor(await store.rooms(), visitor.person.id).filter((room) => room.id !== announce.id);
    const tones = await parts.tones.of(rooms, visitor.person.id);
    return answered<'state'>({
      demo,
      people,
      me: {
        person: { id: visitor.person.id, name: visitor.person.name },
        announce,
        direct: { id: direct, name: t('web-room.direct') },
        rooms: rooms.map((room) => toWireRoom(room, tones.get(room.id))),
        catalogue: commands.catalogue,
      },
    });
  }

  async function posts(person: Person, room: string, url: URL, t: Translate): Promise<Response> {
    if (!mayEnter(room, person.id)) return refuse(404, t('web-error.no-room'));
    const asked = url.searchParams.get('before');
    const before = asked === null ? undefined : new Date(asked);
    if (before && Number.isNaN(before.getTime())) return refuse(400, '“before” is to be a moment.');
    const found = await store.posts(room, person.id, POSTS_PAGE, before);
    return answered<'posts'>({ posts: found.map(toWire), more: found.length === POSTS_PAGE });
  }

  async function complete(person: Person, url: URL, commands: Commands): Promise<Response> {
    const [command = '', option = '', typed = ''] = ['command', 'option', 'typed'].map((name) =>
      (url.searchParams.get(name) ?? '').slice(0, 100),
    );
    const known = commands.catalogue.some(
      (one) => one.name === command && one.options.some(({ name }) => name === option),
    );
    if (!known) return answered<'complete'>({ choices: [] });
    const choices = await commands.complete({ command, option, typed, from: { platform: 'web', id: person.id } });
    return answered<'complete'>({ choices: choices.slice(0, 25) });
  }

  async function act(request: Request, what: string, visitor: Visitor, body: Body, t: Translate): Promise<Response> {
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

  async function signOut(visitor: Visitor): Promise<Response> {
    if (visitor.session !== undefined) await parts.signIns.end(visitor.session);
    await live.recheck(visitor.person.id);
    return json({}, 200, { 'set-cookie': visitors.farewell() });
  }

  function stream(visitor: Visitor, request: Request, t: Translate): Response {
    const still = async () => {
      const now = await visitors.recognise(request);
      return now?.person.id === visitor.person.id;
    };
    const body = live.open(visitor.person.id, still);
    if (!body) return refuse(429, t('web-error.too-many-streams'));
    return new Response(body, {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    });
  }

  async function read(
    request: Request,
    path: string,
    visitor: Visitor | undefined,
    t: Translate,
    commands: Commands,
  ): Promise<Response> {
    const url = new URL(request.url);
    if (path === 'state') return state(visitor, t, commands);
    if (!visitor) return refuse(401, t('web-error.sign-in'));
    if (path === 'dashboard') return json(await within(parts.dashboard.look()));
    if (path === 'live') return stream(visitor, request, t);
    if (path === 'complete') return complete(visitor.person, url, commands);
    if (path === 'posts') return posts(visitor.person, url.searchParams.get('room') ?? '', url, t);
    return refuse(404, t('web-error.not-found'));
  }

  async function write(request: Request, path: string, visitor: Visitor | undefined, t: Translate): Promise<Response> {
    // A header of our own: a browser asks us before it lets another site's page send one, and we never say yes.
    if (!request.headers.has('x-tocsin') || !fromOurPages(request, parts.publicUrl))
      return refuse(403, t('web-error.foreign'));
    if (path === 'act-as' && demo) return actAs(await readBody(request), t);
    if (!visitor) return refuse(401, t('web-error.sign-in'));
    const body = await readBody(request);
    if (path === 'sign-out') return signOut(visitor);
    if (path === 'say' || path === 'press' || path === 'submit') return act(request, path, visitor, body, t);
    return refuse(404, t('web-error.not-found'));
  }

  return async (request, path) => {
    const commands = parts.commands();
    if (!commands) {
      const t = translatorFor(languageFor(request, undefined, directory()));
      return refuse(503, t('web-error.starting'), { 'retry-after': '2' });
    }
    try {
      const visitor = await visitors.recognise(request);
      const t = translatorFor(languageFor(request, visitor?.person, directory()));
      if (request.method === 'GET') return await read(request, path, visitor, t, commands);
      if (request.method === 'POST') return await write(request, path, visitor, t);
      return refuse(405, 'Only GET and POST are understood here.');
    } catch (err) {
      if (err instanceof BadBody) return refuse(400, err.message);
      throw err;
    }
  };
}

function outcome(result: Outcome): Response {
  return 'error' in result ? refuse(result.status, result.error) : json(result);
}

function refuse(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Response {
  return json({ error }, status, headers);
}

/** An answer as the page expects it: moments may still be dates, which JSON writes as text. */
function answered<Path extends keyof WireReads>(data: WireReads[Path]['answer']): Response {
  return json(data);
}

function json(data: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(data, { status, headers: { ...headers, 'cache-control': 'no-store' } });
}
