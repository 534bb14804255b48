import type { WireOutcome, WireReads } from '../wire.ts';
import type { WirePush } from '../wire-push.ts';
import { ACT, type NotificationData, showNotification } from './device/show-notification.ts';

// Shows pages as device notifications, also while no page of Tocsin is open, and acknowledges from them. Stores nothing and
// intercepts no requests, so that an update of Tocsin is never hidden behind an old copy.

interface Work extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Pushed extends Work {
  readonly data: { json(): unknown } | null;
}

interface Clicked extends Work {
  /** The button; empty for the notification itself. */
  readonly action: string;
  readonly notification: { readonly data?: NotificationData; close(): void };
}

interface Resubscribed extends Work {
  readonly oldSubscription?: PushSubscription | null;
}

interface OpenWindow {
  readonly visibilityState: string;
  focus(): Promise<unknown>;
  postMessage(message: unknown, transfer?: readonly MessagePort[]): void;
}

interface Worker {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly OpenWindow[]>;
    openWindow(address: string): Promise<unknown>;
    claim(): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'push', listener: (event: Pushed) => void): void;
  addEventListener(name: 'notificationclick', listener: (event: Clicked) => void): void;
  addEventListener(name: 'pushsubscriptionchange', listener: (event: Resubscribed) => void): void;
  addEventListener(name: 'install' | 'activate', listener: (event: Work) => void): void;
}

const worker = globalThis as unknown as Worker;

/** Longer than a tab looks for the page. */
const TAB_ANSWERS_WITHIN_MS = 1_800;
const REQUEST_LIMIT_MS = 20_000;

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('push', (event) => {
  const push = event.data?.json() as WirePush | undefined;
  if (push) event.waitUntil(arrived(push));
});
worker.addEventListener('notificationclick', (event) => {
  const { push, action } = event.notification.data ?? {};
  if (event.action === ACT && push?.act && action !== undefined) {
    event.waitUntil(act(push, push.act, action));
    return;
  }
  event.notification.close();
  event.waitUntil(show(push?.address ?? '/'));
});
worker.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(resubscribe(event)));

/**
 * A page rings once in each browser: a visible tab that announces it, with a toast and the bell, does so alone. Every push
 * still shows a notification, for a browser takes pushes away from a site that shows none.
 */
async function arrived(push: WirePush): Promise<void> {
  const isAnnounced = push.kind === 'page' && (await isAnnouncedByTab(push.tag));
  const action = push.act ? crypto.randomUUID() : undefined;
  await showNotification(worker.registration, push, action, { isQuiet: isAnnounced || push.kind === 'done' });
}

async function windows(): Promise<readonly OpenWindow[]> {
  return worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
}

async function isAnnouncedByTab(tag: string): Promise<boolean> {
  const visible = (await windows()).filter(({ visibilityState }) => visibilityState === 'visible');
  const answers = await Promise.all(visible.map((one) => asked(one, tag)));
  return answers.includes(true);
}

/** A tab without a connection, or one that hangs, announces nothing. */
function asked(tab: OpenWindow, tag: string): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1: answer, port2: reply } = new MessageChannel();
    answer.onmessage = ({ data }) => resolve(data === true);
    setTimeout(() => resolve(false), TAB_ANSWERS_WITHIN_MS);
    tab.postMessage({ arrived: tag }, [reply]);
  });
}

/** Presses the button of a page, and shows what came of it in the place of the page. */
async function act(push: WirePush, action: NonNullable<WirePush['act']>, id: string): Promise<void> {
  // What failed can be pressed again: as the same action, which the server does once.
  const again = (body: string) => showNotification(worker.registration, push, id, { body });
  let response: Response;
  try {
    response = await send('press', { action: id, ...action.press });
  } catch {
    return again(action.offline);
  }
  const result = (await response.json().catch(() => ({}))) as Partial<{ error: string } & WireOutcome>;
  if (!response.ok) return again(action.refused.replace('{problem}', result.error ?? String(response.status)));
  if ('form' in result && result.form) return show(push.address);
  const body = ('post' in result && result.post?.text) || push.body;
  await showNotification(worker.registration, push, undefined, { isQuiet: true, body });
}

function send(path: string, body: object): Promise<Response> {
  return fetch(`/web/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tocsin': '1' },
    body: JSON.stringify({ action: crypto.randomUUID(), ...body }),
    signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
  });
}

/** Shows a URL, in an open window if there is one. */
async function show(address: string): Promise<void> {
  const [open] = [...(await windows())].sort(
    (a, b) => Number(b.visibilityState === 'visible') - Number(a.visibilityState === 'visible'),
  );
  if (!open) {
    await worker.clients.openWindow(address);
    return;
  }
  open.postMessage({ address });
  await open.focus();
}

/** The push service has replaced the subscription; nobody has to open a page for the new one. */
async function resubscribe({ oldSubscription }: Resubscribed): Promise<void> {
  // Browsers need not say what it was.
  const applicationServerKey = oldSubscription?.options.applicationServerKey ?? (await serverKey());
  if (!applicationServerKey) return;
  const { pushManager } = worker.registration;
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const { endpoint, keys } = subscription.toJSON();
  await send('subscribe', { endpoint, ...keys });
}

/** Returns the server's key, as a browser takes it; undefined when nobody is signed in. */
async function serverKey(): Promise<string | undefined> {
  const response = await fetch('/web/api/push', { signal: AbortSignal.timeout(REQUEST_LIMIT_MS) });
  return response.ok ? ((await response.json()) as WireReads['push']['answer']).key : undefined;
}
