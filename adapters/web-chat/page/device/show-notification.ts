import type { WirePush } from '../../wire-push.ts';

/** What a browser knows beyond the types of TypeScript: buttons of a notification. */
interface Options extends NotificationOptions {
  readonly actions?: readonly { readonly action: string; readonly title: string }[];
  readonly renotify?: boolean;
}

/** Names of the buttons. */
export const ACT = 'act';
const OPEN = 'open';

/** What a notification carries for the click on it. */
export interface NotificationData {
  readonly push: WirePush;
  /** The id of the action that its button begins, the same when it is pressed again. */
  readonly action?: string;
}

/**
 * Shows a page, or what replaces it, on this device. The same tag replaces a notification that is there, without a sound.
 *
 * @param action the id of the action that the button begins
 */
export async function showNotification(
  registration: Pick<ServiceWorkerRegistration, 'showNotification'>,
  push: WirePush,
  action: string | undefined,
  { isQuiet = false, body = push.body }: { readonly isQuiet?: boolean; readonly body?: string } = {},
): Promise<void> {
  const { tag, title, act, open, language, kind } = push;
  const data: NotificationData = { push, ...(action !== undefined && { action }) };
  const options: Options = {
    body,
    tag,
    lang: language,
    icon: '/web/icon-192.png',
    badge: '/web/badge-96.png',
    silent: isQuiet,
    // A page that is pushed twice, such as after a crash, must not ring twice.
    renotify: false,
    requireInteraction: kind === 'page' && !isQuiet,
    data,
    actions: [
      ...(act && action !== undefined ? [{ action: ACT, title: act.label }] : []),
      { action: OPEN, title: open },
    ],
  };
  await registration.showNotification(title, options);
}
