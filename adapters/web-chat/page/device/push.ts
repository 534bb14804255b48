import { withTimeout } from '../../../../src/lib/async.ts';
import { get, post } from '../shared/api.ts';
import { changed, remember, remembered } from '../shared/state.ts';

// The subscription of this browser at its push service, by which pages arrive while no page of Tocsin is open.

const SUBSCRIBE_LIMIT_MS = 20_000;

/** Whether this browser gets pushes: unknown until the server has confirmed it. */
export const pushState: { is: 'unknown' | 'on' | 'off'; browser: string | undefined } = {
  is: 'unknown',
  browser: undefined,
};

/** Safari on a phone has it only in a page that was added to the Home Screen. */
export const canPush = 'PushManager' in globalThis;

export function isPushDeclined(): boolean {
  return remembered('push') === 'no';
}

export function declinePush(): void {
  remember('push', 'no');
}

function become(browser: string | undefined): void {
  pushState.is = browser === undefined ? 'off' : 'on';
  pushState.browser = browser;
  changed();
}

/** Subscribes this browser. Throws when the browser or the server refuses. */
export async function subscribe(registration: ServiceWorkerRegistration): Promise<void> {
  const { key } = await get('push', {});
  const applicationServerKey = bytesOf(key);
  const before = await registration.pushManager.getSubscription();
  // A subscription of other keys, such as those of another installation at this address, would be refused.
  if (before && !hasKey(before, applicationServerKey)) await before.unsubscribe();
  // A browser that cannot reach its push service may never answer.
  const subscribing = registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const subscription = await withTimeout(subscribing, SUBSCRIBE_LIMIT_MS, () => {
    throw new Error('The browser did not answer');
  });
  const { endpoint, keys } = subscription.toJSON();
  const { browser } = await post('subscribe', {
    endpoint: endpoint ?? '',
    p256dh: keys?.p256dh ?? '',
    auth: keys?.auth ?? '',
  });
  remember('push', 'yes');
  become(browser);
}

/** Confirms the subscription of this browser, if it has one: the server forgets those that are not confirmed for 30 days. */
export async function renew(registration: ServiceWorkerRegistration): Promise<void> {
  const subscription = await registration.pushManager.getSubscription();
  if (!subscription) {
    become(undefined);
    return;
  }
  const { browser, key } = await post('renew-push', { endpoint: subscription.endpoint });
  // The installation has lost its keys, and the push service takes nothing from it any more.
  const isOfOtherKey = subscription.options.applicationServerKey !== null && !hasKey(subscription, bytesOf(key));
  if (browser !== undefined && isOfOtherKey) return subscribe(registration);
  // It was removed in another browser, or with its session.
  if (browser === undefined) await subscription.unsubscribe();
  become(browser);
}

export async function unsubscribe(registration: ServiceWorkerRegistration): Promise<void> {
  const subscription = await registration.pushManager.getSubscription();
  await subscription?.unsubscribe();
  const { browser } = pushState;
  become(undefined);
  if (browser !== undefined) await post('unsubscribe', { browser });
}

/** Called when this browser was removed from the list. */
export async function removed(registration: ServiceWorkerRegistration): Promise<void> {
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  become(undefined);
}

function hasKey({ options }: PushSubscription, key: Uint8Array): boolean {
  const known = options.applicationServerKey;
  return known !== null && new Uint8Array(known).join() === key.join();
}

function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
