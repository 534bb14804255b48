import type { AmendmentStore } from '../../src/ports/amendments.ts';
import { type Clock, systemClock } from '../../src/ports/clock.ts';
import type { Dialogs } from '../../src/ports/dialogs.ts';
import type { IncidentStore } from '../../src/ports/incident-store.ts';
import type { LetterStore } from '../../src/ports/letters.ts';
import type { LinkCodes } from '../../src/ports/link-codes.ts';
import type { SignIns } from '../../src/ports/sign-ins.ts';
import type { WebChatStore } from '../../src/ports/web-chat-store.ts';
import { createAmendmentStore } from './amendments.ts';
import type { Mongo } from './connect.ts';
import { createDialogs } from './dialogs.ts';
import { createIncidentStore } from './incident-store.ts';
import { createLetterStore } from './letters.ts';
import { createLinkCodes } from './link-codes.ts';
import { createSignIns } from './sign-ins.ts';
import { createWebChatStore } from './web-chat-store.ts';

export interface Stores {
  readonly incidents: IncidentStore;
  readonly dialogs: Dialogs;
  readonly webChat: WebChatStore;
  readonly signIns: SignIns;
  readonly amendments: AmendmentStore;
  readonly letters: LetterStore;
  readonly linkCodes: LinkCodes;
}

/** Every store there is, with its indexes made. */
export async function openStores(mongo: Mongo, clock: Clock = systemClock): Promise<Stores> {
  const { connection } = mongo;
  const stores: Stores = {
    incidents: createIncidentStore(connection),
    dialogs: createDialogs(connection, clock),
    webChat: createWebChatStore(connection),
    signIns: createSignIns(connection),
    amendments: createAmendmentStore(connection),
    letters: createLetterStore(connection),
    linkCodes: createLinkCodes(connection),
  };
  await mongo.ensureIndexes();
  return stores;
}
