/** All that the page knows. Views read it, actions change it and call `changed`, and the page is drawn anew. */
export const state = {
  loaded: false,
  /** Why it is not loaded yet. */
  problem: undefined,
  demo: false,
  /** Undefined: nobody yet, so the picker shows. */
  person: undefined,
  people: [],
  announce: undefined,
  direct: undefined,
  /** Incident rooms, by id. */
  rooms: new Map(),
  catalogue: [],

  /** The open room's id; undefined while the dashboard is. */
  room: undefined,
  /** `seen`: how everything stood when it was read last. */
  dashboard: { open: false, seen: undefined, problem: undefined },
  /** room id -> { list, more, loaded } */
  posts: new Map(),
  /** room id -> count */
  unread: new Map(),
  /** room id -> what is typed and not sent */
  drafts: new Map(),
  /** The post that the next command is about. */
  about: undefined,
  /** Buttons that were pressed and not answered yet. */
  busy: new Set(),

  /** 'connecting', 'live' or 'lost' */
  connection: 'connecting',
  form: undefined,
  toasts: [],
  drawer: false,
  picker: false,
  /** Said by the screen reader when it has a moment. */
  spoken: '',
};

let draw = () => {};
let waiting = false;

export function drawWith(render) {
  draw = render;
}

/** Draws once, however many changes there were. */
export function changed() {
  if (waiting) return;
  waiting = true;
  queueMicrotask(() => {
    waiting = false;
    draw();
  });
}

export function roomById(id) {
  if (id === state.announce?.id) return state.announce;
  if (id === state.direct?.id) return state.direct;
  return state.rooms.get(id);
}

export function postsOf(room) {
  return state.posts.get(room) ?? { list: [], more: false, loaded: false };
}

export function isDirect(id) {
  return id === state.direct?.id;
}

export function nameOf(person) {
  if (person === 'bot') return 'Tocsin';
  return state.people.find((one) => one.id === person)?.name ?? person;
}

/** What was kept on this device; a browser may forbid it, and then nothing is kept. */
export function remembered(key) {
  try {
    return localStorage.getItem(`tocsin.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(`tocsin.${key}`, value);
  } catch {
    // Private windows may have no room for it; the page works without.
  }
}
