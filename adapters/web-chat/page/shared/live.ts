import type { WireEvents } from '../../wire.ts';
import { changed, state } from './state.ts';

/** The server's heart beats every 15 s; a stream silent for longer than this is dead, whatever the browser thinks. */
const SILENCE_MS = 40_000;
const CLOCK_CHECK_MS = 5_000;
const WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;

const kinds = ['hello', 'beat', 'post', 'edit', 'room', 'ended'] as const satisfies readonly (keyof WireEvents)[];

type Heard = { [Kind in keyof WireEvents]: { readonly kind: Kind; readonly data: WireEvents[Kind] } }[keyof WireEvents];
type FromTab = Heard | { readonly kind: 'again' } | { readonly kind: 'lost' };

/** `hello` runs at each connection: what was missed is read anew there. `disconnected` runs whenever the connection is lost. */
type Handlers = { readonly [Kind in Exclude<keyof WireEvents, 'beat'>]: (data: WireEvents[Kind]) => void } & {
  readonly disconnected: () => void;
};

let handlers: Handlers;
let source: EventSource | undefined;
let failures = 0;
let retry: ReturnType<typeof setTimeout> | undefined;
let watchdog: ReturnType<typeof setTimeout> | undefined;
/** By the device's clock; undefined while the connection is lost. */
let heardAt: number | undefined;
/**
 * A browser keeps six connections to one server, and each stream is one: with six tabs the seventh would not even open.
 * So one tab holds the stream and passes on what it hears; when that tab closes, the lock falls to another one.
 */
let others: BroadcastChannel | undefined;
let leading = false;
let giveUpLead = () => {};
let stopped = false;
/** What was heard before the page had read what it adds to; undefined from then on. */
let early: Heard[] | undefined = [];

/** Hands on what was heard while the page was being read, and then each thing at once. */
export function handleEvents(): void {
  const heardEarly = early ?? [];
  early = undefined;
  for (const one of heardEarly) handle(one);
}

/** For good. */
export function stopListening(): void {
  stopped = true;
  giveUpLead();
  source?.close();
  others?.close();
  clearTimeout(retry);
  clearTimeout(watchdog);
}

/** Keeps the page fed. Before it is read, nothing that happens meanwhile is missed. */
export function connect(person: string, given: Handlers): void {
  handlers = given;
  addEventListener('online', reconnectNow);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) reconnectNow();
  });
  setInterval(checkClock, CLOCK_CHECK_MS);
  // Locks exist on https and localhost alone; elsewhere each tab has its own stream.
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
    // What happened between reading and listening here, where the page was read first.
    if (wasReadBefore) take({ kind: 'hello', data: { position: '' } });
    void locks.request(name, lead);
    return undefined;
  });
}

/** Holds the lock for as long as the tab is there and listens. */
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
      if (leading) tellOthers(message);
      take(message);
    });
  mine.addEventListener('error', () => {
    if (mine === source) disconnect();
  });
}

function take(message: Heard): void {
  heard();
  // A tab that gave its leader up for dead hears everything twice from then on; nothing is shown twice for it.
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
    default:
      message satisfies never;
  }
}

function heard(): void {
  heardAt = Date.now();
  clearTimeout(watchdog);
  watchdog = setTimeout(disconnect, SILENCE_MS);
}

/** While a device sleeps its timers stand still: when it wakes, the clock shows a dead stream before the watchdog does. */
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
  // Spread a little, so that a restarted server is not met by everybody at once.
  retry = setTimeout(open, wait * (0.75 + Math.random() / 2));
}
