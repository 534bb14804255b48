import { refusedBy } from '../../src/domain/refusal.ts';
import type { IntegrationPage, ListedPayload } from '../../src/ports/alerts.ts';

const payload = (id: string, given: Partial<ListedPayload>): ListedPayload => ({
  id,
  sender: 'uptime-kuma',
  receivedAt: new Date(Date.now() - 12 * 60_000).toISOString(),
  status: 202,
  alerts: 1,
  incidents: [42],
  body: JSON.stringify({ heartbeat: { status: 0, msg: 'timeout' }, monitor: { name: 'Shop', token: '[secret]' } }),
  truncated: false,
  ...given,
});

/** One integration with payloads, one that sent nothing, and a token. Alice alone is an admin. `replayed` gets the ids. */
export function busyIntegrations(replayed: string[] = []): IntegrationPage {
  const lastReceivedAt = new Date(Date.now() - 12 * 60_000).toISOString();
  const at = (path: string) => `https://tocsin.example.org/v1/${path}`;
  return {
    list: async () => [
      {
        ...{ name: 'kuma-shop', sender: 'uptime-kuma', address: at('integrations/kuma-shop'), inFile: true },
        ...{ lastReceivedAt, payloads: 2, refused: 1 },
      },
      { name: 'scripts', sender: 'api', address: at('integrations/scripts'), inFile: true, payloads: 0, refused: 0 },
      { name: 'monitor', sender: 'api', address: at('alerts/api'), inFile: false, payloads: 0, refused: 0 },
    ],
    payloads: async (name) =>
      name === 'kuma-shop'
        ? [
            payload('one', {}),
            payload('two', { status: 400, reason: 'heartbeat: Expected an object.', alerts: 0, incidents: [] }),
          ]
        : [],
    mayReplay: async ({ role }) => role === 'admin',
    tryPayload: async () => ({
      alerts: [
        {
          ...{ title: 'Shop is down', status: 'firing', key: 'monitor:1', severity: 'sev2', service: 'shop' },
          ...{ policy: 'default', labels: { host: 'shop-1' }, outcome: 'opens', pages: ['alice', 'bob'] },
        },
      ],
      ignored: [{ field: 'heartbeat.time', message: 'Expected a moment.' }],
      refused: [],
    }),
    async replay({ id }, by) {
      if (by !== 'alice') throw refusedBy('not-allowed', { command: 'replay', role: 'responder', needs: 'admin' });
      replayed.push(id);
      return { accepted: 1, incidents: [42] };
    },
  };
}
