import { Refused } from '../../src/domain/refusal.ts';
import { refusalTextInEnglish } from '../../src/locales/refusals.ts';
import { BadField } from '../../src/ports/api.ts';
import { problem, problemTitles } from '../../src/ports/http.ts';
import { StaleIncident, StoreUnavailable } from '../../src/ports/incidents.ts';
import { BadRequest } from './read-request.ts';

const retryAfterSeconds = '5';
/** Rules that refuse what a path names. */
const unknown = ['unknown-incident', 'not-a-number', 'unknown-job', 'unknown-schedule'];

/**
 * Returns the answer to an error about the request; undefined for an internal error, which the server logs and answers with
 * a 500.
 */
export function refusal(err: unknown): Response | undefined {
  if (err instanceof BadRequest) return err.answer;
  if (err instanceof BadField) return withField(err.field, err.message);
  if (err instanceof Refused) return ruledOut(err);
  if (err instanceof StoreUnavailable || err instanceof StaleIncident) {
    return problem(
      503,
      problemTitles[503],
      'It could not be saved or read now. Try again in a moment, with the same Idempotency-Key, and nothing happens twice.',
      { headers: { 'retry-after': retryAfterSeconds } },
    );
  }
  return undefined;
}

function withField(field: string, message: string): Response {
  const errors = [{ field, message }];
  return problem(400, problemTitles[400], `“${field}” is wrong: ${message}`, { members: { errors } });
}

function ruledOut(refused: Refused): Response {
  const { rule, option } = refused;
  const message = refusalTextInEnglish(refused);
  if (option) return withField(option, message);
  const status = statusOf(rule);
  return problem(status, problemTitles[status], message, { members: { rule } });
}

function statusOf(rule: string): 403 | 404 | 409 {
  if (unknown.includes(rule)) return 404;
  return rule === 'not-allowed' ? 403 : 409;
}

export function notFound(): Response {
  return problem(404, problemTitles[404], 'There is nothing at this address. GET /v1/openapi.json says what there is.');
}

export function notAllowed(allow: string): Response {
  return problem(405, problemTitles[405], `This address answers ${allow}.`, { headers: { allow } });
}
