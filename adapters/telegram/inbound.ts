import type { CallbackQuery, Message, Update, User } from 'grammy/types';
import type { Translate } from '../../src/locales/catalogue.ts';
import type { Dialogs } from '../../src/ports/chat.ts';
import type { CommandInput } from '../../src/ports/commands/input.ts';
import { decodePress } from '../../src/ports/commands/press.ts';
import type { Account, CommandOrigin, Commands, Invocation, Reply } from '../../src/ports/commands.ts';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { withFiles } from '../../src/ports/typed-text.ts';
import type { Calls } from './calls.ts';
import { loggable } from './failures.ts';
import { createForms } from './forms.ts';
import { hear } from './hear.ts';
import { readAnswer } from './questions.ts';
import { render } from './render.ts';
import type { Press, Replies } from './replies.ts';
import { accountOf, originOf, type Requester, requesterOf } from './requester.ts';
import { fileOf, typedText } from './typed-text.ts';

interface InboundParts {
  readonly commands: Commands;
  readonly dialogs: Dialogs;
  readonly calls: Calls;
  readonly replies: Replies;
  readonly me: { readonly id: number; readonly username: string };
  /** Returns the texts in this person's language. */
  readonly textsFor: (user: User) => Translate;
  readonly now: () => Date;
  readonly log: Log;
  /** Limit for answering a press, while the command continues. */
  readonly pressMs: number;
}

/**
 * Returns the answer to a failure. Without the database not even a typed line runs, because the database tells whether a
 * question is open.
 */
function sorry(err: unknown, t: Translate): { text: string } {
  return { text: t(err instanceof StoreUnavailable ? 'chat.cannot-save' : 'chat.failed.unknown') };
}

/**
 * Creates the handler that runs messages and presses as commands and answers them. Throws only after the person was told.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function createInbound(parts: InboundParts): (update: Update) => Promise<void> {
  const { commands, replies, textsFor, me, log } = parts;
  const forms = createForms({ ...parts, run });

  async function run(requester: Requester, invocation: Invocation, press?: Press): Promise<Reply> {
    const reply = await commands.run(invocation);
    const { message } = reply;
    await (press ? replies.toPress(requester, press, message) : replies.toMessage(requester, message));
    return reply;
  }

  async function act(
    requester: Requester,
    command: { id: string; input: CommandInput; where: CommandOrigin },
    press?: Press,
  ): Promise<void> {
    const form = commands.formFor(command.input, accountOf(requester.user));
    if (form) return forms.open(requester, form, command, press);
    const { id, where, input } = command;
    await run(requester, { ...input, id, where, from: accountOf(requester.user) }, press);
  }

  async function readLine(requester: Requester, message: Message, line: string): Promise<void> {
    const reading = commands.read(line, accountOf(requester.user));
    if ('refusal' in reading) return replies.toMessage(requester, reading.refusal.message);
    const id = `message:${message.chat.id}:${message.message_id}`;
    const file = fileOf(message);
    if (file && !file.url)
      return replies.toMessage(requester, { text: textsFor(requester.user)('telegram.file-has-no-link') });
    const input = file ? withFiles(reading.input, [file]) : reading.input;
    if (!input) return replies.toMessage(requester, { text: textsFor(requester.user)('chat.file-needs-note') });
    await act(requester, { id, input, where: originOf(message, false) });
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

  async function onMessage(message: Message): Promise<void> {
    const { from, chat } = message;
    const words = message.text ?? message.caption;
    const text = words === undefined ? undefined : typedText(words, message.entities ?? message.caption_entities);
    if (message.migrate_to_chat_id) parts.calls.moved(String(chat.id), String(message.migrate_to_chat_id));
    if (!from) return;
    const requester = requesterOf(from, message);
    if (text === undefined) return onWordless(requester, message);
    const isPrivate = chat.type === 'private';
    const replied = message.reply_to_message?.from?.id === me.id ? message.reply_to_message.message_id : undefined;
    const heard = hear(
      text,
      { private: isPrivate, toBot: replied !== undefined },
      { username: me.username, catalogue: commands.catalogue },
    );
    // An anonymous administrator writes as the group, so the actor of a command would be unknown.
    if (message.sender_chat || from.is_bot) {
      if (heard.kind !== 'command' || !message.sender_chat) return;
      if (!(await isHeard({ platform: 'telegram', id: String(message.sender_chat.id) }, heard.line))) return;
      const text = textsFor(from)('telegram.anonymous');
      await replies.post(requester.target, { drawing: render({ text }, parts.now()) });
      return;
    }
    const account = accountOf(from);
    // An unlinked account was never asked anything, so its message answers no question. That saves a database read for most
    // messages in a group.
    if (heard.kind === 'aside' && !commands.isLinked(account)) return;
    if (!(await isHeard(account, 'line' in heard ? heard.line : heard.kind))) return;
    switch (heard.kind) {
      case 'start':
        await forms.abandon(requester);
        return greet(requester, message);
      case 'cancel':
        return forms.cancel(requester);
      case 'skip':
        return forms.skip(requester);
      case 'command':
        await forms.abandon(requester);
        return readLine(requester, message, heard.line);
      case 'line':
        if (await forms.hear(requester, text, replied)) return;
        return readLine(requester, message, heard.line);
      case 'aside':
        await forms.hear(requester, text, replied);
        return;
      default:
        return heard satisfies never;
    }
  }

  async function onWordless(requester: Requester, message: Message): Promise<void> {
    const isContent = message.photo ?? message.voice ?? message.document ?? message.sticker ?? message.video;
    if (requester.chat !== 'private' || !isContent || !(await isHeard(accountOf(requester.user), ''))) return;
    await replies.toMessage(requester, { text: textsFor(requester.user)('telegram.words-only') });
  }

  async function onPress(query: CallbackQuery): Promise<void> {
    const { message, from, data = '' } = query;
    const press = replies.press(query.id);
    if (!message) return press.answer();
    if (!(await isHeard(accountOf(from), decodePress(data)?.command ?? ''))) return;
    const requester = requesterOf(from, message);
    const t = textsFor(from);
    const spinning = setTimeout(() => void press.answer(t('telegram.busy')), parts.pressMs);
    try {
      const answer = readAnswer(data);
      if (answer) return await forms.press(requester, press, message.message_id, answer);
      const input = decodePress(data);
      if (!input) return await press.answer(t('telegram.button-gone'), true);
      await act(requester, { id: `press:${query.id}`, input, where: originOf(message, true) }, press);
    } catch (err) {
      await replies.toPress(requester, press, sorry(err, t));
      throw err;
    } finally {
      clearTimeout(spinning);
      await press.answer();
    }
  }

  return async function onUpdate(update) {
    if (update.callback_query) return onPress(update.callback_query);
    const { message } = update;
    if (!message) return;
    try {
      await onMessage(message);
    } catch (err) {
      log.debug(loggable(err), 'Telegram message could not be handled');
      if (message.from && (message.text ?? message.caption) !== undefined)
        await replies.toMessage(requesterOf(message.from, message), sorry(err, textsFor(message.from)));
      throw err;
    }
  };
}
