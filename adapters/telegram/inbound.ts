import type { CallbackQuery, Update } from 'grammy/types';
import type { Translate } from '../../src/locales/catalogue.ts';
import { decodePress } from '../../src/ports/commands/press.ts';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import { loggable } from './failures.ts';
import { readAnswer } from './forms/questions.ts';
import { createMessageHandler } from './messages.ts';
import { accountOf, originOf, requesterOf } from './requester.ts';
import { createRequests, type InboundParts } from './requests.ts';

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
export function createInbound(parts: InboundParts): (update: Update) => Promise<void> {
  const { replies, textsFor, log } = parts;
  const requests = createRequests(parts);
  const { forms, isHeard, act } = requests;
  const onMessage = createMessageHandler(parts, requests);

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
