import { changed, state } from './state.js';

/** The server's heart beats every 15 s; a stream silent for longer than this is dead, whatever the browser thinks. */
const SILENCE_MS = 40_000;
const WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

let handlers;
let source;
let failures = 0;
let retry;
let watchdog;
/**
 * A browser keeps six connections to one server, and each stream is one: with six tabs the seventh would not even open.
 * So one tab holds the stream and passes on what it hears; when that tab closes, the lock falls to another one.
 */
let others;
let leading = false;

/** Keeps the page fed. `handlers.hello` runs at each connection: what was missed is read anew there. */
export function connect(given) {
  handlers = given;
  addEventListener('online', reconnectNow);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) reconnectNow();
  });
  // Locks exist on https and localhost alone; elsewhere each tab has its own stream.
  if (navigator.locks === undefined) {
    open();
    return;
  }
  const name = `tocsin-live-${state.person.id}`;
  others = new BroadcastChannel(name);
  others.addEventListener('message', ({ data }) => fromAnotherTab(data));
  heard();
  navigator.locks.request(name, { ifAvailable: true }, (lock) => {
    if (lock) return lead();
    // What happened between reading and listening here.
    take('hello', {});
    navigator.locks.request(name, lead);
  });
}

/** Holds the lock for as long as the tab is there. */
function lead() {
  leading = true;
  open();
  return new Promise(() => {});
}

export function reconnectNow() {
  if (state.connection !== 'lost') return;
  if (others && !leading && !source) others.postMessage({ kind: 'again' });
  else open();
}

function fromAnotherTab({ kind, data }) {
  if (kind === 'again') {
    if (leading) reconnectNow();
  } else if (kind === 'lost') gone();
  else take(kind, data);
}

function open() {
  clearTimeout(retry);
  source?.close();
  source = new EventSource('/web/api/live');
  const mine = source;
  heard();
  for (const kind of ['hello', 'beat', 'post', 'edit', 'room'])
    source.addEventListener(kind, (event) => {
      const data = JSON.parse(event.data);
      if (leading) others.postMessage({ kind, data });
      take(kind, data);
    });
  source.addEventListener('error', () => {
    if (mine === source) lost();
  });
}

function take(kind, data) {
  heard();
  // A tab that gave its leader up for dead hears everything twice from then on; nothing is shown twice for it.
  if (kind === 'hello') failures = 0;
  if (state.connection !== 'live') {
    state.connection = 'live';
    changed();
  }
  if (kind !== 'beat') handlers[kind](data);
}

function heard() {
  clearTimeout(watchdog);
  watchdog = setTimeout(lost, SILENCE_MS);
}

function gone() {
  state.connection = 'lost';
  changed();
}

function lost() {
  source?.close();
  clearTimeout(watchdog);
  if (leading) others.postMessage({ kind: 'lost' });
  gone();
  const wait = WAITS_MS[Math.min(failures, WAITS_MS.length - 1)];
  failures++;
  clearTimeout(retry);
  // Spread a little, so that a restarted server is not met by everybody at once.
  retry = setTimeout(open, wait * (0.75 + Math.random() / 2));
}
