import { causeOf } from '../src/application/incidents/identity.ts';
import type { Person } from '../src/domain/people.ts';
import { refusedBy } from '../src/domain/refusal.ts';
import { withTimeout } from '../src/lib/async.ts';
import { shortHash } from '../src/lib/values/digest.ts';
import type { Dialogs } from '../src/ports/chat.ts';
import { type CommandInput, encodeInput, mostButtonBytes } from '../src/ports/commands/input.ts';
import { keptIdOf, keptUnder, withoutPress } from '../src/ports/commands/press.ts';
import type { Invocation } from '../src/ports/commands.ts';
import { StoreUnavailable } from '../src/ports/incidents.ts';
import type { Button, Message } from '../src/ports/message.ts';
import { typedLine } from '../src/views/lists.ts';
import type { Reader } from '../src/views/reader.ts';
import type { CommandContext } from './command.ts';

/** Limit for storing and finding what a button does, because the person waits for the answer. */
const limitMs = 5_000;
/** Hexadecimal digits of an id: enough that no two questions of an hour have the same. The store removes them after that. */
const idLength = 16;

function keyOf(id: string): string {
  return `kept button ${id}`;
}

/**
 * Keeps what the buttons do that hold more than every platform allows, and replaces them by buttons with an id. One that
 * could not be kept is left out, and the text says what to send instead.
 */
export async function withKeptButtons(
  context: CommandContext,
  message: Message,
  { person, invocation, reader }: { readonly person: Person; readonly invocation: Invocation; readonly reader: Reader },
): Promise<Message> {
  const isLong = ({ invokes }: Button) => Buffer.byteLength(encodeInput(invokes)) > mostButtonBytes;
  if (!message.buttons?.some(isLong)) return message;
  const kept = await Promise.all(
    message.buttons.map(async (button, index) => {
      if (!isLong(button)) return button;
      const id = shortHash(`${causeOf(invocation)} ${index}`, idLength);
      const isKept = await keep(context.dialogs, { id, input: button.invokes, person }).catch((err: unknown) => {
        context.log.warn({ err }, 'button could not be stored');
        return false;
      });
      return isKept ? { ...button, invokes: keptUnder(id, button.invokes.command) } : undefined;
    }),
  );
  const left = message.buttons.find((_, index) => kept[index] === undefined);
  const buttons = kept.filter((button) => button !== undefined);
  if (!left) return { ...message, buttons };
  const { command, args } = left.invokes;
  const line = typedLine({ command, args: withoutPress(args) });
  return { ...message, text: reader.t('ask.line', { text: message.text, line }), buttons };
}

async function keep(
  dialogs: Dialogs,
  { id, input, person }: { readonly id: string; readonly input: CommandInput; readonly person: Person },
): Promise<boolean> {
  const dialog = { id, input, asking: '', skipped: [], question: person.id };
  return (
    (await withTimeout(
      dialogs.put(keyOf(id), dialog).then(() => true),
      limitMs,
    )) ?? false
  );
}

/** What a press of a kept button invokes. */
export interface Restored {
  readonly invocation: Invocation;
  /** Remembers that it was done, for the next press. */
  done(): Promise<void>;
}

/**
 * Returns what a pressed button does whose command is kept; undefined for every other invocation. All presses of it have one
 * id, so that two at once have one effect.
 *
 * @throws Refused when it has expired, was put to somebody else, or was done already
 * @throws StoreUnavailable
 */
export async function restored(
  { dialogs, directory }: CommandContext,
  invocation: Invocation,
  person: Person,
): Promise<Restored | undefined> {
  const id = keptIdOf(invocation.args);
  if (id === undefined) return undefined;
  // Without an answer nobody can say that it has expired.
  const dialog = await withTimeout(dialogs.find(keyOf(id)), limitMs, () => {
    throw new StoreUnavailable(new Error(`No answer within ${limitMs} ms`));
  });
  if (dialog?.id !== id) throw refusedBy('button-expired');
  const { input, question: asked = '', answers } = dialog;
  if (asked !== person.id) throw refusedBy('button-of-another', { name: directory().people.get(asked)?.name ?? asked });
  const doneBy = answers?.doneBy;
  // A repeat by the platform gets the same answer again.
  if (doneBy !== undefined && doneBy !== invocation.id) throw refusedBy('button-done');
  return {
    invocation: { ...invocation, ...input, id: `kept:${id}` },
    done: () =>
      withTimeout(
        dialogs.put(keyOf(id), { ...dialog, answers: { doneBy: invocation.id } }).catch(() => undefined),
        limitMs,
      ),
  };
}
