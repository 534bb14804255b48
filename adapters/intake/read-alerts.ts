import type { Alert } from '../../src/domain/alerts/alert.ts';
import { fieldName, readEach } from './reading/parse.ts';
import { isTrial } from './reading/trials.ts';
import { type Arrived, BadPayload, type Sender } from './sender.ts';
import { alertsAtOnce, api, elsewhere } from './senders/api.ts';
import { opened } from './senders/envelope.ts';
import { hasKnownShape } from './senders/known-shapes/read.ts';
import { senderOfShape } from './senders/shapes.ts';
import { isOwnShape } from './senders/usual-names/read.ts';

/** Of a body for each of its alerts. */
const largeBytes = 16 * 1024;

/** The alerts in a body, and the sender whose shape the body has when it is not the sender of the URL. */
export interface ReadAlerts {
  readonly alerts: readonly Alert[];
  readonly readAs?: string;
}

/**
 * Reads a body in the shape of the URL's sender. When the URL is Tocsin's own, or its sender finds nothing usable, reads it
 * in the shape of another sender that the body certainly has, else by common field names. So an alert at a wrong URL is not
 * lost.
 *
 * @throws BadPayload of the URL's sender when nothing is usable; and the errors of senders
 */
export async function readAlerts(sender: Sender, arrived: Arrived, senders: readonly Sender[]): Promise<ReadAlerts> {
  const body = sender.name === api.name ? opened(arrived.body, arrived.notes) : arrived.body;
  const read = await readEntries(sender, { ...arrived, body }, senders);
  // Who writes Tocsin’s own shape by hand wants to see a page.
  const alerts = isOwnShape(body) ? read.alerts : read.alerts.filter((alert) => !isTrial(alert));
  return { ...read, alerts: apart(alerts, arrived.raw) };
}

/** V8 keeps a whole text for a part of it: an alert of a few words would hold a body of megabytes while it is known here. */
function apart(alerts: readonly Alert[], { length }: Uint8Array): readonly Alert[] {
  return length > alerts.length * largeBytes ? structuredClone(alerts) : alerts;
}

/** Reads a list at Tocsin's own address entry by entry where each has the shape of a sender, as in lines of JSON. */
async function readEntries(sender: Sender, arrived: Arrived, senders: readonly Sender[]): Promise<ReadAlerts> {
  const { body } = arrived;
  const isOfSenders =
    sender.name === api.name &&
    Array.isArray(body) &&
    body.length > 0 &&
    body.length <= alertsAtOnce &&
    body.every((entry) => senderOfShape(entry) !== undefined || hasKnownShape(entry, arrived.notes));
  if (!isOfSenders) return readAny(sender, arrived, senders);
  const read = await Promise.allSettled(body.map((entry) => readAny(sender, { ...arrived, body: entry }, senders)));
  const alerts = readEach(read, arrived.notes, [], (one, at) => {
    if (one.status === 'fulfilled') return one.value.alerts;
    throw one.reason instanceof BadPayload ? one.reason.below(fieldName(at)) : one.reason;
  });
  return { alerts };
}

async function readAny(sender: Sender, arrived: Arrived, senders: readonly Sender[]): Promise<ReadAlerts> {
  const shape = senderOfShape(arrived.body);
  const shaped = shape === undefined ? undefined : senders.find(({ name }) => name === shape);
  if (sender.name === api.name && shaped) {
    const read = await readIfUsable(shaped, arrived);
    if (read) return read;
  }
  try {
    return { alerts: await sender.read(arrived) };
  } catch (err) {
    if (!(err instanceof BadPayload) || sender.isStrict || sender.refusal) throw err;
    if (sender.name === api.name) throw err;
    const inside = opened(arrived.body, arrived.notes);
    const tries = [
      ...(inside === arrived.body ? [] : [{ by: sender, body: inside }]),
      ...[shaped, elsewhere].flatMap((by) => (by && by !== sender ? [{ by, body: arrived.body }] : [])),
    ];
    for (const { by, body } of tries) {
      const read = await readIfUsable(by, { ...arrived, body });
      if (read) return by === sender ? { alerts: read.alerts } : read;
    }
    throw err;
  }
}

async function readIfUsable(sender: Sender, arrived: Arrived): Promise<ReadAlerts | undefined> {
  try {
    return { alerts: await sender.read({ ...arrived, rest: '', home: undefined }), readAs: sender.name };
  } catch (err) {
    if (err instanceof BadPayload && !sender.isStrict) return undefined;
    throw err;
  }
}
