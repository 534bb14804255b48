import { z } from 'zod';
import type { Settings } from '../../config/settings.ts';
import { excerpt } from '../../lib/text.ts';
import type { CallPlatform } from './call-platform.ts';
import { type Finding, findingsAbout } from './finding.ts';

/** The fields that are read, of all answers together. */
const answer = z.object({
  ok: z.boolean().catch(false),
  result: z
    .object({
      id: z.number(),
      username: z.string(),
      can_read_all_group_messages: z.boolean(),
      url: z.string(),
      last_error_message: z.string(),
      status: z.string(),
      can_send_messages: z.boolean(),
    })
    .partial()
    .optional()
    .catch(undefined),
});

/** Examines Telegram with its token: which bot it is, who gets its updates, and whether it can write into the rooms. */
export async function examineTelegram(
  { token, webhookSecret, apiRoot = 'https://api.telegram.org' }: NonNullable<Settings['telegram']>,
  rooms: readonly string[],
  call: CallPlatform,
): Promise<readonly Finding[]> {
  const { found, ok, warning, problem } = findingsAbout('Telegram');
  const method = async (name: string, params: object = {}) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(params) };
    return (await call(`${apiRoot.replace(/\/+$/, '')}/bot${token}/${name}`, answer, init)).body;
  };

  const me = await method('getMe');
  if (!me?.ok || !me.result) {
    problem('TELEGRAM_TOKEN is refused. Get the token from @BotFather with /token.');
    return found;
  }
  const { username, id, can_read_all_group_messages: readsAll } = me.result;
  ok(`The token is taken, as @${username}.`);
  ok(
    `Group privacy is ${readsAll ? 'off: the bot gets every line of its groups' : 'on: it gets commands and replies'}.`,
  );

  const { url, last_error_message: lastError } = (await method('getWebhookInfo'))?.result ?? {};
  if (url && !webhookSecret)
    problem(
      'A webhook is set, so polling receives nothing. Tocsin removes the webhook when it starts; stop the program that set it.',
    );
  else if (!url && webhookSecret) warning('No webhook is set yet. Tocsin sets it when it starts.');
  else if (url && lastError) problem(`Telegram cannot deliver to the webhook: ${excerpt(String(lastError), 120)}.`);
  else
    ok(webhookSecret ? 'The webhook is set, and its last delivery succeeded.' : 'No webhook is in the way of polling.');

  for (const room of rooms) {
    const [chat = ''] = room.split(':');
    const member = await method('getChatMember', { chat_id: Number(chat), user_id: id });
    const status = member?.result?.status;
    if (!member?.ok) problem(`The group ${chat} is not there for the bot. Add it to the group, or correct the id.`);
    else if (['left', 'kicked'].includes(status ?? '')) problem(`The bot is not in the group ${chat}. Add it there.`);
    else if (status === 'restricted' && member.result?.can_send_messages === false)
      problem(`The bot may not write in the group ${chat}. Let it send messages.`);
    else ok(`The bot can write in the group ${chat}.`);
  }
  return found;
}
