import { createHash } from 'node:crypto';
import type { KeptAnswer, KeptAnswers } from '../../src/ports/api.ts';
import { problem, problemTitles } from '../../src/ports/http.ts';

/** A request with an `Idempotency-Key`. */
export interface KeyedRequest {
  /** Name of the client's token. A key counts per token and path. */
  readonly client: string;
  readonly path: string;
  readonly key: string;
  /** The body, parsed by its schema. */
  readonly body: unknown;
}

type Made = Omit<KeptAnswer, 'request'>;

/**
 * Answers a repeat of a request with the first answer, for 24 hours, and rejects another body under the same key with 422. A
 * repeat that arrives while the first request runs waits for its answer. A failed request is not stored, so a repeat runs it
 * again. Another process, or one that was killed before it stored the answer, also runs a repeat again; that changes nothing
 * twice, because the incident remembers the key.
 */
export function createRepeats(
  answers: KeptAnswers,
): (request: KeyedRequest, make: () => Promise<Made>) => Promise<Made | Response> {
  const underWay = new Map<string, { readonly request: string; readonly made: Promise<Made> }>();

  async function makeAndKeep(id: string, request: string, make: () => Promise<Made>): Promise<Made> {
    const made = await make();
    // The change is stored. If storing the answer fails, the incident still recognises a repeat by its key.
    await answers.keep(id, { ...made, request }).catch(() => undefined);
    return made;
  }

  return async ({ client, path, key, body }, make) => {
    const id = hashOf([client, path, key]);
    const request = hashOf(body);
    const known = underWay.get(id) ?? (await answers.find(id)) ?? underWay.get(id);
    if (known) {
      if (known.request !== request) return anotherBody();
      return 'made' in known ? known.made : known;
    }
    const made = makeAndKeep(id, request, make);
    underWay.set(id, { request, made });
    try {
      return await made;
    } finally {
      underWay.delete(id);
    }
  };
}

function anotherBody(): Response {
  const detail =
    'This Idempotency-Key was used with another body within 24 hours: send that body again, or this one under a new key.';
  return problem(422, problemTitles[422], detail);
}

function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('base64url');
}
