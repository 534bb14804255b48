import { Api, GrammyError, type Transformer } from 'grammy';
import type { ForceReply, InlineKeyboardMarkup, LinkPreviewOptions } from 'grammy/types';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { isCode, isTokenRefusal, loggable, says, unreadableAnswer } from './failures.ts';
import type { Drawing } from './render.ts';
import { chatId, type Target } from './target.ts';
import { fetchWhole } from './whole-answers.ts';

/** A posted message. `spot` is where it went, which may differ from the requested place. */
export interface Posted {
  readonly chat: string;
  readonly message: number;
  readonly target: Target;
}

export interface Posting {
  readonly drawing: Drawing;
  readonly markup?: InlineKeyboardMarkup | ForceReply;
}

/** The part of the Bot API that this adapter uses. Throws grammY errors or DeliveryFailed. */
export interface Calls {
  readonly api: Api;
  post(to: Target, posting: Posting): Promise<Posted>;
  edit(sent: Pick<Posted, 'chat' | 'message'>, drawing: Drawing): Promise<void>;
  createTopic(chat: string, name: string): Promise<Target & { topic: number }>;
  /** Renames a topic. Does nothing when the topic has the name already. */
  renameTopic(chat: string, topic: number, name: string): Promise<void>;
  /** Notes that a group became a supergroup, which gave it a new id. */
  moved(from: string, to: string): void;
}

interface Look {
  readonly text: string;
  readonly parse_mode?: 'HTML';
  readonly link_preview_options: LinkPreviewOptions;
  readonly reply_markup: InlineKeyboardMarkup | undefined;
}

/** Telegram accepts messages for a group's general topic only without its number. */
const generalTopic = 1;

/** No link previews: their contents are unknown. */
const noPreview = { is_disabled: true };

export function createCalls(
  token: string,
  options: {
    apiRoot: string;
    callMs: number;
    /** New ids of groups that became supergroups, by their old ids. */
    newIds: Map<string, string>;
    log: Log;
    unauthorized: () => void;
  },
): Calls {
  const { newIds, log } = options;
  const api = new Api(token, {
    apiRoot: options.apiRoot,
    timeoutSeconds: options.callMs / 1_000,
    fetch: fetchWhole,
  });
  api.config.use(watching(options.unauthorized));

  function moved(from: string, to: string): void {
    if (newIds.get(from) === to) return;
    newIds.set(from, to);
    log.warn({ from, to }, 'Telegram group became a supergroup; set its new id in the configuration');
  }

  async function inChat<T>(chat: string, call: (chat: string) => Promise<T>): Promise<T> {
    const known = newIds.get(chat) ?? chat;
    try {
      return await call(known);
    } catch (err) {
      const to = err instanceof GrammyError ? err.parameters.migrate_to_chat_id : undefined;
      if (to === undefined) throw err;
      moved(known, String(to));
      return call(String(to));
    }
  }

  /**
   * Sends with less formatting when the server rejects it: a self-hosted server may be too old for some of the markup, and
   * the words must arrive.
   */
  async function plainIfNeeded<T>(drawing: Drawing, call: (look: Look) => Promise<T>): Promise<T> {
    const { html, plain, keyboard, withoutLinkButtons, picture } = drawing;
    const link_preview_options = picture ? { url: picture, prefer_large_media: true } : noPreview;
    try {
      return await call({ text: html, parse_mode: 'HTML', link_preview_options, reply_markup: keyboard });
    } catch (err) {
      if (withoutLinkButtons && says(err, /button URL|BUTTON_URL_INVALID/i)) {
        log.warn(loggable(err), 'Telegram rejected the address of a link button; sending it as text');
        return plainIfNeeded(withoutLinkButtons, call);
      }
      if (picture && says(err, /link preview|WEBPAGE/i)) {
        log.warn(loggable(err), 'Telegram rejected the address of a picture; sending without it');
        const { picture: _, ...without } = drawing;
        return plainIfNeeded(without, call);
      }
      if (!says(err, /can't parse entities/i)) throw err;
      log.error(loggable(err), 'Telegram rejected the markup; sending plain text');
      return call({ text: plain, link_preview_options, reply_markup: keyboard });
    }
  }

  async function post(to: Target, { drawing, markup }: Posting): Promise<Posted> {
    return inChat(to.chat, (chat) =>
      plainIfNeeded(drawing, async (look) => {
        // A message keeps the chat id that it was sent under: under the new id its number may belong to another message.
        const target: Target = chat === to.chat ? to : { chat };
        const { chat: where, message_id } = await api.raw.sendMessage({
          chat_id: chatId(chat),
          ...inTopic(target),
          ...(target.reply !== undefined && {
            reply_parameters: { message_id: target.reply, allow_sending_without_reply: true },
          }),
          ...withMarkup({ ...look, ...(markup && { reply_markup: markup }) }),
        });
        return { chat: String(where.id), message: message_id, target: { ...target, chat: String(where.id) } };
      }),
    );
  }

  async function edit({ chat, message }: Pick<Posted, 'chat' | 'message'>, drawing: Drawing): Promise<void> {
    try {
      await inChat(chat, (known) => {
        if (known !== chat)
          throw new DeliveryFailed('The message cannot be edited since its group became a supergroup', 'never', {
            gone: 'message',
          });
        return plainIfNeeded(drawing, (look) =>
          api.raw.editMessageText({
            chat_id: chatId(chat),
            message_id: message,
            ...withMarkup(look),
          }),
        );
      });
    } catch (err) {
      // The message already has these contents.
      if (isCode(err, 400) && says(err, /message is not modified/i)) return;
      throw err;
    }
  }

  async function createTopic(chat: string, name: string): Promise<Target & { topic: number }> {
    return inChat(chat, async (known) => {
      const { message_thread_id } = await api.raw.createForumTopic({ chat_id: chatId(known), name });
      return { chat: known, topic: message_thread_id };
    });
  }

  async function renameTopic(chat: string, topic: number, name: string): Promise<void> {
    try {
      await inChat(chat, (known) => api.raw.editForumTopic({ chat_id: chatId(known), message_thread_id: topic, name }));
    } catch (err) {
      if (!says(err, /TOPIC_NOT_MODIFIED/i)) throw err;
    }
  }

  return { api, post, edit, createTopic, renameTopic, moved };
}

/** Reports a refused token, and rejects the JSON of a proxy that answers in Telegram's place. */
function watching(unauthorized: () => void): Transformer {
  return async (call, method, payload, signal) => {
    const answer = await call(method, payload, signal);
    if (answer?.ok ? answer.result === undefined : !answer?.error_code) throw unreadableAnswer(method);
    if (!answer.ok && isTokenRefusal(answer)) unauthorized();
    return answer;
  };
}

function inTopic({ topic }: Target): { message_thread_id?: number } {
  return topic === undefined || topic === generalTopic ? {} : { message_thread_id: topic };
}

/** Leaves out an empty reply markup, which Telegram rejects. */
function withMarkup<M>({
  reply_markup,
  ...rest
}: Omit<Look, 'reply_markup'> & { readonly reply_markup: M | undefined }) {
  return { ...rest, ...(reply_markup && { reply_markup }) };
}
