import type { Address, MessageRef } from '../../src/domain/address.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { Language } from '../../src/domain/languages.ts';
import { createCache } from '../../src/lib/cache.ts';
import type { ReplyAddresses } from '../../src/lib/mail/replies.ts';
import { formatMomentWithYear } from '../../src/lib/moment.ts';
import { type ChatSending, DeliveryFailed, type OpenedRoom } from '../../src/ports/chat.ts';
import type { Button, Message } from '../../src/ports/message.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import type { PicturedChart } from './charts/chart-html.ts';
import type { DrawCharts } from './charts/chart-pictures.ts';
import { type Drawing, draw } from './drawing.ts';
import { languageOf } from './language.ts';
import { RECIPIENTS, REMEMBERED, REPEATED_MS } from './limits.ts';
import { expiryOf, type Links } from './links.ts';
import { mailOf, type Sender } from './mail.ts';
import type { MailServer } from './mail-server.ts';
import { messageId } from './message-ids.ts';

type Taken = ReturnType<typeof createTaken>;

/**
 * Creates the memory of accepted mails, each with the time in milliseconds. When a message failed for one of several recipients, a retry skips the others.
 */
export function createTaken() {
  return createCache<string, number>({ max: REMEMBERED });
}

/** Creates the outbound side of the email adapter. */
export function createOutbound(parts: {
  server: MailServer;
  links: Links;
  replies: ReplyAddresses | undefined;
  from: Sender;
  taken: Taken;
  directory: () => Directory;
  clock: Clock;
  log: Log;
  drawCharts: DrawCharts;
}): Pick<ChatSending, 'send' | 'update' | 'openRoom' | 'addMembers' | 'renameRoom' | 'linkTo'> {
  const { server, links, replies, from, taken, directory, clock, log, drawCharts } = parts;

  async function send(to: Address, message: Message, key: string): Promise<MessageRef> {
    const everyone = recipientsIn(to.id);
    const sent = await Promise.allSettled(everyone.map((one) => sendTo(one, everyone, message, key)));
    const failures = sent.flatMap((one) => (one.status === 'rejected' ? [asFailure(one.reason)] : []));
    const worth = failures.find(({ retryAfterMs }) => retryAfterMs !== 'never');
    const ref = { at: to, id: messageId(key, everyone[0] ?? '', from.address) };
    const isTaken = failures.length < everyone.length;
    if (worth) throw isTaken ? worth.of(ref) : worth;
    const [first] = failures;
    if (first && !isTaken) throw first;
    for (const { message: reason } of failures)
      log.warn({ key, reason }, 'mail failed for some of its recipients; not retried for them');
    return ref;
  }

  /**
   * Sends one mail to one recipient. Each recipient gets a separate mail, because its buttons act in that person's name.
   */
  async function sendTo(to: string, everyone: readonly string[], message: Message, key: string): Promise<void> {
    const id = messageId(key, to, from.address);
    const now = clock.now();
    const takenAt = taken.get(id);
    // One that comes later to a single recipient is a person's retry, such as after a bounce.
    if (takenAt !== undefined && (everyone.length > 1 || now.getTime() < takenAt + REPEATED_MS)) return;
    const language = languageOf(to, directory());
    const urlOf = (button: Button) => links.urlFor(links.codeFor(button, { address: to, issuedAt: now }));
    const drawing = await withPictures(draw(message, urlOf, language), language);
    const expires = formatMomentWithYear(expiryOf(now), message.zone, language);
    await server.deliver(
      mailOf(drawing, {
        from,
        to,
        ...answerableBy(message, to),
        everyone,
        key,
        answers: message.answers,
        now,
        expires,
        language,
      }),
      from.address,
    );
    taken.set(id, now.getTime());
  }

  /** A mail that has buttons for one incident can be answered, and so can the answer to an answer. */
  function answerableBy({ buttons = [], answers, returnsTo }: Message, to: string) {
    const acknowledges = buttons.find(({ invokes }) => invokes.command === 'ack');
    const about = answers?.incident ?? acknowledges?.invokes.args.incident;
    const isNumber = (incident: string | undefined) => incident !== undefined && /^\d{1,9}$/.test(incident);
    const now = clock.now();
    return {
      ...(isNumber(about) && { replyTo: replies?.addressFor(about!, to, now) }),
      // A bounce of an answer is none of the page.
      ...(!answers &&
        isNumber(about ?? returnsTo) && { returnPath: replies?.returnPathFor((about ?? returnsTo)!, to, now) }),
    };
  }

  async function withPictures(drawing: Drawing, language: Language): Promise<Drawing> {
    if (drawing.charts.length === 0) return drawing;
    const pictures = await drawCharts(drawing.charts, language);
    const charts = drawing.charts.map((chart, index): PicturedChart => {
      const picture = pictures.get(chart);
      return picture ? { ...chart, picture: { ...picture, cid: `chart-${index + 1}@tocsin` } } : chart;
    });
    return { ...drawing, charts };
  }

  /** Does nothing: a mail that arrived cannot be edited, and another mail for each change would be noise at night. */
  async function update(): Promise<void> {}

  async function openRoom(): Promise<OpenedRoom> {
    throw new DeliveryFailed('Email has no rooms; set rooms.open for a chat instead', 'never');
  }

  return {
    send,
    update,
    openRoom,
    addMembers: async () => undefined,
    renameRoom: async () => undefined,
    linkTo: async () => undefined,
  };
}

function recipientsIn(id: string): string[] {
  const everyone = [...new Set(id.split(',').map((one) => one.trim()))].filter(Boolean);
  if (everyone.length === 0) throw new DeliveryFailed('There is no mail address to send to', 'never');
  if (everyone.length > RECIPIENTS)
    throw new DeliveryFailed(`${everyone.length} recipients; one message takes ${RECIPIENTS}`, 'never');
  const wrong = everyone.find((one) => !/^[^\s\p{Cc}@<>,;]+@[^\s\p{Cc}@<>,;]+$/u.test(one));
  if (wrong !== undefined)
    throw new DeliveryFailed(
      'A recipient is not a valid mail address; check the addresses in the configuration',
      'never',
    );
  return everyone;
}

function asFailure(err: unknown): DeliveryFailed {
  if (err instanceof DeliveryFailed) return err;
  return new DeliveryFailed(`It could not be drawn as a mail: ${err instanceof Error ? err.message : ''}`, 'never');
}
