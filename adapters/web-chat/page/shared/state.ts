import { nameOfPerson } from '../../../../src/domain/former-people.ts';
import type {
  WireDashboard,
  WireForm,
  WirePerson,
  WirePost,
  WireRoom,
  WireRoomName,
  WireSession,
  WireSignedIn,
  WireTone,
} from '../../wire.ts';
import { t } from './texts.ts';

export interface Posts {
  readonly list: readonly WirePost[];
  /** There are earlier ones. */
  readonly more: boolean;
  readonly loaded: boolean;
}

/** A note in the corner: a text, or a page. */
export interface Toast {
  readonly id: number;
  readonly tone: WireTone;
  readonly text?: string;
  post?: WirePost;
}

/** What somebody typed and could not be sent. */
export interface Unsent {
  readonly room: string;
  readonly text: string;
  readonly about: WirePost | undefined;
  /** The id under which the server knows it, should it have arrived all the same. */
  readonly action: string;
  /** Why, in a sentence. */
  readonly problem: string;
}

/** The form that is open, and what it is about. */
export interface OpenForm extends WireForm {
  readonly room: string;
  readonly about: string | undefined;
  readonly sending?: boolean;
  readonly error?: string | undefined;
  /** The option that the error is about. */
  readonly wrong?: string | undefined;
}

export interface State {
  loaded: boolean;
  /** Why it is not loaded yet. */
  problem: string | undefined;
  demo: boolean;
  people: readonly WirePerson[];
  /** Who reads; absent while nobody is picked. */
  me: WireSignedIn | undefined;
  /** Incident rooms, by id. */
  readonly rooms: Map<string, WireRoom>;
  /** The open room's id; undefined while the dashboard is open. */
  room: string | undefined;
  /** `seen`: the dashboard as it was read last. */
  readonly dashboard: { open: boolean; seen: WireDashboard | undefined; problem: string | undefined };
  /** By room id. */
  readonly posts: Map<string, Posts>;
  /** Counts, by room id. */
  readonly unread: Map<string, number>;
  /** What could not be sent, by room id. */
  readonly unsent: Map<string, Unsent>;
  /** The post that the next command is about. */
  about: WirePost | undefined;
  /** Buttons that were pressed and not answered yet. */
  readonly busy: Set<string>;
  connection: 'connecting' | 'live' | 'lost';
  form: OpenForm | undefined;
  toasts: readonly Toast[];
  drawer: boolean;
  picker: boolean;
  /** The session is over: nothing is shown but that. */
  ended: boolean;
  /** Where the reader is signed in, while that is open. */
  sessions: readonly WireSession[] | undefined;
  /** Said by the screen reader when it has a moment. */
  announcement: string;
}

/** All that the page knows. Views read it, actions change it and call `changed`, and the page is drawn anew. */
export const state: State = {
  loaded: false,
  problem: undefined,
  demo: false,
  people: [],
  me: undefined,
  rooms: new Map(),
  room: undefined,
  dashboard: { open: false, seen: undefined, problem: undefined },
  posts: new Map(),
  unread: new Map(),
  unsent: new Map(),
  about: undefined,
  busy: new Set(),
  connection: 'connecting',
  form: undefined,
  toasts: [],
  drawer: false,
  picker: false,
  ended: false,
  sessions: undefined,
  announcement: '',
};

let draw = () => {};
let waiting = false;

export function drawWith(render: () => void): void {
  draw = render;
}

/** Draws once, however many changes there were. */
export function changed(): void {
  if (waiting) return;
  waiting = true;
  queueMicrotask(() => {
    waiting = false;
    draw();
  });
}

/** Returns who reads. Throws while nobody is picked: what needs a person is not drawn then. */
export function me(): WireSignedIn {
  if (!state.me) throw new Error('Nobody is signed in');
  return state.me;
}

export function roomById(id: string | undefined): WireRoom | WireRoomName | undefined {
  if (id === undefined) return undefined;
  if (id === state.me?.announce.id) return state.me.announce;
  if (id === state.me?.direct.id) return state.me.direct;
  return state.rooms.get(id);
}

export function postsOf(room: string | undefined): Posts {
  return (room !== undefined && state.posts.get(room)) || { list: [], more: false, loaded: false };
}

export function isDirect(id: string | undefined): boolean {
  return id !== undefined && id === state.me?.direct.id;
}

export function nameOf(person: string): string {
  if (person === 'bot') return 'Tocsin';
  const people = { get: (id: string) => state.people.find((one) => one.id === id) };
  return nameOfPerson(person, people, (code) => t('web.person.former', { code }));
}

/** What was kept on this device; a browser may forbid it, and then nothing is kept. */
export function remembered(key: string): string | undefined {
  try {
    return localStorage.getItem(`tocsin.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`tocsin.${key}`, value);
  } catch {
    // Private windows may have no room for it; the page works without.
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(`tocsin.${key}`);
  } catch {
    // What could not be kept is not there.
  }
}

/** Returns the keys of what was kept on this device that begin so. */
export function rememberedKeys(beginning: string): readonly string[] {
  try {
    const prefix = 'tocsin.';
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix + beginning))
      .map((key) => key.slice(prefix.length));
  } catch {
    return [];
  }
}
