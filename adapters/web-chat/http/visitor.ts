import { parse } from 'hono/utils/cookie';
import type { Directory } from '../../../src/domain/directory.ts';
import type { Person } from '../../../src/domain/people.ts';
import type { SignIns } from '../../../src/ports/people.ts';
import type { Clock } from '../../../src/ports/runtime.ts';
import { isOwnPath } from './own-pages.ts';

const DEMO_COOKIE = 'tocsin_person';
const SESSION_COOKIE = 'tocsin_session';
const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** The person behind a request. */
export interface Visitor {
  readonly person: Person;
  readonly session?: string;
}

export interface Visitors {
  recognise(request: Request): Promise<Visitor | undefined>;
  /** Returns the cookie that signs a browser in as this person; the demo ignores the session. */
  welcome(person: string, session: string): string;
  /** Returns the cookie that signs a browser out. */
  farewell(): string;
}

export function createVisitors(parts: {
  demo: boolean;
  publicUrl: string;
  directory: () => Directory;
  signIns: SignIns;
  clock: Clock;
}): Visitors {
  const { demo, directory, signIns, clock } = parts;
  const secure = isHttps(parts.publicUrl);
  const attributes = attributesOf(secure);
  const name = demo ? DEMO_COOKIE : hostCookie(SESSION_COOKIE, secure);

  return {
    async recognise(request) {
      const value = cookie(request, name);
      if (!value) return undefined;
      // In the demo, the picker lets everybody be anybody.
      const id = demo ? value : await signIns.person(value, clock.now());
      const person = id === undefined ? undefined : directory().people.get(id);
      if (!person) return undefined;
      return demo ? { person } : { person, session: value };
    },
    welcome: (person, session) =>
      `${name}=${encodeURIComponent(demo ? person : session)}; Max-Age=${SESSION_SECONDS}; ${attributes}`,
    farewell: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}

const RETURN_COOKIE = 'tocsin_return';
/** As long as a sign-in link is valid. */
const RETURN_SECONDS = 10 * 60;

/**
 * Remembers where somebody wanted to go before signing in. Only URLs of incidents and of the pages beside the chat are
 * accepted.
 */
export function createReturnAddress(publicUrl: string) {
  const secure = isHttps(publicUrl);
  const name = hostCookie(RETURN_COOKIE, secure);
  const attributes = attributesOf(secure);
  return {
    remember(path: string): Record<string, string> {
      if (!isReturnAddress(path)) return {};
      return { 'set-cookie': `${name}=${path}; Max-Age=${RETURN_SECONDS}; ${attributes}` };
    },
    read(request: Request): string | undefined {
      const path = cookie(request, name);
      return path !== undefined && isReturnAddress(path) ? path : undefined;
    },
    forget: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}

function isHttps(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}

/**
 * Returns the name of the cookie. With https, no other host, not even a subdomain, can set a cookie of this name (RFC
 * 6265bis, 4.1.3.2).
 */
function hostCookie(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

function attributesOf(secure: boolean): string {
  return `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

function isReturnAddress(path: string): boolean {
  return isOwnPath(path) || /^\/incidents\/\d{1,9}(?:\/postmortem\.md)?$/.test(path);
}

/** Returns undefined when there is no such cookie, or one that does not decode. */
function cookie(request: Request, name: string): string | undefined {
  return parse(request.headers.get('cookie') ?? '', name)[name];
}

/**
 * Returns whether no other site made the browser send this. Browsers send the origin with every POST; a client without one
 * is not a browser and sends no cookies of others.
 */
export function fromOurPages(request: Request, publicUrl: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  const origin = request.headers.get('origin');
  if (origin === null) return true;
  if (!URL.canParse(origin)) return false;
  // Behind a proxy, the host that arrives may differ from the one in the browser.
  const hosts = [request.headers.get('host'), URL.canParse(publicUrl) ? new URL(publicUrl).host : null];
  return hosts.includes(new URL(origin).host);
}
