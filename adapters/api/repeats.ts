import { createHash } from 'node:crypto';
import type { KeptAnswer, KeptAnswers } from '../../src/ports/api.ts';
import { problem, problemTitles } from '../../src/ports/http.ts';

/** A request under an `Idempotency-Key`. */
export interface KeyedRequest {
  /** Whose token, for what path: a key counts for both together. */
  readonly client: string;
  readonly path: string;
  readonly key: string;
  /** The body as its schema read it. */
  readonly body: unknown;
}

type Made = Omit<KeptAnswer, 'request'>;

/**
 * Answers a repeat of a request as the first one was answered, for 24 hours, and refuses another body under its key by 422.
 * A repeat that comes while the first is under way waits for its answer. What failed is not kept: it may be tried again.
 * Another process, or one that was killed before it kept its answer, runs a repeat once more, which has no second effect:
 * the incident itself knows what was done under a key.
 */
export function createRepeats(
  answers: KeptAnswers,
): (request: KeyedRequest, make: () => Promise<Made>) => Promise<Made | Response> {
  const underWay = new Map<string, { readonly request: string; readonly made: Promise<Made> }>();

  async function makeAndKeep(id: string, request: string, make: () => Promise<Made>): Promise<Made> {
    const made = await make();
    // The change is done. Without its answer a repeat is still known, by the incident.
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
