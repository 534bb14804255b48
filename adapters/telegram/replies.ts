import { GrammyError, HttpError } from 'grammy';
import type { User } from 'grammy/types';
import { sleep } from '../../src/lib/async.ts';
import { truncate } from '../../src/lib/text.ts';
import type { Translate } from '../../src/locales/catalogue.ts';
import type { Message } from '../../src/ports/message.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { Calls, Posted, Posting } from './calls.ts';
import { isCode, loggable, says } from './failures.ts';
import { ALERT_LENGTH } from './limits.ts';
import { render } from './render.ts';
import type { Requester } from './requester.ts';
import type { Target } from './target.ts';
import type { Timing } from './timing.ts';

/** In characters. Everybody in a group reads a reply, so longer ones are not posted there. */
const ALOUD_LENGTH = 300;
const ATTEMPTS = 3;
/** A reply that has to wait longer than this for a rate limit is dropped, because it would come too late. */
const LONGEST_WAIT_MS = 5_000;

/** A pressed button. It shows progress until it is answered; only the first answer counts. */
export interface Press {
  readonly answered: () => boolean;
  answer(text?: string, alert?: boolean): Promise<void>;
  /** Answers with an alert. Returns whether the person sees it: Telegram refuses the answer to an old press. */
  alert(text: string): Promise<boolean>;
}

export interface Replies {
  /** Posts a reply, with a few retries, because nothing else retries replies. Throws grammY errors. */
  post(to: Target, posting: Posting): Promise<Posted>;
  /** Sends a message to this person only, as far as Telegram allows. Never throws. */
  toMessage(requester: Requester, message: Message): Promise<void>;
  toPress(requester: Requester, press: Press, message: Message): Promise<void>;
  press(queryId: string): Press;
}

export function createReplies(
  calls: Calls,
  parts: {
    username: string;
    now: () => Date;
    log: Log;
    timing: Timing;
    ending: AbortSignal;
    /** Returns the texts in this person's language. */
    textsFor: (user: User) => Translate;
  },
): Replies {
  const { log, timing, ending } = parts;
  const startLink = `https://t.me/${parts.username}?start=hello`;

  async function patiently<T>(call: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call();
      } catch (err) {
        const wait = waitAfter(err, timing.replyAgainMs);
        if (wait === undefined || attempt === ATTEMPTS || ending.aborted) throw err;
        await sleep(wait, ending);
      }
    }
  }

  function post(to: Target, posting: Posting): Promise<Posted> {
    return patiently(() => calls.post(to, posting));
  }

  /** Returns false when the person has never pressed Start, or blocked the bot. */
  async function privately({ user }: Requester, message: Message): Promise<boolean> {
    try {
      await post({ chat: String(user.id) }, { drawing: render(message, parts.now()) });
      return true;
    } catch (err) {
      if (isCode(err, 403) || says(err, /chat not found/i)) return false;
      throw err;
    }
  }

  async function aloud({ target, chat, user }: Requester, message: Message): Promise<void> {
    if (chat === 'broadcast') return;
    const t = parts.textsFor(user);
    const short: Message = {
      text: `${truncate(message.text, ALOUD_LENGTH)}\n\n${t('telegram.start-link')}`,
      links: [{ label: t('telegram.start-button'), url: startLink }],
    };
    await post(target, { drawing: render(short, parts.now()) });
  }

  async function toMessage(requester: Requester, message: Message): Promise<void> {
    await guarded(async () => {
      if (!(await privately(requester, message))) await aloud(requester, message);
    });
  }

  async function toPress(requester: Requester, press: Press, message: Message): Promise<void> {
    const short = shortEnough(message);
    if (short !== undefined && !press.answered() && (await press.alert(short))) return;
    const t = parts.textsFor(requester.user);
    await guarded(async () => {
      if (await privately(requester, message))
        return press.answer(requester.chat === 'private' ? undefined : t('telegram.answer-in-private'));
      if (press.answered()) return aloud(requester, message);
      const hint = ` ${t('telegram.start-hint', { username: parts.username })}`;
      const told = await press.alert(`${truncate(message.text, ALERT_LENGTH - hint.length)}${hint}`);
      if (!told) await aloud(requester, message);
    });
    // Stops the button's progress whatever happened to the reply.
    await press.answer();
  }

  async function guarded(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (err) {
      log.warn(loggable(err), 'Telegram reply was not delivered');
      return false;
    }
  }

  function press(queryId: string): Press {
    let answered = false;
    async function answer(text: string | undefined, alert: boolean): Promise<boolean> {
      if (answered) return false;
      answered = true;
      return guarded(async () => {
        await patiently(() =>
          calls.api.raw.answerCallbackQuery({
            callback_query_id: queryId,
            ...(text && { text: truncate(text, ALERT_LENGTH), show_alert: alert }),
          }),
        );
      });
    }
    return {
      answered: () => answered,
      answer: async (text, alert = false) => void (await answer(text, alert)),
      alert: (text) => answer(text, true),
    };
  }

  return { post, toMessage, toPress, press };
}

/** Returns the text of a message for an alert over the chat; undefined when the message has more than a short text. */
function shortEnough({ text, title, body, fields, buttons, links }: Message): string | undefined {
  if (fields?.length || buttons?.length || links?.length) return undefined;
  const words = title ? [title, body].filter(Boolean).join('\n') : text;
  return words.trim() && words.length <= ALERT_LENGTH ? words : undefined;
}

function waitAfter(err: unknown, usual: number): number | undefined {
  if (err instanceof HttpError) return usual;
  if (!(err instanceof GrammyError)) return undefined;
  if (err.error_code >= 500) return usual;
  if (err.error_code !== 429) return undefined;
  const asked = (err.parameters.retry_after ?? 1) * 1_000;
  return asked <= LONGEST_WAIT_MS ? asked : undefined;
}
