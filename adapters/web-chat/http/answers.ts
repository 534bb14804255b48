import type { WireReads, WireWrites } from '../wire.ts';

// What `/web/api/*` answers: JSON that nobody keeps.

export function refuse(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Response {
  return json({ error }, status, headers);
}

/** An answer as the page expects it: moments may still be dates, which JSON writes as text. */
export function answered<Path extends keyof (WireReads & WireWrites)>(
  data: (WireReads & WireWrites)[Path]['answer'],
): Response {
  return json(data);
}

export function json(data: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json(data, { status, headers: { ...headers, 'cache-control': 'no-store' } });
}
