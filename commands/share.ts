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
/** An answer that is posted later than this answers nobody any more. */
const uselessAfterMs = 10 * 60_000;
/** What a button holds on the other chats; Telegram takes fewer. */
const mostBytesElsewhere = 100;

/**
 * Returns the answer with the button that shares it, where only its asker sees it. In a direct message there is nobody to
 * share it with. Of a question that is too long for a button the answer has none.
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
  // Some answers go into a direct message, Telegram's always: the button says where they were asked.
  const key = causeOf(invocation).slice(0, keyLength);
  const invokes = sharing(
    { key, ...(from.platform !== 'web' && { channel: where.address.id }) },
    { command: command.name, args },
  );
  const most = isTelegram ? mostButtonBytes : mostBytesElsewhere;
  if (Buffer.byteLength(encodeInput(invokes)) > most) return message;
  return { ...message, buttons: [...(message.buttons ?? []), { label: t('button.share'), invokes }] };
}

/** Returns the press as if it had been made where the answer is to be posted; undefined where there is nobody to read it. */
export function inSharedChannel({ channel }: Share, invocation: Invocation): Invocation | undefined {
  const { from, where } = invocation;
  const args = withoutPress(invocation.args);
  if (!where.private) return { ...invocation, args };
  // On the web a button is pressed where its answer stands: what else it says was not written by Tocsin.
  if (from.platform === 'web' || channel === undefined) return undefined;
  const there: CommandOrigin = {
    address: { platform: from.platform, kind: 'channel', id: channel },
    private: false,
    places: [channel],
  };
  return { ...invocation, args, where: there };
}

/**
 * Posts an answer for everybody, in the language and the zone of the file. The same button posts it once, however often
 * it is pressed.
 *
 * @param asked the press, as `inSharedChannel` returns it
 * @throws StoreUnavailable when it could not be kept
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
