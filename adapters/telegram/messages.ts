import type { Message } from 'grammy/types';
import { hear } from './hear.ts';
import { render } from './render.ts';
import { accountOf, type Requester, requesterOf } from './requester.ts';
import type { InboundParts, Requests } from './requests.ts';
import { typedText } from './typed-text.ts';

/** Creates the handler that takes a message as a command, as an answer to a question, or not at all. */
export function createMessageHandler(
  parts: InboundParts,
  { forms, isHeard, greet, readLine }: Requests,
): (message: Message) => Promise<void> {
  const { commands, replies, textsFor, me } = parts;

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
        return readLine(requester, message, heard.line, !isPrivate);
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

  return onMessage;
}
