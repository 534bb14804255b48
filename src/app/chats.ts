import type { Stores } from '../../adapters/mongo/stores.ts';
import { createWebChat } from '../../adapters/web-chat/adapter.ts';
import type { Recorder } from '../application/audit/keep-records.ts';
import { notedSignIns } from '../application/audit/note-acts.ts';
import type { Config } from '../config.ts';
import type { Directory } from '../domain/directory.ts';
import type { ChatAdapter } from '../ports/chat.ts';
import type { HttpRoutes } from '../ports/http.ts';
import type { PlatformGroups, UserGroups } from '../ports/people.ts';
import type { DashboardReads, Postmortems } from '../ports/reporting.ts';
import type { Clock, Log, Signing } from '../ports/runtime.ts';

/** The platforms whose tokens are set, and the web chat. What is not used is not even loaded. */
export async function createChats(
  { settings, demo }: Config,
  stores: Stores,
  parts: {
    log: Log;
    clock: Clock;
    signing: Signing;
    directory: () => Directory;
    recorder: Pick<Recorder, 'record'>;
    dashboard: DashboardReads;
    postmortems: Postmortems;
  },
): Promise<{ chats: ChatAdapter[]; routes: HttpRoutes[]; userGroups?: UserGroups; roleGroups: PlatformGroups[] }> {
  const { slack, discord, telegram, email, http } = settings;
  const publicUrl = http.publicUrlGiven ? { publicUrl: http.publicUrl } : {};
  const chats: (ChatAdapter & { routes?: HttpRoutes })[] = [
    createWebChat(
      { publicUrl: http.publicUrl, demo },
      { ...parts, store: stores.webChat, signIns: notedSignIns(stores.signIns, parts.recorder) },
    ),
  ];
  const roleGroups: PlatformGroups[] = [];
  let userGroups: UserGroups | undefined;
  if (slack) {
    const { createSlack } = await import('../../adapters/slack/adapter.ts');
    const { createSlackUserGroups } = await import('../../adapters/slack/user-groups.ts');
    chats.push(createSlack(slack, parts));
    userGroups = createSlackUserGroups(slack);
    roleGroups.push((await import('../../adapters/slack/role-groups.ts')).createSlackRoleGroups(slack));
  }
  if (discord) {
    const { createDiscord } = await import('../../adapters/discord/adapter.ts');
    chats.push(createDiscord(discord, parts));
    roleGroups.push((await import('../../adapters/discord/role-groups.ts')).createDiscordRoleGroups(discord));
  }
  if (telegram) {
    const { createTelegram } = await import('../../adapters/telegram/adapter.ts');
    chats.push(createTelegram({ ...telegram, ...publicUrl }, { ...parts, dialogs: stores.dialogs }));
    roleGroups.push((await import('../../adapters/telegram/role-groups.ts')).createTelegramRoleGroups(telegram));
  }
  if (email) {
    const { createEmail } = await import('../../adapters/email/adapter.ts');
    chats.push(createEmail({ ...email, publicUrl: http.publicUrl }, parts));
  }
  return { chats, routes: chats.flatMap(({ routes }) => routes ?? []), roleGroups, ...(userGroups && { userGroups }) };
}
