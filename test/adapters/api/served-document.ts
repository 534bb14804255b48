import { expect } from 'vitest';
import { programCatalogue } from '../../../commands/program-commands.ts';
import { createProgramRoutes } from '../../../src/app/program-routes.ts';
import type { FoundAlert, IntegrationService, KeptPayload } from '../../../src/ports/alerts.ts';
import type { Api as TocsinApi } from '../../../src/ports/api.ts';
import type { HttpRoutes } from '../../../src/ports/http.ts';
import { StoreUnavailable } from '../../../src/ports/incidents.ts';
import type { CheckReport, HeartbeatReport } from '../../../src/ports/monitors.ts';
import { sampleDirectory } from '../../harness/directory.ts';
import { now } from '../intake/door.ts';
import { RecordingAlertDesk } from '../intake/recording-alert-desk.ts';
import { type Answer, type Api, open, publicUrl } from './ask.ts';
import { createJudge, type Document, type Operation, operationsOf } from './conformance.ts';

export const heartbeat: HeartbeatReport = {
  name: 'nightly-backup',
  status: 'silent',
  everyMs: 86_400_000,
  graceMs: 1_800_000,
  beats: 3,
  lastBeat: new Date('2026-03-09T12:00:00Z'),
  expectedBefore: new Date('2026-03-10T12:30:00Z'),
  incident: 7,
};
const check: CheckReport = {
  name: 'shop',
  kind: 'http',
  status: 'failing',
  lastRun: new Date('2026-03-09T12:00:00Z'),
  reason: 'shop answered 503 instead of 2xx',
  failuresInARow: 4,
  nextRun: new Date('2026-03-09T12:01:00Z'),
  incident: 7,
};

export const payload: KeptPayload = {
  id: 'payload-1',
  integration: heartbeat.name,
  sender: 'api',
  receivedAt: now,
  method: 'POST',
  rest: '',
  body: '{"title":"Disk full"}',
  status: 202,
  alerts: 1,
  incidents: [7],
};

/** What became of an alert, for senders that ask. */
const found = {
  alert: {
    ...{ source: 'opsgenie', fingerprint: payload.id, title: 'Disk full', status: 'firing', count: 1, turns: [] },
    ...{ since: now, changedAt: now },
  },
  incident: {
    id: 'incident-7',
    number: 7,
    title: 'Disk full',
    state: 'triggered',
    severity: 'sev2',
    paged: {},
    seq: 1,
  },
} as unknown as FoundAlert;

export let alerts: RecordingAlertDesk;
export let served: readonly HttpRoutes[];
export let api: Api;
export let document: Document;
export let operations: readonly Operation[];
export let judge: (operation: Operation, answer: Answer) => string | undefined;
let away: boolean;

const beaten = async (name: string) => {
  if (away) throw new StoreUnavailable(new Error('planted'));
  return name === heartbeat.name ? heartbeat : undefined;
};

export const integrations = new Map([[heartbeat.name, { id: heartbeat.name, sender: 'api' as const }]]);

/** Knows of one payload. Everybody is an admin. */
const noIntegrations: IntegrationService = {
  lookup: { find: async () => found, list: async () => [found] },
  preview: async (given) => given.map((alert) => ({ alert, outcome: 'opens', pages: ['alice'] })),
  summaries: async () => [],
  latest: async () => [payload],
  load: async (_, id) => (id === payload.id ? payload : undefined),
  mayReplay: async () => true,
  replay: (_payload, _actor, run) => run(),
};

/** What `main` serves under `/v1`, with nothing behind it but doubles. */
export async function serve(guards: Parameters<typeof open>[1] = {}): Promise<Api> {
  return open((access, log) => {
    served = createProgramRoutes(
      {
        alerts,
        integrations: noIntegrations,
        payloads: { record: () => undefined, flush: async () => undefined },
        api: {
          commands: { catalogue: programCatalogue, run: async () => ({ message: { text: 'Done' }, events: [] }) },
          timeline: async () => ({ items: [] }),
        } as Partial<TocsinApi> as TocsinApi,
        heartbeats: { beat: beaten, fail: beaten, list: async () => [heartbeat], names: () => [heartbeat.name] },
        checks: { list: async () => [check] },
      },
      { access, log, publicUrl, clock: { now: () => now }, directory: () => ({ ...sampleDirectory(), integrations }) },
    );
    return served;
  }, guards);
}

/** Serves all of the program, and reads its document. */
export async function openDocument(): Promise<void> {
  away = false;
  alerts = new RecordingAlertDesk();
  api = await serve();
  document = (await api.ask('/v1/openapi.json')).body;
  operations = operationsOf(document);
  judge = createJudge(document);
}

export function operation(method: string, path: string): Operation {
  const found = operations.find((one) => one.method === method && one.path === path);
  if (!found) throw new Error(`The document has no ${method} ${path}`);
  return found;
}

export async function ask(method: string, path: string, init: Parameters<Api['ask']>[1] = {}, from = api) {
  const address = path.replace('{name}', heartbeat.name).replace('{id}', payload.id);
  const answer = await from.ask(address, { ...init, method });
  expect(judge(operation(method, path), answer)).toBeUndefined();
  return answer;
}

export function storeGoesAway(): void {
  away = true;
}
