import { afterEach, expect, it, vi } from 'vitest';

// The types of browsers are not those of the tests.
const source = new URL('../../../adapters/web-chat/page/service-worker.ts', import.meta.url).href;
const listeners = new Map<string, (event: object) => void>();

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['with the key of the old subscription', { options: { applicationServerKey: 'old-key' } }, 'old-key', 1],
  ['with the key of the server where the browser does not say what the old one was', null, 'server-key', 2],
] as const)('subscribes anew %s', async (_name, oldSubscription, key, requests) => {
  const subscribe = vi.fn(async () => ({ toJSON: () => ({ endpoint: 'https://push.example.org/1', keys: {} }) }));
  const fetched = vi.fn(async (_path: string) => Response.json({ key: 'server-key', browsers: [] }));
  vi.stubGlobal('addEventListener', (name: string, listener: (event: object) => void) => listeners.set(name, listener));
  vi.stubGlobal('registration', { pushManager: { subscribe } });
  vi.stubGlobal('fetch', fetched);
  await import(/* @vite-ignore */ source);
  let work: Promise<unknown> | undefined;
  listeners.get('pushsubscriptionchange')!({ oldSubscription, waitUntil: (one: Promise<unknown>) => (work = one) });
  await work;
  expect(subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: key });
  expect(fetched).toHaveBeenCalledTimes(requests);
  expect(fetched.mock.calls.at(-1)![0]).toBe('/web/api/subscribe');
});
