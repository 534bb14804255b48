import { createHash } from 'node:crypto';
import type { ParsedMail } from 'mailparser';
import { type ReplyAddresses, signedMailbox } from '../../src/lib/mail/replies.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import { directTo } from '../../src/ports/chat.ts';
import type { CommandInput } from '../../src/ports/commands/input.ts';
import { doubtOf, withoutPress } from '../../src/ports/commands/press.ts';
import type { Account, Commands, Reply } from '../../src/ports/commands.ts';
import type { Message } from '../../src/ports/message.ts';
import type { NotificationRequest } from '../../src/ports/notifications.ts';
import { answerIn, typedLine } from './answer-text.ts';
import { isAuthentic } from './authentication.ts';
import { isAutomatic } from './loops.ts';
import { SmtpReply } from './smtp-reply.ts';

/** What somebody may do by answering a page. Everything else that they write becomes a note. */
const mayDo = ['ack', 'unack', 'resolve', 'reopen', 'escalate', 'snooze', 'severity', 'note', 'update', 'assign'];
/** What says nothing in a chat, and as the whole answer to a page that somebody takes it. */
const takesIt =
  /^(?:ok(?:ay)?|yes|yep|sure|understood|roger|copy(?: that)?|will do|on my way|omw|i have (?:this|it)|i will (?:take|handle) (?:it|this)|ja|verstanden|alles klar|mach(?:e)? ich|geht klar|sí|vale|entendido|en ello|voy|de acuerdo|はい|了解(?:です|しました|いたしました|致しました)?|承知(?:です|しました|いたしました|致しました)?|\+1|[👌💪🫡🙋])(?:[\s,.!]{1,3}(?:thanks|thank you|thx|danke|gracias))?[\s.!。]{0,3}$/iu;
/** In characters. A longer answer tells more than that somebody takes it, or that it is over. */
const shortAnswer = 40;

const isMessageId = /^<[^<>\s]{3,250}>$/;
const mostReferences = 20;

export interface ReplyParts {
  readonly addresses: ReplyAddresses;
  readonly commands: Pick<Commands, 'read' | 'run' | 'catalogue' | 'languageFor'>;
  /** Sends the answer to somebody who wrote, once for each id. */
  confirm(request: NotificationRequest): Promise<void>;
}

interface Taken {
  /** What was done, in one sentence. */
  readonly outcome: string;
  /** The mail that says so. Undefined where no person would read it. */
  readonly confirmation?: NotificationRequest;
}

/** Returns the mailbox of the recipients that is signed for one page. Undefined: none is. */
export function signedMailboxIn(recipients: readonly string[]): string | undefined {
  return recipients.map(mailboxIn).find((mailbox) => signedMailbox(mailbox) !== undefined);
}

export function mailboxIn(address: string): string {
  return address.slice(0, address.lastIndexOf('@'));
}

/**
 * Does what the answer to a page says, in the name of the person whom the page went to: “ack”, “resolve - fixed the cache”.
 *
 * @param authServer the mail server that has to say that the mail is from its sender. Undefined: nobody has to.
 * @throws SmtpReply 550 when it is not from the person whom the page went to
 */
export async function takeReply(
  mail: ParsedMail,
  mailbox: string,
  { now, authServer }: { readonly now: Date; readonly authServer: string | undefined },
  parts: ReplyParts,
): Promise<Taken> {
  const senders = mail.from?.value ?? [];
  const writer = senders.length === 1 ? (senders[0]?.address ?? '') : '';
  const incident = parts.addresses.read(mailbox, writer, now);
  if (incident === undefined)
    throw new SmtpReply(550, '5.7.1 Answer a page within 7 days, from the address that it was sent to');
  if (authServer !== undefined && !isAuthentic(mail, authServer))
    throw new SmtpReply(550, '5.7.1 The answer is not proven to be from its sender: SPF, DKIM or DMARC must pass');
  const from: Account = { platform: 'email', id: writer.toLowerCase() };
  const answer = answerIn(mail);
  const { input, isClear } = inputOf(answer, incident, from, parts.commands);
  const isProgram = isAutomatic(mail);
  if (isProgram && !isClear) return { outcome: 'Dropped, since a program wrote it' };
  const to = directTo('email', from.id);
  const digest = (text: string) => `mail-reply-${createHash('sha256').update(text).digest('hex')}`;
  const confirmation = ({ message }: Reply, id: string): NotificationRequest => ({
    id,
    to,
    message: inConversation(message, mail, incident),
  });
  const unclear = (what: string) => digest(`${what}\n${incident}\n${from.id}`);
  const t = translatorFor(parts.commands.languageFor(from));
  if (answer === '') {
    const text = t('mail.answer.empty', { number: Number(incident) });
    // Once for an incident and a person, so that no two programs write to each other.
    return { outcome: 'The answer is empty', confirmation: confirmation({ message: { text } }, unclear('empty')) };
  }
  const id = digest(`${mailbox}\n${mail.messageId ?? answer}`);
  const reply = await parts.commands.run({
    ...input,
    id,
    from,
    where: { address: to, private: true, places: [] },
  });
  const [outcome = ''] = reply.message.text.split('\n');
  if (isProgram) return { outcome };
  if (isClear || reply.refused) return { outcome, confirmation: confirmation(reply, id) };
  const hint = t('mail.answer.unclear', { number: Number(incident) });
  const message = { ...reply.message, text: `${reply.message.text}\n${hint}` };
  return { outcome, confirmation: confirmation({ message }, unclear('note')) };
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

/** `isClear`: the answer says what is to be done, so nobody has to be told how to say it. */
function inputOf(
  answer: string,
  incident: string,
  from: Account,
  commands: ReplyParts['commands'],
): { readonly input: CommandInput; readonly isClear: boolean } {
  const [line = '', ...rest] = answer.split('\n');
  if (takesIt.test(line) && rest.length === 0) return { input: { command: 'ack', args: { incident } }, isClear: true };
  const reading = commands.read(typedLine(line), from);
  const input = 'input' in reading && !reading.aside ? reading.input : undefined;
  if (!input || !mayDo.includes(input.command))
    return { input: { command: 'note', args: { incident, text: answer } }, isClear: false };
  const shape = commands.catalogue.find(({ name }) => name === input.command);
  const free = shape?.options.find(({ takesTheRest }) => takesTheRest)?.name;
  const text = free && [input.args[free], ...rest].filter(Boolean).join('\n');
  const args = isMeant(line, input) ? withoutPress(input.args) : input.args;
  // The address says which incident it is, whatever number the text names.
  return {
    input: { command: input.command, args: { ...args, ...(free && text && { [free]: text }), incident } },
    isClear: true,
  };
}

/** “Resolved, thanks” may be about anything in a chat. In an answer it is about the incident, unless it is a question. */
function isMeant(line: string, { command, args }: CommandInput): boolean {
  if (command !== 'ack' && command !== 'resolve') return false;
  return (doubtOf(args) ?? 'asked') === 'asked' && line.length <= shortAnswer && !/[?？]/.test(line);
}
