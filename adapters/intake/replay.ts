import type { Integration } from '../../src/domain/alerts/integration.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { AlertIntake, KeptPayload } from '../../src/ports/alerts.ts';
import type { PlainRequest } from '../../src/ports/http.ts';
import type { Clock } from '../../src/ports/runtime.ts';
import { senderNamed } from './paths.ts';
import { readAlerts } from './read-alerts.ts';
import { readBody } from './reading/body.ts';
import { IntakeNotes } from './reading/notes.ts';
import type { Arrived, Sender } from './sender.ts';
import { api } from './senders/api.ts';

interface Parts {
  readonly intake: AlertIntake;
  readonly clock: Clock;
  readonly directory: () => Pick<Directory, 'integrations'>;
  readonly senders: readonly Sender[];
}

/** Returns whether a payload was stored completely. Only then can it be replayed. */
export function isWhole({ isCut, body }: KeptPayload): boolean {
  return !isCut && body !== '';
}

/**
 * Reads a stored payload in its sender's shape, and takes its alerts as new ones.
 *
 * @param key a replay under the same key changes nothing. Absent: each replay counts
 * @throws Refusal and BadPayload when it cannot be read, and the errors of the intake
 */
export async function replayPayload(
  payload: KeptPayload,
  { clock, directory, senders, intake }: Parts,
  key?: string,
): Promise<{ readonly accepted: number; readonly incidents: readonly number[] }> {
  const integration = directory().integrations?.get(payload.integration);
  const sender = senderNamed(payload.sender, senders, api);
  const notes = new IntakeNotes(clock.now());
  const arrived = await arrivedOf(requestOf(payload.body), notes, integration);
  const { alerts } = await readAlerts(sender, { ...arrived, method: payload.method, rest: payload.rest }, senders);
  const receipts = await intake.receive(alerts, key, payload.integration);
  const incidents = receipts.flatMap(({ incident }) => (incident === undefined ? [] : [incident]));
  return { accepted: receipts.length, incidents: [...new Set(incidents)] };
}

/** Returns a request with the payload. */
export function requestOf(payload: string): Request {
  return new Request('http://localhost/', { method: 'POST', body: payload });
}

/** Reads a request. Throws Refusal when its body cannot be read. */
export async function arrivedOf(
  request: PlainRequest,
  notes: IntakeNotes,
  integration: Integration | undefined,
): Promise<Arrived> {
  const { body, raw } = await readBody(request, notes);
  const { method, headers } = request;
  const query = new URL(request.url).searchParams;
  return { body, raw, rest: '', method, query, headers, now: notes.now, notes, ...(integration && { integration }) };
}
