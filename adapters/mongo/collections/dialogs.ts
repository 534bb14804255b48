import type { Connection, Model } from 'mongoose';
import type { Dialog, Dialogs } from '../../../src/ports/chat.ts';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import { type Clock, systemClock } from '../../../src/ports/runtime.ts';
import { answering, updatedOrInserted } from '../connection/answering.ts';
import { type Indexes, modelOf } from '../connection/collections.ts';
import { present } from '../connection/stored.ts';
import { expiredFor } from './expiry.ts';

const lifetimeMs = 60 * 60_000;

interface DialogDocument {
  readonly _id: string;
  readonly dialog: Dialog;
  readonly expiresAt: Date;
  readonly storedAt: Date;
}

const indexes: Indexes = [[{ storedAt: 1 }, expiredFor(lifetimeMs)]];

function dialogModel(connection: Connection): Model<DialogDocument> {
  return modelOf<DialogDocument>(connection, 'dialogs', indexes);
}

/** Reads a dialog, also from the previous version, which calls its input `spelling`. */
function readDialog(stored: Dialog & { readonly spelling?: CommandInput }): Dialog {
  const { spelling, ...dialog } = stored;
  return spelling ? { ...dialog, input: spelling } : dialog;
}

export function createDialogs(connection: Connection, clock: Clock = systemClock): Dialogs {
  const dialogs = dialogModel(connection);

  async function find(key: string): Promise<Dialog | undefined> {
    const document = await dialogs.findOne({ _id: key }).lean();
    return document && document.expiresAt > clock.now() ? present(readDialog(document.dialog)) : undefined;
  }

  async function put(key: string, dialog: Dialog): Promise<void> {
    const expiresAt = new Date(clock.now().getTime() + lifetimeMs);
    await updatedOrInserted(() =>
      dialogs.updateOne(
        { _id: key },
        { $set: { dialog: present(dialog), expiresAt, storedAt: new Date() } },
        { upsert: true },
      ),
    );
  }

  async function remove(key: string): Promise<void> {
    await dialogs.deleteOne({ _id: key });
  }

  return answering({ find, put, remove });
}
