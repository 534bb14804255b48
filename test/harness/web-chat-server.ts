import { randomUUID } from 'node:crypto';
import { type HttpServer, startHttp } from '../../adapters/http/server.ts';
import { createWebChat, type WebChatSettings } from '../../adapters/web-chat/adapter.ts';
import type { PushNetwork } from '../../adapters/web-chat/push/send.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { Person } from '../../src/domain/people.ts';
import type { IntegrationPage } from '../../src/ports/alerts.ts';
import type { JobPage } from '../../src/ports/jobs/jobs.ts';
import type { OnCallPage } from '../../src/ports/on-call/on-call-page.ts';
import type { Dashboard } from '../../src/ports/reporting.ts';
import { type Clock, systemClock } from '../../src/ports/runtime.ts';
import { ConnectedChat } from './connected-chat.ts';
import { KeptLog } from './kept-log.ts';
import { createMemoryOpenPages, createMemoryPushStore } from './memory-push-store.ts';
import { createMemorySignIns } from './memory-sign-ins.ts';
import { createMemoryWebChatStore } from './memory-web-chat-store.ts';

const person = (id: string, name: string, role: Person['role'] = 'responder'): Person => ({
  id,
  name,
  role,
  timezone: 'Europe/Berlin',
  accounts: {},
});

export const team: Directory = {
  people: new Map(
    [
      person('alice', 'Alice Chen', 'admin'),
      person('bob', 'Bob Okafor'),
      person('carol', 'Carol Nowak', 'manager'),
    ].map((one) => [one.id, one]),
  ),
  teams: new Map(),
  schedules: new Map(),
  policies: new Map(),
  services: new Map(),
  rooms: { announce: {}, open: {} },
};

/** Nothing has ever happened. */
export const calm: Dashboard = {
  at: new Date('2026-03-09T12:00:00Z'),
  open: [],
  more: false,
  onCall: [],
  figures: { days: 30, incidents: 0, bySeverity: { sev1: 0, sev2: 0, sev3: 0, sev4: 0 }, byService: [], paged: [] },
};

/** The page of integrations where the file has none. */
export const noIntegrations: IntegrationPage = {
  list: async () => [],
  payloads: async () => [],
  mayReplay: async () => false,
  tryPayload: async () => undefined,
  replay: async () => ({ problem: 'missing' }),
};

/** The page of recurring jobs where there are none. */
export const noJobs: JobPage = {
  list: async () => [],
  runs: async () => [],
  mayRun: async () => false,
  run: async () => {},
};

/** The page of who is on call where there are no schedules. */
export const noOnCall: OnCallPage = {
  read: async () => ({
    at: new Date(),
    changesAt: new Date(Date.now() + 86_400_000),
    days: [],
    people: [],
    own: [],
    schedules: [],
    policies: [],
    maintenance: [],
    teams: [],
    mayPutOnCall: [],
    calendar: '',
  }),
};

/** The web chat on a real HTTP server, with its store in memory. */
export async function serveWebChat(
  settings: Partial<WebChatSettings> = {},
  clock: Clock = systemClock,
  directory: () => Directory = () => team,
  integrationPage: IntegrationPage = noIntegrations,
  jobPage: JobPage = noJobs,
  onCallPage: OnCallPage = noOnCall,
  pushNetwork?: PushNetwork,
) {
  const store = createMemoryWebChatStore();
  const pushes = createMemoryPushStore();
  const openPages = createMemoryOpenPages();
  const signIns = createMemorySignIns();
  const log = new KeptLog();
  let dashboard: Dashboard | Error = calm;
  let looks = 0;
  let postmortem = (number: number, reader: string) => `# Post-mortem of ${number}, for ${reader}\n`;
  const adapter = createWebChat(
    { publicUrl: 'http://127.0.0.1:3000', demo: true, ...settings },
    { store, pushes, openPages, directory, clock, log, ...(pushNetwork && { pushNetwork }) },
  );
  const chat = new ConnectedChat(adapter);
  const routes = adapter.routesFor({
    signIns,
    dashboard: {
      async look() {
        looks += 1;
        if (dashboard instanceof Error) throw dashboard;
        return dashboard;
      },
      openIncidents: async () => (dashboard instanceof Error ? [] : dashboard.open),
      roomOf: async (incident) =>
        incident === 42 ? { room: 'incident-42', title: 'Checkout is down' } : incident === 44 ? 'opening' : undefined,
    },
    postmortems: { read: async (number, { id }) => postmortem(number, id) },
    integrationPage,
    jobPage,
    onCallPage,
  });
  const ready = async () => ({ ready: true, reasons: [] });
  const http: HttpServer = await startHttp({ host: '127.0.0.1', port: 0, routes: [routes], ready, log });

  /** What the page does, as one of the demo people. */
  const as = (account: string) => ({
    get: (path: string) => fetch(`${http.url}/web/api/${path}`, { headers: { cookie: `tocsin_person=${account}` } }),
    post: (path: string, body: object, headers: Record<string, string> = {}) =>
      fetch(`${http.url}/web/api/${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-tocsin': '1',
          cookie: `tocsin_person=${account}`,
          ...headers,
        },
        body: JSON.stringify({ action: randomUUID(), ...body }),
      }),
  });

  return {
    chat,
    http,
    store,
    pushes,
    openPages,
    signIns,
    log,
    as,
    /** How everything stands from now on. */
    stands: (next: Dashboard | Error) => {
      dashboard = next;
    },
    looks: () => looks,
    /** What there is to read from now on. */
    reads: (next: typeof postmortem) => {
      postmortem = next;
    },
    async close() {
      await chat.close();
      await http.stop();
    },
  };
}
