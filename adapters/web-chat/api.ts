import type { Directory } from '../../src/domain/directory.ts';
import type { Person } from '../../src/domain/people.ts';
import type { Commands } from '../../src/ports/commands.ts';
import type { SignIns } from '../../src/ports/people.ts';
import type { DashboardReads } from '../../src/ports/reporting.ts';
import type { Clock } from '../../src/ports/runtime.ts';
import type { WebChatStore } from '../../src/ports/web-chat.ts';
import type { Actions, Doing, Outcome } from './actions.ts';
import { BadBody, type Body, readBody } from './body.ts';
import { POSTS_PAGE } from './limits.ts';
import type { Live } from './live.ts';
import { announceRoom, directRoom, isDirect, mayEnter, roomsFor } from './rooms.ts';
import type { Tones } from './tones.ts';
import { fromOurPages, type Visitor, type Visitors } from './visitor.ts';
import { toWire } from './wire.ts';
import { within } from './within.ts';

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

  async function state(visitor: Visitor | undefined, commands: Commands): Promise<Response> {
    const people = [...directory().people.values()].map(({ id, name, role }) => ({ id, name, role }));
    if (!visitor) return demo ? json({ demo, people }) : refuse(401, 'Sign in first.');
    const announce = announceRoom(directory());
    const direct = directRoom(visitor.person.id);
    const rooms = roomsFor(await store.rooms(), visitor.person.id).filter((room) => room.id !== announce.id);
    const tones = await parts.tones.of(rooms, visitor.person.id);
    return json({
      demo,
      people,
      person: { id: visitor.person.id, name: visitor.person.name },
      announce,
      direct: { id: direct, name: 'Direct message' },
      rooms: rooms.map(({ id, name, createdAt }) => ({ id, name, at: createdAt.toISOString(), tone: tones.get(id) })),
      catalogue: commands.catalogue,
    });
  }

  async function posts(person: Person, room: string, url: URL): Promise<Response> {
    if (!mayEnter(room, person.id)) return refuse(404, 'There is no such room.');
    const asked = url.searchParams.get('before');
    const before = asked === null ? undefined : new Date(asked);
    if (before && Number.isNaN(before.getTime())) return refuse(400, '“before” is to be a moment.');
    const found = await store.posts(room, person.id, POSTS_PAGE, before);
    return json({ posts: found.map(toWire), more: found.length === POSTS_PAGE });
  }

  async function complete(person: Person, url: URL, commands: Commands): Promise<Response> {
    const [command = '', option = '', typed = ''] = ['command', 'option', 'typed'].map((name) =>
      (url.searchParams.get(name) ?? '').slice(0, 100),
    );
    const known = commands.catalogue.some(
      (one) => one.name === command && one.options.some(({ name }) => name === option),
    );
    if (!known) return json({ choices: [] });
    const choices = await commands.complete({ command, option, typed, from: { platform: 'web', id: person.id } });
    return json({ choices: choices.slice(0, 25) });
  }

  /** Rooms are made by the core; people cannot make one by talking into it. */
  async function roomExists(room: string, person: Person): Promise<boolean> {
    if (!mayEnter(room, person.id)) return false;
    if (isDirect(room) || room === announceRoom(directory()).id) return true;
    if ((await store.rooms()).some((one) => one.id === room)) return true;
    return (await store.posts(room, person.id, 1)).length > 0;
  }

  async function act(what: string, visitor: Visitor, body: Body): Promise<Response> {
    const as = body.optional('as');
    if (as !== undefined && as !== visitor.person.id)
      return refuse(409, `In another tab you have become ${visitor.person.name}.`);
    const about = body.optional('about');
    const doing: Doing = {
      person: visitor.person,
      room: body.text('room'),
      action: body.action(),
      ...(about !== undefined && { about }),
    };
    if (!(await roomExists(doing.room, visitor.person))) return refuse(404, 'There is no such room.');
    switch (what) {
      case 'say':
        return outcome(await actions.say(doing, body.text('text')));
      case 'press':
        return outcome(await actions.press({ ...doing, about: body.text('about') }, body.text('button')));
      default:
        return outcome(
          await actions.submit(doing, {
            command: body.text('command'),
            args: { ...body.texts('args'), ...body.texts('values') },
          }),
        );
    }
  }

  async function actAs(body: Body): Promise<Response> {
    const person = directory().people.get(body.text('person'));
    if (!person) return refuse(404, 'There is nobody of that name in the demo team.');
    return json({}, 200, { 'set-cookie': visitors.welcome(person.id, '') });
  }

  async function signOut(visitor: Visitor): Promise<Response> {
    if (visitor.session !== undefined) await parts.signIns.end(visitor.session);
    await live.recheck(visitor.person.id);
    return json({}, 200, { 'set-cookie': visitors.farewell() });
  }

  function stream(visitor: Visitor, request: Request): Response {
    const still = async () => {
      const now = await visitors.recognise(request);
      return now?.person.id === visitor.person.id;
    };
    const body = live.open(visitor.person.id, still);
    if (!body) return refuse(429, 'Too many pages are open. Close some of them.');
    return new Response(body, {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    });
  }

  async function read(request: Request, path: string, visitor: Visitor | undefined, commands: Commands) {
    const url = new URL(request.url);
    if (path === 'state') return state(visitor, commands);
    if (!visitor) return refuse(401, 'Sign in first.');
    if (path === 'dashboard') return json(await within(parts.dashboard.look()));
    if (path === 'live') return stream(visitor, request);
    if (path === 'complete') return complete(visitor.person, url, commands);
    if (path === 'posts') return posts(visitor.person, url.searchParams.get('room') ?? '', url);
    return refuse(404, 'There is nothing at this address.');
  }

  async function write(request: Request, path: string, visitor: Visitor | undefined): Promise<Response> {
    // A header of our own: a browser asks us before it lets another site's page send one, and we never say yes.
    if (!request.headers.has('x-tocsin') || !fromOurPages(request, parts.publicUrl))
      return refuse(403, 'Only Tocsin’s own page may do that.');
    if (path === 'act-as' && demo) return actAs(await readBody(request));
    if (!visitor) return refuse(401, 'Sign in first.');
    const body = await readBody(request);
    if (path === 'sign-out') return signOut(visitor);
    if (path === 'say' || path === 'press' || path === 'submit') return act(path, visitor, body);
    return refuse(404, 'There is nothing at this address.');
  }

  return async (request, path) => {
    const commands = parts.commands();
    if (!commands) return refuse(503, 'Tocsin is starting or stopping. One moment.', { 'retry-after': '2' });
    try {
      const visitor = await visitors.recognise(request);
      if (request.method === 'GET') return await read(request, path, visitor, commands);
      if (request.method === 'POST') return await write(request, path, visitor);
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

function json(data: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(data, { status, headers: { ...headers, 'cache-control': 'no-store' } });
}
