import { causeOf } from '../src/application/incidents/identity.ts';
import type { Incident } from '../src/domain/incident/incident.ts';
import type { Person } from '../src/domain/people.ts';
import { encodeInput, mostButtonBytes } from '../src/ports/commands/input.ts';
import { type Share, sharing, withoutPress } from '../src/ports/commands/press.ts';
import type { CommandOrigin, CommandResult, Invocation } from '../src/ports/commands.ts';
import type { Message } from '../src/ports/message.ts';
import { withIncidentLinks } from '../src/views/incident/incident-links.ts';
import { houseReader, type Reader } from '../src/views/reader.ts';
import { sharedView } from '../src/views/shared.ts';
import type { Command, CommandContext } from './command.ts';

const keyLength = 10;
/** An answer that is posted later than this is of no use to anybody. */
const uselessAfterMs = 10 * 60_000;
/** Most bytes of a button on the chats other than Telegram, which takes fewer. */
const mostBytesElsewhere = 100;

/**
 * Adds the button that shares an answer which only the asker sees. Does nothing in a direct message, which nobody else
 * reads, and for a question too long for a button.
 */
export function withShareButton(
  message: Message,
  { command, invocation, incident }: { command: Command | undefined; invocation: Invocation; incident?: Incident },
  { t }: Pick<Reader, 't'>,
): Message {
  const { where, from } = invocation;
  if (!command?.mayBeShared || where.private) return message;
  const isTelegram = from.platform === 'telegram';
  const takesIncident = command.options.some(({ kind }) => kind === 'incident');
  const args = {
    ...withoutPress(invocation.args),
    ...(incident && takesIncident && { incident: String(incident.number) }),
  };
  // Some answers go into a direct message, on Telegram always, so the button contains the place of the question.
  const key = causeOf(invocation).slice(0, keyLength);
  const invokes = sharing(
    { key, ...(from.platform !== 'web' && { channel: where.address.id }) },
    { command: command.name, args },
  );
  const most = isTelegram ? mostButtonBytes : mostBytesElsewhere;
  if (Buffer.byteLength(encodeInput(invokes)) > most) return message;
  return { ...message, buttons: [...(message.buttons ?? []), { label: t('button.share'), invokes }] };
}

/** Returns the press as if it was made where the answer is to be posted; undefined where nobody else reads. */
export function inSharedChannel({ channel }: Share, invocation: Invocation): Invocation | undefined {
  const { from, where } = invocation;
  const args = withoutPress(invocation.args);
  if (!where.private) return { ...invocation, args };
  // On the web, the button's message is in the room itself; other fields of the press come from the browser and are not
  // trusted.
  if (from.platform === 'web' || channel === undefined) return undefined;
  const there: CommandOrigin = {
    address: { platform: from.platform, kind: 'channel', id: channel },
    private: false,
    places: [channel],
  };
  return { ...invocation, args, where: there };
}

/**
 * Posts an answer for everybody, in the language and zone of the configuration file. Pressing the same button again posts
 * nothing.
 *
 * @param asked the press, as `inSharedChannel` returns it
 * @throws StoreUnavailable when it could not be stored
 */
export async function sendShared(
  context: CommandContext,
  { key }: Share,
  asked: Invocation,
  { message, incident, person }: Pick<CommandResult, 'message' | 'incident'> & { readonly person: Person },
): Promise<void> {
  const now = context.clock.now();
  const house = houseReader(context.directory(), now);
  const { address, places } = asked.where;
  const shared = sharedView(message, person.name, house);
  const links = incident && (await context.addresses(incident, address.platform, places));
  await context.outbox.notify([
    {
      id: `shared-${address.platform}-${address.id}-${key}`,
      to: address,
      message: links ? withIncidentLinks(shared, links, house) : shared,
      until: new Date(now.getTime() + uselessAfterMs),
    },
  ]);
}
