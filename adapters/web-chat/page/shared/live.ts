import type { WireEvents } from '../../wire.ts';
import { get } from './api.ts';
import { changed, state } from './state.ts';

/**
 * The server sends a heartbeat every 15 s; a stream silent for longer than this is dead, even if the browser has not
 * noticed.
 */
const SILENCE_MS = 40_000;
const CLOCK_CHECK_MS = 5_000;
const WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;

const kinds = [
  'hello',
  'beat',
  'post',
  'edit',
  'room',
  'rota',
  'ended',
] as const satisfies readonly (keyof WireEvents)[];

type Heard = { [Kind in keyof WireEvents]: { readonly kind: Kind; readonly data: WireEvents[Kind] } }[keyof WireEvents];
type FromTab = Heard | { readonly kind: 'again' } | { readonly kind: 'lost' };

/** `hello` runs at each connection, to load what was missed. `disconnected` runs whenever the connection is lost. */
type Handlers = { readonly [Kind in Exclude<keyof WireEvents, 'beat'>]: (data: WireEvents[Kind]) => void } & {
  readonly disconnected: () => void;
};

let handlers: Handlers;
let source: EventSource | undefined;
let failures = 0;
let retry: ReturnType<typeof setTimeout> | undefined;
let watchdog: ReturnType<typeof setTimeout> | undefined;
/** When the stream last sent something, by the device's clock; undefined while the connection is lost. */
let heardAt: number | undefined;
/**
 * Passes events to other tabs. A browser allows six connections to one server, and each stream is one, so the seventh tab
 * would not open. So one tab holds the stream and forwards its events; when it closes, another tab gets the lock.
 */
let others: BroadcastChannel | undefined;
let leading = false;
let giveUpLead = () => {};
let stopped = false;
/** Events that arrived before the page was loaded; undefined afterwards. */
let early: Heard[] | undefined = [];

/** Handles the events that arrived during loading, and from then on each event at once. */
export function handleEvents(): void {
  const heardEarly = early ?? [];
  early = undefined;
  for (const one of heardEarly) handle(one);
}

/** Closes the stream permanently. */
export function stopListening(): void {
  stopped = true;
  giveUpLead();
  source?.close();
  others?.close();
  clearTimeout(retry);
  clearTimeout(watchdog);
}

/** Opens the stream. Events that arrive before `handleEvents` are kept. */
export function connect(person: string, given: Handlers): void {
  handlers = given;
  addEventListener('online', reconnectNow);
  // The stream itself notices only after some missed heartbeats.
  addEventListener('offline', () => {
    if (source) disconnect();
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) reconnectNow();
  });
  setInterval(checkClock, CLOCK_CHECK_MS);
  // Locks exist only on https and localhost; elsewhere each tab has its own stream.
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) {
    open();
    return;
  }
  const wasReadBefore = early === undefined;
  const name = `tocsin-live-${person}`;
  others = new BroadcastChannel(name);
  others.addEventListener('message', ({ data }: MessageEvent<FromTab>) => fromAnotherTab(data));
  heard();
  void locks.request(name, { ifAvailable: true }, (lock) => {
    if (lock) return lead();
    // Covers what happened between loading and connecting, where the page was loaded first.
    if (wasReadBefore) take({ kind: 'hello', data: { position: '' } });
    void locks.request(name, lead);
    return undefined;
  });
}

/** Holds the lock as long as the tab is open and listening. */
function lead(): Promise<void> {
  if (stopped) return Promise.resolve();
  leading = true;
  open();
  return new Promise((resolve) => {
    giveUpLead = resolve;
  });
}

export function reconnectNow(): void {
  if (stopped || state.connection !== 'lost') return;
  if (others && !leading && !source) tellOthers({ kind: 'again' });
  else open();
}

function tellOthers(message: FromTab): void {
  others?.postMessage(message);
}

function fromAnotherTab(message: FromTab): void {
  if (message.kind === 'again') {
    if (leading) reconnectNow();
  } else if (message.kind === 'lost') gone();
  else take(message);
}

function open(): void {
  if (stopped) return;
  clearTimeout(retry);
  source?.close();
  const mine = new EventSource('/web/api/live');
  source = mine;
  heard();
  for (const kind of kinds)
    mine.addEventListener(kind, (event: MessageEvent<string>) => {
      const message = { kind, data: JSON.parse(event.data) } as Heard;
      // A server cannot tell a page that hears from a line that went dead.
      if (kind === 'beat') get('here', {}).catch(() => undefined);
      if (leading) tellOthers(message);
      take(message);
    });
  mine.addEventListener('error', () => {
    if (mine === source) disconnect();
  });
}

function take(message: Heard): void {
  heard();
  // A tab that lost its leader by mistake receives every event twice; events are idempotent.
  if (message.kind === 'hello') failures = 0;
  if (state.connection !== 'live') {
    state.connection = 'live';
    changed();
  }
  if (early) early.push(message);
  else handle(message);
}

function handle(message: Heard): void {
  switch (message.kind) {
    case 'ended':
      handlers.ended(message.data);
      break;
    case 'beat':
      break;
    case 'hello':
      handlers.hello(message.data);
      break;
    case 'post':
      handlers.post(message.data);
      break;
    case 'edit':
      handlers.edit(message.data);
      break;
    case 'room':
      handlers.room(message.data);
      break;
    case 'rota':
      handlers.rota(message.data);
      break;
    default:
      message satisfies never;
  }
}

function heard(): void {
  heardAt = Date.now();
  clearTimeout(watchdog);
  watchdog = setTimeout(disconnect, SILENCE_MS);
}

/**
 * Checks the clock: a device's timers stop during sleep, so after waking, the clock shows a dead stream before the watchdog
 * does.
 */
function checkClock(): void {
  if (source && heardAt !== undefined && Math.abs(Date.now() - heardAt) > SILENCE_MS) disconnect();
}

function gone(): void {
  state.connection = 'lost';
  changed();
}

function disconnect(): void {
  source?.close();
  clearTimeout(watchdog);
  heardAt = undefined;
  if (stopped) return;
  if (leading) tellOthers({ kind: 'lost' });
  gone();
  handlers.disconnected();
  const wait = WAITS_MS[Math.min(failures, WAITS_MS.length - 1)] ?? WAITS_MS[0];
  failures++;
  clearTimeout(retry);
  // With jitter, so that not all tabs reconnect to a restarted server at once.
  retry = setTimeout(open, wait * (0.75 + Math.random() / 2));
}
