import { expect } from 'vitest';
import type { Alert } from '../../../src/domain/alerts/alert.ts';
import { fixture, post, serveDoor } from './door.ts';

/** The alerts that a fixture becomes on its way through the real server. */
export async function alertsOf(name: string, path: string): Promise<readonly Alert[]> {
  const { url, desk } = await serveDoor();
  const response = await post(`${url}${path}`, fixture(name));
  expect(response.status).toBe(202);
  expect(await response.json()).toEqual({ accepted: desk.alerts.length, incidents: expect.any(Array) });
  return desk.alerts;
}

export const labels = (record: Record<string, string>) =>
  Object.entries(record).map(([name, value]) => ({ name, value }));
