import { type HttpServer, startHttp } from '../../adapters/http/server.ts';
import { createStatusRoutes } from '../../adapters/status-page/routes.ts';
import type { Directory, Service } from '../../src/domain/directory.ts';
import type { Language } from '../../src/domain/languages.ts';
import type { StatusReads } from '../../src/ports/reporting.ts';
import { type StatusPageJson, statusPageJson } from '../../src/schemas/status.ts';
import { ChatDouble } from './chat-double.ts';
import { sampleDirectory } from './directory.ts';
import { KeptLog } from './kept-log.ts';
import { openStage, type Stage } from './tocsin.ts';

export const publicUrl = 'https://tocsin.example.org/team';

/** Checkout and payments are published, and search is not. */
export function publishing(changes: Partial<Directory> = {}): Directory {
  const base = sampleDirectory();
  const search = base.services.get('search')!;
  const checkout: Service = { ...base.services.get('checkout')!, public: true };
  const payments: Service = { ...search, id: 'payments-eu-3', name: 'Payments', public: true };
  return {
    ...base,
    services: new Map([checkout, search, payments].map((one) => [one.id, one])),
    status: { title: 'Example Shop', about: 'How the shop is doing.' },
    ...changes,
  };
}

export interface ServedStatus {
  readonly http: HttpServer;
  readonly log: KeptLog;
  ask(path?: string, init?: RequestInit): Promise<Response>;
  /** The three forms of it. */
  html(): Promise<string>;
  feed(): Promise<string>;
  json(): Promise<StatusPageJson>;
}

/** The page on the real server. */
export async function serveStatus(reads: StatusReads, language?: Language): Promise<ServedStatus> {
  const log = new KeptLog();
  const ready = async () => ({ ready: true, reasons: [] });
  const routes = [createStatusRoutes({ reads, publicUrl, language: () => language, log })];
  const http = await startHttp({ host: '127.0.0.1', port: 0, routes, ready, log });
  const ask = (path = '', init?: RequestInit) => fetch(`${http.url}/status${path}`, init);
  const text = async (path: string) => (await ask(path)).text();
  return {
    http,
    log,
    ask,
    html: () => text(''),
    feed: () => text('.atom'),
    json: async () => statusPageJson.parse(JSON.parse(await text('.json'))),
  };
}

export interface StatusStage extends ServedStatus {
  readonly stage: Stage;
  says: Stage['says'];
  /** Long enough for what was read to be read again. */
  passes(minutes?: number): Promise<void>;
  close(): Promise<void>;
}

/** The real core, database and server; nobody is paged by platforms that are not here. */
export async function openStatusStage(directory = publishing()): Promise<StatusStage> {
  const stage = await openStage([new ChatDouble('web')], directory);
  const served = await serveStatus(stage.tocsin.status);
  return {
    ...served,
    stage,
    says: stage.says,
    passes: (minutes = 1) => stage.passes(minutes),
    async close() {
      await served.http.stop();
      await stage.close();
    },
  };
}
