import type { Alert } from '../../src/domain/alerts/alert.ts';
import { isTrial } from './reading/trials.ts';
import { type Arrived, BadPayload, type Sender } from './sender.ts';
import { api, elsewhere } from './senders/api.ts';
import { senderOfShape } from './senders/shapes.ts';
import { isOwnShape } from './senders/usual-names/read.ts';

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
  const read = await readAny(sender, arrived, senders);
  // Who writes Tocsin’s own shape by hand wants to see a page.
  return isOwnShape(arrived.body) ? read : { ...read, alerts: read.alerts.filter((alert) => !isTrial(alert)) };
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
    const others = sender.name === api.name ? [] : [shaped, elsewhere];
    for (const other of others) {
      const read = other && other !== sender ? await readIfUsable(other, arrived) : undefined;
      if (read) return read;
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
