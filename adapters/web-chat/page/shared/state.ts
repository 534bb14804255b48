import { nameOfPerson } from '../../../../src/domain/former-people.ts';
import type {
  WireBrowser,
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
  /** Whether there are earlier posts. */
  readonly more: boolean;
  readonly loaded: boolean;
}

/** A toast: a text, or a page. */
export interface Toast {
  readonly id: number;
  readonly tone: WireTone;
  readonly text?: string;
  post?: WirePost;
}

/** A text that could not be sent. */
export interface Unsent {
  readonly room: string;
  readonly text: string;
  readonly about: WirePost | undefined;
  /** Id of the action, by which the server recognises it if it arrived nevertheless. */
  readonly action: string;
  /** The reason, as a sentence. */
  readonly problem: string;
}

/** The open form, and the post that it is about. */
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
  /** Why the page is not loaded yet. */
  problem: string | undefined;
  demo: boolean;
  people: readonly WirePerson[];
  /** The reader; absent while nobody is selected. */
  me: WireSignedIn | undefined;
  /** Incident rooms, by id. */
  readonly rooms: Map<string, WireRoom>;
  /** Id of the open room; undefined while the dashboard is open. */
  room: string | undefined;
  /** `seen`: the dashboard as it was last loaded. */
  readonly dashboard: { open: boolean; seen: WireDashboard | undefined; problem: string | undefined };
  /** By room id. */
  readonly posts: Map<string, Posts>;
  /** Counts, by room id. */
  readonly unread: Map<string, number>;
  /** Unsent texts, by room id. */
  readonly unsent: Map<string, Unsent>;
  /** The post that the next command is about. */
  about: WirePost | undefined;
  /** Pressed buttons without an answer yet. */
  readonly busy: Set<string>;
  connection: 'connecting' | 'live' | 'lost';
  form: OpenForm | undefined;
  toasts: readonly Toast[];
  drawer: boolean;
  picker: boolean;
  /** Whether the session has ended; then only that is shown. */
  ended: boolean;
  /** The reader's sessions, while their dialog is open. */
  sessions: readonly WireSession[] | undefined;
  /** The browsers that get the reader's pages by push, while their dialog is open. */
  browsers: readonly WireBrowser[] | undefined;
  /** What came of the test notification. */
  pushTried: string | undefined;
  /** Text for screen readers, announced politely. */
  announcement: string;
}

/** The state of the page. Views read it; actions change it and call `changed`, which renders the page. */
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
  browsers: undefined,
  pushTried: undefined,
  announcement: '',
};

let draw = () => {};
let waiting = false;

export function drawWith(render: () => void): void {
  draw = render;
}

/** Schedules one render, however many changes there were. */
export function changed(): void {
  if (waiting) return;
  waiting = true;
  queueMicrotask(() => {
    waiting = false;
    draw();
  });
}

/** Returns the reader. Throws while nobody is selected; views that need a reader are not rendered then. */
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

/** Returns the name of a room as people read it: that of an incident begins with `#`, as the incident does everywhere. */
export function nameOfRoom(room: WireRoom | WireRoomName): string {
  return 'incident' in room && room.incident !== undefined ? `#${room.name}` : room.name;
}

/** Returns the name of the open room; undefined when it is unknown. */
export function nameOfOpenRoom(): string | undefined {
  const here = roomById(state.room);
  return here && nameOfRoom(here);
}

export function postsOf(room: string | undefined): Posts {
  return (room !== undefined && state.posts.get(room)) || { list: [], more: false, loaded: false };
}

export function isDirect(id: string | undefined): boolean {
  return id !== undefined && id === (state.me?.direct.id ?? document.documentElement.dataset.direct);
}

export function nameOf(person: string): string {
  if (person === 'bot') return 'Tocsin';
  const people = { get: (id: string) => state.people.find((one) => one.id === id) };
  return nameOfPerson(person, people, (code) => t('web.person.former', { code }));
}

/** Returns a value stored on this device. A browser may forbid storage; then nothing is stored. */
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

/** Returns the stored keys that begin with this text. */
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
