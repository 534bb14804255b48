import { expect } from 'vitest';
import { post, serveDoor } from './door.ts';

export type Bytes = string | Uint8Array;

/** Refused by this status, naming these fields; and nothing of it, and nothing beside it, was taken. */
export async function refused(path: string, body: Bytes, status: number, headers?: Record<string, string>) {
  const { url, desk, log } = await serveDoor();
  const response = await post(`${url}${path}`, body, headers);
  expect(response.status).toBe(status);
  expect(desk.requests).toEqual([]);
  expect(log.lines.filter(({ level }) => level === 'error' || level === 'warn')).toEqual([]);
  return response;
}

export async function fieldsOf(response: Response): Promise<string[]> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await response.json()) as { errors: { field: string; message: string }[] };
  expect(problem).toMatchObject({ type: 'about:blank', status: response.status, title: expect.any(String) });
  for (const { message } of problem.errors) expect(message).toMatch(/\S/);
  return problem.errors.map(({ field }) => field);
}

/** Taken by 202, all of it; returns what the answer names and what reached the desk. */
export async function taken(path: string, body: Bytes, headers?: Record<string, string>) {
  const { url, desk, log } = await serveDoor();
  const response = await post(`${url}${path}`, body, headers);
  const given = (await response.json()) as Taken;
  expect([response.status, given]).toMatchObject([202, { accepted: desk.alerts.length }]);
  return { ...given, alerts: desk.alerts, log, fields: given.ignored?.map(({ field }) => field) ?? [] };
}

interface Taken {
  readonly accepted: number;
  readonly incidents: readonly number[];
  readonly ignored?: readonly { readonly field: string; readonly message: string }[];
  readonly refused?: readonly { readonly field: string; readonly message: string }[];
}
