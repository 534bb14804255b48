import { Api } from 'grammy';
import type { PlatformGroups } from '../../src/ports/people.ts';
import type { TelegramSettings } from './adapter.ts';
import { deliveryFailed } from './failures.ts';
import { chatId } from './target.ts';
import { usualTiming } from './timing.ts';

/** Reads the administrators of groups and channels, by the chat's id. The bot must be a member there. */
export function createTelegramRoleGroups({ token, apiRoot, timing }: TelegramSettings): PlatformGroups {
  const { callMs } = { ...usualTiming, ...timing };
  const api = new Api(token, {
    apiRoot: (apiRoot ?? 'https://api.telegram.org').replace(/\/+$/, ''),
    timeoutSeconds: callMs / 1_000,
  });

  return {
    platform: 'telegram',
    async membersOf(group) {
      try {
        const administrators = await api.getChatAdministrators(chatId(group));
        return administrators.filter(({ user }) => !user.is_bot).map(({ user }) => String(user.id));
      } catch (err) {
        throw deliveryFailed(err);
      }
    },
  };
}
