import { languageOfHeader } from '../../../src/domain/languages.ts';
import type { Person } from '../../../src/domain/people.ts';
import type { Translate } from '../../../src/locales/catalogue.ts';
import type { Commands } from '../../../src/ports/commands.ts';
import { deviceOf } from '../device.ts';
import { POSTS_PAGE } from '../limits.ts';
import { listPush } from '../push/api.ts';
import { announceRoom, directRoom, mayEnter, roomsFor } from '../rooms.ts';
import { toWire, toWireRoom } from '../to-wire.ts';
import type { WireOpenIncident, WirePosts } from '../wire.ts';
import { within } from '../within.ts';
import { answered, json, refuse } from './answers.ts';
import type { ApiParts } from './api-parts.ts';
import { listIntegrations, listPayloads } from './integrations.ts';
import { listJobs, listRuns } from './jobs.ts';
import type { Visitor } from './visitor.ts';

const CHOICES_LIMIT = 25;
const QUERY_LIMIT = 100;

/** The visitor of a request, and the language of the answer. */
export interface Asking {
  readonly request: Request;
  readonly visitor: Visitor | undefined;
  readonly t: Translate;
  readonly commands: Commands;
}

/** `GET /web/api/*` */
export function createReads(parts: ApiParts): (path: string, asking: Asking) => Promise<Response> {
  const { demo, directory, store, live } = parts;

  /**
   * Returns everything that the page shows first in one answer, because each further request takes half a second on a slow
   * line.
   */
  async function state({ request, visitor, t, commands }: Asking): Promise<Response> {
    const people = [...directory().people.values()].map(({ id, name, role }) => ({ id, name, role }));
    if (!visitor) return demo ? answered<'state'>({ demo, people }) : refuse(401, t('web-error.sign-in'));
    const { person } = visitor;
    // Who only opens the page is paged in the language of their browser as well.
    const language = languageOfHeader(request.headers.get('accept-language'));
    if (language) commands.rememberLanguage({ platform: 'web', id: person.id, name: person.name, language });
    // Read first: events after this position may be missing below.
    const position = live.position();
    const announce = announceRoom(directory(), t);
    const direct = directRoom(person.id);
    const asked = new URL(request.url).searchParams.get('room') ?? announce.id;
    const shown = [...new Set([direct, ...(mayEnter(asked, person.id) ? [asked] : [])])];
    const [all, open, ...posts] = await Promise.all([
      store.rooms(),
      openIncidents(parts),
      ...shown.map((room) => postsOf(parts, room, person)),
    ]);
    const rooms = roomsFor(all, person.id).filter((room) => room.id !== announce.id);
    const tones = await parts.tones.of(rooms, person.id);
    return answered<'state'>({
      demo,
      people,
      me: {
        person: { id: person.id, name: person.name },
        zone: person.timezone,
        announce,
        direct: { id: direct, name: t('web-room.direct') },
        rooms: rooms.map((room) => toWireRoom(room, tones.get(room.id))),
        catalogue: commands.catalogue,
        open,
        posts: Object.fromEntries(shown.map((room, index) => [room, posts[index] ?? { posts: [], more: false }])),
        position,
      },
    });
  }

  return async (path, asking) => {
    const { request, visitor, t, commands } = asking;
    if (path === 'state') return state(asking);
    if (!visitor) return refuse(401, t('web-error.sign-in'));
    const url = new URL(request.url);
    switch (path) {
      case 'dashboard':
        return json(await within(parts.dashboard.look()));
      case 'open':
        return answered<'open'>({ open: await openIncidents(parts) });
      case 'live':
        return stream(parts, visitor, request, t);
      case 'here':
        parts.live.answered(visitor.person.id);
        return answered<'here'>({});
      case 'complete':
        return complete(visitor.person, url, commands);
      case 'posts':
        return posts(parts, visitor.person, url, t);
      case 'integrations':
        return listIntegrations(parts, visitor);
      case 'payloads':
        return listPayloads(parts, url);
      case 'jobs':
        return listJobs(parts, request, visitor);
      case 'runs':
        return listRuns(parts, request, visitor);
      case 'on-call':
        return onCall(parts, visitor);
      case 'push':
        return listPush(parts, visitor, t);
      case 'sessions':
        return sessions(parts, visitor, t);
      default:
        return refuse(404, t('web-error.not-found'));
    }
  };
}

async function postsOf({ store }: ApiParts, room: string, person: Person, before?: Date): Promise<WirePosts> {
  const found = await store.posts(room, person.id, POSTS_PAGE, before);
  return { posts: found.map(toWire), more: found.length === POSTS_PAGE };
}

async function posts(parts: ApiParts, person: Person, url: URL, t: Translate): Promise<Response> {
  const room = url.searchParams.get('room') ?? '';
  if (!mayEnter(room, person.id)) return refuse(404, t('web-error.no-room'));
  const asked = url.searchParams.get('before');
  const before = asked === null ? undefined : new Date(asked);
  if (before && Number.isNaN(before.getTime())) return refuse(400, '“before” is to be a moment.');
  return answered<'posts'>(await postsOf(parts, room, person, before));
}

async function openIncidents({ dashboard }: ApiParts): Promise<readonly WireOpenIncident[]> {
  // JSON writes their moments as text.
  return (await within(dashboard.openIncidents())) as unknown as readonly WireOpenIncident[];
}

function stream({ visitors, live }: ApiParts, visitor: Visitor, request: Request, t: Translate): Response {
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

async function onCall({ onCallPage }: ApiParts, { person }: Visitor): Promise<Response> {
  return json(await within(onCallPage.read(person)));
}

async function complete(person: Person, url: URL, commands: Commands): Promise<Response> {
  const [command = '', option = '', typed = ''] = ['command', 'option', 'typed'].map((name) =>
    (url.searchParams.get(name) ?? '').slice(0, QUERY_LIMIT),
  );
  const known = commands.catalogue.some(
    (one) => one.name === command && one.options.some(({ name }) => name === option),
  );
  if (!known) return answered<'complete'>({ choices: [] });
  const choices = await commands.complete({ command, option, typed, from: { platform: 'web', id: person.id } });
  return answered<'complete'>({ choices: choices.slice(0, CHOICES_LIMIT) });
}

async function sessions(parts: ApiParts, { person, session }: Visitor, t: Translate): Promise<Response> {
  const found = await parts.signIns.sessionsOf(person.id, parts.clock.now(), session);
  return answered<'sessions'>({
    sessions: found.map(({ id, openedAt, seenAt, userAgent, current }) => ({
      id,
      device: deviceOf(userAgent) ?? t('web-session.unknown-device'),
      openedAt: openedAt.toISOString(),
      seenAt: seenAt.toISOString(),
      current,
    })),
  });
}
