import { createHash } from 'node:crypto';
import type { ParsedMail } from 'mailparser';
import { isReplyMailbox, type ReplyAddresses } from '../../src/lib/mail/replies.ts';
import { directTo } from '../../src/ports/chat.ts';
import type { CommandInput } from '../../src/ports/commands/input.ts';
import type { Account, Commands } from '../../src/ports/commands.ts';
import type { Message } from '../../src/ports/message.ts';
import type { NotificationRequest } from '../../src/ports/notifications.ts';
import { isAutomatic } from './loops.ts';
import { writtenIn } from './mail-text.ts';
import { SmtpReply } from './smtp-reply.ts';

/** What somebody may do by answering a page. Everything else that they write becomes a note. */
const mayDo = ['ack', 'unack', 'resolve', 'reopen', 'escalate', 'snooze', 'severity', 'note', 'update'];
/** What phones put under a mail, without the line of hyphens. */
const sentFrom =
  /^(?:sent (?:from|with|via) |get outlook for |von meinem .{1,40} gesendet|gesendet (?:von|mit) |enviado (?:desde|con) |envoyé (?:de|depuis) |.{1,20}から送信)/i;

const isMessageId = /^<[^<>\s]{3,250}>$/;
const mostReferences = 20;

export interface ReplyParts {
  readonly addresses: ReplyAddresses;
  readonly commands: Pick<Commands, 'read' | 'run' | 'catalogue'>;
  /** Sends the answer to somebody who wrote, once for each id. */
  confirm(request: NotificationRequest): Promise<void>;
}

interface Taken {
  /** What was done, in one sentence. */
  readonly outcome: string;
  /** The mail that says so. Undefined where no person would read it. */
  readonly confirmation?: NotificationRequest;
}

/** Returns the mailbox of the recipients that is for an answer to a page. Undefined: none is. */
export function replyMailboxIn(recipients: readonly string[]): string | undefined {
  return recipients.map(mailboxIn).find(isReplyMailbox);
}

export function mailboxIn(address: string): string {
  return address.slice(0, address.lastIndexOf('@'));
}

/**
 * Does what the answer to a page says, in the name of the person whom the page went to: “ack”, “resolve - fixed the cache”.
 *
 * @throws SmtpReply 550 with the reason when it may not, so that the writer gets it back as a bounce
 */
export async function takeReply(mail: ParsedMail, mailbox: string, now: Date, parts: ReplyParts): Promise<Taken> {
  const senders = mail.from?.value ?? [];
  const writer = senders.length === 1 ? (senders[0]?.address ?? '') : '';
  const incident = parts.addresses.read(mailbox, writer, now);
  if (incident === undefined)
    throw new SmtpReply(550, '5.7.1 Answer a page within 7 days, from the address that it was sent to');
  const answer = textIn(mail);
  if (answer === '') throw new SmtpReply(550, '5.6.0 The answer is empty: write “ack” or “resolve” and what you did');
  const from: Account = { platform: 'email', id: writer.toLowerCase() };
  const digest = createHash('sha256').update(`${mailbox}\n${mail.messageId ?? answer}`);
  const id = `mail-reply-${digest.digest('hex')}`;
  const to = directTo('email', from.id);
  const { message, refused } = await parts.commands.run({
    ...inputOf(answer, incident, from, parts.commands),
    id,
    from,
    where: { address: to, private: true, places: [] },
  });
  const [outcome = ''] = message.text.split('\n');
  if (refused) throw new SmtpReply(550, `5.7.1 ${outcome}`);
  return {
    outcome,
    ...(!isAutomatic(mail) && { confirmation: { id, to, message: inConversation(message, mail, incident) } }),
  };
}

/** Returns the message as an answer to this mail. */
function inConversation(
  message: Message,
  { messageId, references, subject = '' }: ParsedMail,
  incident: string,
): Message {
  const known = [references ?? []].flat().filter((id) => isMessageId.test(id));
  return {
    ...message,
    subject: /^(?:re|aw|sv|rv|antw)\s?[:：]/i.test(subject) ? subject : `Re: ${subject}`,
    ...(messageId &&
      isMessageId.test(messageId) && { answers: { id: messageId, before: known.slice(-mostReferences), incident } }),
  };
}

function textIn(mail: ParsedMail): string {
  const lines = writtenIn(mail).split('\n');
  const end = lines.findIndex((line) => sentFrom.test(line.trim()));
  const [first = '', ...rest] = (end < 0 ? lines : lines.slice(0, end)).map((line) => line.trim()).filter(Boolean);
  // “resolve - fixed the cache”, “ack!”
  const line = first.replace(/^([\p{L}’']{2,20})\s?(?:[-–—:,.!]\s?)+/u, '$1 ').trim();
  return [line, ...rest].join('\n').slice(0, 4_000);
}

function inputOf(answer: string, incident: string, from: Account, commands: ReplyParts['commands']): CommandInput {
  const [line = '', ...rest] = answer.split('\n');
  const reading = commands.read(line, from);
  const input = 'input' in reading && !reading.aside ? reading.input : undefined;
  if (!input || !mayDo.includes(input.command)) return { command: 'note', args: { incident, text: answer } };
  const shape = commands.catalogue.find(({ name }) => name === input.command);
  const free = shape?.options.find(({ takesTheRest }) => takesTheRest)?.name;
  const text = free && [input.args[free], ...rest].filter(Boolean).join('\n');
  // The address says which incident it is, whatever number the text names.
  return { command: input.command, args: { ...input.args, ...(free && text && { [free]: text }), incident } };
}
