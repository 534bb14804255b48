import type { WireReads, WireWrites } from '../wire.ts';

// Answers of `/web/api/*`: JSON that no cache stores.

export function refuse(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Response {
  return json({ error }, status, headers);
}

/** Returns an answer as the page expects it; JSON turns dates into text. */
export function answered<Path extends keyof (WireReads & WireWrites)>(
  data: (WireReads & WireWrites)[Path]['answer'],
): Response {
  return json(data);
}

export function json(data: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(data, { status, headers: { ...headers, 'cache-control': 'no-store' } });
}
