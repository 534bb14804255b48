import type { WirePost } from '../../wire.ts';
import { addressOfRoom, incidentIn } from './address.ts';
import { remember, remembered } from './state.ts';
import { t } from './texts.ts';
import { toast } from './toasts.ts';

// Device notifications. On Android only a service worker may show them (`new Notification` throws there). Without https, and
// away from localhost, browsers have neither.

const WORKER = '/web/service-worker.js';

export const canNotify = 'Notification' in globalThis && 'serviceWorker' in navigator;

export function notifies(): boolean {
  return canNotify && Notification.permission === 'granted' && remembered('notify') === 'yes';
}

/** Returns whether the reader was never asked about notifications, here or by the browser. */
export function isUnasked(): boolean {
  return canNotify && Notification.permission === 'default' && remembered('notify') === undefined;
}

export async function toggleNotify(): Promise<void> {
  if (notifies()) return declineNotify();
  if ((await Notification.requestPermission()) !== 'granted') {
    declineNotify();
    toast({ text: t('web.notify.blocked'), tone: 'warning' });
    return;
  }
  remember('notify', 'yes');
  await registration().catch(failed);
}

export function declineNotify(): void {
  remember('notify', 'no');
}

/** Shows a page on this device. A click on it opens the incident or the direct messages. */
export async function notify(one: WirePost): Promise<void> {
  if (!notifies()) return;
  const incident = incidentIn(one);
  try {
    await (await registration()).showNotification(one.title ?? 'Tocsin', {
      body: one.body ?? one.text,
      tag: one.id,
      icon: '/web/icon.svg',
      requireInteraction: true,
      data: { address: incident === undefined ? addressOfRoom(one.room) : `/incidents/${incident}` },
    });
  } catch (err) {
    failed(err);
  }
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

/** @param open shows the given URL of this page */
export function openWhenClicked(open: (address: string) => void): void {
  if (!canNotify) return;
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ address?: unknown }>) => {
    if (typeof data?.address === 'string') open(data.address);
  });
  // Notifications were enabled on an earlier visit.
  if (notifies()) registration().catch(failed);
}

async function registration(): Promise<ServiceWorkerRegistration> {
  await navigator.serviceWorker.register(WORKER, { scope: '/' });
  return navigator.serviceWorker.ready;
}

function failed(err: unknown): void {
  console.error(err);
  toast({ text: t('web.notify.failed'), tone: 'warning' });
}
