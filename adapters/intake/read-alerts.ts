import type { Alert } from '../../src/domain/alerts/alert.ts';
import { type Arrived, BadPayload, type Sender } from './sender.ts';
import { api, elsewhere } from './senders/api.ts';
import { senderOfShape } from './senders/shapes.ts';

/** What a body says, and whose shape it has where that is another one than its address says. */
export interface ReadAlerts {
  readonly alerts: readonly Alert[];
  readonly readAs?: string;
}

/**
 * Reads a body in the shape of its address. In that of another sender, where it certainly has that one and the address is Tocsin's
 * own, or its sender finds nothing usable in it; else by the usual names, so that a page that came to the wrong address is not lost.
 *
 * @throws BadPayload when nothing of it is usable, as the sender of the address says it; and what senders throw
 */
export async function readAlerts(sender: Sender, arrived: Arrived, senders: readonly Sender[]): Promise<ReadAlerts> {
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
