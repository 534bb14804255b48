import type { WirePost } from '../../wire.ts';
import { notificationBody, type WirePush } from '../../wire-push.ts';
import { addressOfRoom, incidentIn } from '../shared/address.ts';
import { newAction } from '../shared/api.ts';
import { remember, remembered } from '../shared/state.ts';
import { t } from '../shared/texts.ts';
import { toast } from '../shared/toasts.ts';
import { canPush, declinePush, isPushDeclined, pushState, renew, subscribe, unsubscribe } from './push.ts';
import { showNotification } from './show-notification.ts';

// Device notifications. On Android only a service worker may show them (`new Notification` throws there). Without https, and
// away from localhost, browsers have neither.

const WORKER = '/web/service-worker.js';

export const canNotify = 'Notification' in globalThis && 'serviceWorker' in navigator;

export function notifies(): boolean {
  return canNotify && Notification.permission === 'granted' && remembered('notify') === 'yes';
}

/** Returns whether the reader was never asked about notifications, here or by the browser, or pushes are new to this browser. */
export function isUnasked(): boolean {
  if (!canNotify) return false;
  if (notifies()) return canPush && pushState.is === 'off' && !isPushDeclined();
  return Notification.permission === 'default' && remembered('notify') === undefined;
}

export async function toggleNotify(): Promise<void> {
  if (notifies()) {
    stopNotifying();
    if (canPush) await registration().then(unsubscribe).catch(console.error);
    return;
  }
  await enableNotify();
}

/** Turns notifications on in this browser, with Tocsin open and closed. */
export async function enableNotify(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') {
    declineNotify();
    toast({ text: t('web.notify.blocked'), tone: 'warning' });
    return;
  }
  remember('notify', 'yes');
  try {
    const worker = await registration();
    if (canPush) await subscribe(worker).catch(pushFailed);
  } catch (err) {
    failed(err);
  }
}

export function declineNotify(): void {
  if (notifies()) declinePush();
  else remember('notify', 'no');
}

function stopNotifying(): void {
  remember('notify', 'no');
}

/** Shows a page on this device. A click on it opens the incident or the direct messages. */
export async function notify(one: WirePost): Promise<void> {
  if (!notifies()) return;
  try {
    await showNotification(await registration(), pushOf(one), newAction());
  } catch (err) {
    failed(err);
  }
}

/** Returns what the server pushes for this page. */
function pushOf(one: WirePost): WirePush {
  const incident = incidentIn(one);
  const [first] = one.buttons;
  const { person } = document.documentElement.dataset;
  return {
    kind: 'page',
    tag: one.id,
    title: one.title ?? 'Tocsin',
    body: notificationBody(one),
    address: incident === undefined ? addressOfRoom(one.room) : `/incidents/${incident}`,
    language: document.documentElement.lang,
    open: t('web.notices.open'),
    ...(first?.tone === 'primary' &&
      !first.disabled &&
      person !== undefined && {
        act: {
          label: first.label,
          press: { as: person, room: one.room, about: one.id, button: first.code },
          refused: t('web.push.refused', { problem: '{problem}' }),
          offline: t('web.push.offline'),
        },
      }),
  };
}

/** Removes the notification of a page if it is still shown. */
export async function withdraw(id: string): Promise<void> {
  if (!notifies()) return;
  try {
    for (const one of await (await registration()).getNotifications({ tag: id })) one.close();
  } catch (err) {
    // The notification stays; a click on it still opens the incident.
    console.error(err);
  }
}

/**
 * @param open shows the given URL of this page
 * @param isAnnounced returns whether this tab has announced the page, or is about to
 */
export function openWhenClicked(open: (address: string) => void, isAnnounced: (id: string) => Promise<boolean>): void {
  if (!canNotify) return;
  navigator.serviceWorker.addEventListener('message', ({ data, ports: [reply] }: MessageEvent<FromWorker>) => {
    if (typeof data?.address === 'string') open(data.address);
    const { arrived } = data ?? {};
    if (typeof arrived === 'string') void isAnnounced(arrived).then((answer) => reply?.postMessage(answer));
  });
  // Notifications were enabled on an earlier visit.
  if (!notifies()) return;
  registration()
    .then((worker) => (canPush ? renew(worker).catch(console.warn) : undefined))
    .catch(failed);
}

/** What the service worker says: the address that was clicked, or the page that was pushed. */
interface FromWorker {
  readonly address?: unknown;
  readonly arrived?: unknown;
}

export async function registration(): Promise<ServiceWorkerRegistration> {
  await navigator.serviceWorker.register(WORKER, { scope: '/' });
  return navigator.serviceWorker.ready;
}

function failed(err: unknown): void {
  console.error(err);
  toast({ text: t('web.notify.failed'), tone: 'warning' });
}

/** The reader is told: a page would wake them only while Tocsin is open. */
function pushFailed(): void {
  toast({ text: t('web.push.failed'), tone: 'warning' });
}
