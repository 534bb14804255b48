import { type Language, languages } from '../../../src/domain/languages.ts';
import { truncate } from '../../../src/lib/text.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import { encodeInput } from '../../../src/ports/commands/input.ts';
import type { Message } from '../../../src/ports/message.ts';
import type { WebPost } from '../../../src/ports/web-chat.ts';
import { isDirect } from '../rooms.ts';
import { notificationBody, type WirePush, type WirePushAction } from '../wire-push.ts';

/** In characters, which are up to 4 bytes each: with the longest button all of it stays below the 3,993 bytes of a push. */
const TITLE_LIMIT = 120;
const BODY_LIMIT = 240;
const NAME = 'Tocsin';

/** Returns what is pushed for a message of the bot: a notification, or what replaces it once nobody has to act. */
export function payloadOf(kind: 'page' | 'done', post: WebPost & { readonly message: Message }): WirePush {
  const { id, message, room } = post;
  const { title, language = languages[0] } = message;
  const incident = /^#(\d{1,9}) /.exec(title ?? '')?.[1];
  const act = kind === 'page' ? actionOf(post, language) : undefined;
  return {
    kind,
    tag: id,
    title: truncate(title ?? NAME, TITLE_LIMIT),
    body: truncate(notificationBody(message), BODY_LIMIT),
    address: incident === undefined ? `/#${encodeURIComponent(room)}` : `/incidents/${incident}`,
    language,
    open: translatorFor(language)('web.notices.open'),
    ...(act && { act }),
  };
}

export function testPayload(tag: string, room: string, language: Language): WirePush {
  const t = translatorFor(language);
  const address = `/#${encodeURIComponent(room)}`;
  const [title, body] = [t('web.push.test.title'), t('web.push.test.body')];
  return { kind: 'test', tag, title, body, address, language, open: t('web.notices.open') };
}

/** The first button acts if it is the primary one: “Acknowledge”, or “Still on it”. */
function actionOf({ id, room, message }: WebPost & { readonly message: Message }, language: Language) {
  const [first] = message.buttons ?? [];
  if (first?.tone !== 'primary' || first.disabled || !isDirect(room)) return undefined;
  const t = translatorFor(language);
  const button = encodeInput(first.invokes);
  const as = room.slice('dm-'.length);
  const action: WirePushAction = {
    label: first.label,
    press: { as, room, about: id, button },
    refused: t('web.push.refused', { problem: '{problem}' }),
    offline: t('web.push.offline'),
  };
  return action;
}
