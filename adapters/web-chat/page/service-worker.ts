// Shows pages as device notifications, where a page of the web must not do so itself (Android). Stores nothing and
// intercepts no requests.

interface Shown extends Event {
  readonly notification: { readonly data?: { readonly address?: string }; close(): void };
  waitUntil(work: Promise<unknown>): void;
}

interface OpenWindow {
  readonly visibilityState: string;
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}

interface Worker {
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly OpenWindow[]>;
    openWindow(address: string): Promise<unknown>;
    claim(): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'notificationclick', listener: (event: Shown) => void): void;
  addEventListener(name: 'install' | 'activate', listener: (event: Shown) => void): void;
}

const worker = globalThis as unknown as Worker;

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data?.address ?? '/'));
});

/** Shows a URL, in an open window if there is one. */
async function show(address: string): Promise<void> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const [open] = [...windows].sort(
    (a, b) => Number(b.visibilityState === 'visible') - Number(a.visibilityState === 'visible'),
  );
  if (!open) {
    await worker.clients.openWindow(address);
    return;
  }
  open.postMessage({ address });
  await open.focus();
}
