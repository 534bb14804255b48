import { parse } from 'hono/utils/cookie';
import type { Directory } from '../../../src/domain/directory.ts';
import type { Person } from '../../../src/domain/people.ts';
import type { SignIns } from '../../../src/ports/people.ts';
import type { Clock } from '../../../src/ports/runtime.ts';

const DEMO_COOKIE = 'tocsin_person';
const SESSION_COOKIE = 'tocsin_session';
const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** Who is asking. */
export interface Visitor {
  readonly person: Person;
  readonly session?: string;
}

export interface Visitors {
  recognise(request: Request): Promise<Visitor | undefined>;
  /** The cookie that makes a browser be this person; the session is ignored in the demo. */
  welcome(person: string, session: string): string;
  /** The cookie that makes a browser be nobody. */
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
      // In the demo everybody may be anybody: that is what the picker is for.
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
/** As long as a link that signs in works. */
const RETURN_SECONDS = 10 * 60;

/** Where somebody wanted to go who has to sign in first. Nothing but the address of an incident or of the integrations is kept. */
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

/** With https no other host, not even a subdomain, can set a cookie of this name (RFC 6265bis, 4.1.3.2). */
function hostCookie(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

function attributesOf(secure: boolean): string {
  return `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

function isReturnAddress(path: string): boolean {
  return /^\/(?:integrations|incidents\/\d{1,9}(?:\/postmortem\.md)?)$/.test(path);
}

/** Undefined when the browser sent none of this name, or one that does not decode. */
function cookie(request: Request, name: string): string | undefined {
  return parse(request.headers.get('cookie') ?? '', name)[name];
}

/**
 * Whether no other site made the browser send this. Browsers name the origin of every POST; who names none is no
 * browser, and carries nobody's cookies but its own.
 */
export function fromOurPages(request: Request, publicUrl: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  const origin = request.headers.get('origin');
  if (origin === null) return true;
  if (!URL.canParse(origin)) return false;
  // Behind a proxy the host that arrives may not be the one in people's browsers.
  const hosts = [request.headers.get('host'), URL.canParse(publicUrl) ? new URL(publicUrl).host : null];
  return hosts.includes(new URL(origin).host);
}
