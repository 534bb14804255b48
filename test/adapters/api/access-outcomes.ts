import { expect } from 'vitest';
import type { Access, Scope } from '../../../src/ports/http.ts';

export const here = { address: '127.0.0.1' };
export const elsewhere = { address: '203.0.113.7' };
export const tokens = [
  { name: 'ci', token: 'a-long-token-for-ci' },
  { name: 'grafana', token: 'another:with-a-colon', scopes: ['alerts'] },
] as const;

export function request(headers: Record<string, string> = {}, url = 'http://127.0.0.1:3000/v1/incidents'): Request {
  return new Request(url, { headers });
}

export function bearer(token: string): Request {
  return request({ authorization: `Bearer ${token}` });
}

/** The name of who was let in, or the problem that was given instead. */
export async function outcome(access: Access, asked: Request, peer = here, scope: Scope = 'read', token?: string) {
  const checked = await access.check(asked, peer, scope, token);
  if (!(checked instanceof Response)) return { name: checked.name, headers: new Headers(checked.headers) };
  expect(checked.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await checked.json()) as { detail: string; status: number; title: string; scope?: string };
  expect(problem).toMatchObject({ status: checked.status, type: 'about:blank', title: expect.any(String) });
  return { status: checked.status, headers: checked.headers, problem };
}
