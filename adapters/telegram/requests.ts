import type { Message } from 'grammy/types';
import type { CommandInput } from '../../src/ports/commands/input.ts';
import type { Account, CommandOrigin, Invocation, Reply } from '../../src/ports/commands.ts';
import { withFiles } from '../../src/ports/typed-text.ts';
import { createForms } from './forms/forms.ts';
import type { FormParts } from './forms/open-question.ts';
import type { Press } from './replies.ts';
import { accountOf, originOf, type Requester } from './requester.ts';
import { fileOf } from './typed-text.ts';

export interface InboundParts extends Omit<FormParts, 'run'> {
  readonly me: { readonly id: number; readonly username: string };
  /** Limit for answering a press, while the command continues. */
  readonly pressMs: number;
}

export type Requests = ReturnType<typeof createRequests>;

/** Runs commands that people type and press, opens the forms of incomplete ones, and answers. */
export function createRequests(parts: InboundParts) {
  const { commands, replies, textsFor } = parts;
  const forms = createForms({ ...parts, run });

  async function run(requester: Requester, invocation: Invocation, press?: Press, isAloud = false): Promise<Reply> {
    const reply = await commands.run(invocation);
    const { message } = reply;
    if (isAloud && reply.aside) return reply;
    await (press ? replies.toPress(requester, press, message) : replies.toMessage(requester, message));
    return reply;
  }

  async function act(
    requester: Requester,
    command: { id: string; input: CommandInput; where: CommandOrigin; isAloud?: boolean },
    press?: Press,
  ): Promise<void> {
    const form = commands.formFor(command.input, accountOf(requester.user));
    if (form) return forms.open(requester, form, command, press);
    const { id, where, input, isAloud } = command;
    await run(requester, { ...input, id, where, from: accountOf(requester.user) }, press, isAloud);
  }

  /** @param isAloud said in a group, without a slash: what is no command gets no answer */
  async function readLine(requester: Requester, message: Message, line: string, isAloud = false): Promise<void> {
    const reading = commands.read(line, accountOf(requester.user));
    if (isAloud && ('refusal' in reading ? reading.refusal.aside : reading.aside)) return;
    if ('refusal' in reading) return replies.toMessage(requester, reading.refusal.message);
    const id = `message:${message.chat.id}:${message.message_id}`;
    const file = fileOf(message);
    if (file && !file.url)
      return replies.toMessage(requester, { text: textsFor(requester.user)('telegram.file-has-no-link') });
    const input = file ? withFiles(reading.input, [file]) : reading.input;
    if (!input) return replies.toMessage(requester, { text: textsFor(requester.user)('chat.file-needs-note') });
    await act(requester, { id, input, where: originOf(message, false), isAloud });
  }

  async function greet(requester: Requester, message: Message): Promise<void> {
    const t = textsFor(requester.user);
    await replies.toMessage(requester, {
      title: t('telegram.hello.title'),
      text: t('telegram.hello', { id: String(requester.user.id) }),
      body: t('telegram.hello.body'),
      fields: [
        { label: t('telegram.hello.id'), value: String(requester.user.id) },
        { label: t('telegram.hello.file'), value: `accounts: { telegram: "${requester.user.id}" }` },
      ],
    });
    await readLine(requester, message, '');
  }

  /**
   * Returns whether this account is answered. Checked first, so that messages of an unlinked account cost no database read.
   */
  async function isHeard(account: Account, line: string): Promise<boolean> {
    return commands.isLinked(account) || commands.admitUnlinked(account, line);
  }

  return { act, readLine, greet, isHeard, forms };
}
