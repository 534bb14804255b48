import { readFileSync } from 'node:fs';
import { type HttpServer, startHttp } from '../../../adapters/http/server.ts';
import { createIntake, type IntakeSettings } from '../../../adapters/intake/routes.ts';
import type { Access } from '../../../src/ports/http.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { RecordingAlertDesk } from './recording-alert-desk.ts';

export const now = new Date('2026-01-15T12:00:00Z');

/** Lets everybody in who brings `token`, as the real one would; all without one. */
export function accessWith(token?: string): Access {
  return {
    async check(request, _peer, scope, elsewhere) {
      const bearer = request.headers.get('authorization')?.replace(/^Bearer /i, '');
      if (scope === 'alerts' && (!token || elsewhere === token || bearer === token)) return { name: 'prometheus' };
      return Response.json({ status: 401 }, { status: 401, headers: { 'content-type': 'application/problem+json' } });
    },
  };
}

export function openDoor(settings: Partial<IntakeSettings> = {}) {
  const desk = new RecordingAlertDesk();
  const log = new KeptLog();
  const routes = createIntake({ access: accessWith(), intake: desk, clock: { now: () => now }, log, ...settings });
  return { desk, log, routes };
}

export function fixture(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8');
}

const running: HttpServer[] = [];

/** The same behind the real server. */
export async function serveDoor(settings: Partial<IntakeSettings> = {}) {
  const door = openDoor(settings);
  const ready = async () => ({ ready: true, reasons: [] });
  const server = await startHttp({ host: '127.0.0.1', port: 0, routes: [door.routes], ready, log: door.log });
  running.push(server);
  return { ...door, url: server.url };
}

export async function closeDoors(): Promise<void> {
  for (const server of running.splice(0)) await server.stop();
}

export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: bytes as string,
  });
}
