import type { Stores } from '../../adapters/mongo/stores.ts';
import { createWebChat } from '../../adapters/web-chat/adapter.ts';
import { recordedSignIns } from '../application/audit/note-acts.ts';
import type { Recorder } from '../application/audit/recorder.ts';
import type { Config } from '../config.ts';
import type { Directory } from '../domain/directory.ts';
import type { CreateRateLimit } from '../lib/rate-limit.ts';
import type { IntegrationPage } from '../ports/alerts.ts';
import type { ChatAdapter } from '../ports/chat.ts';
import type { Commands } from '../ports/commands.ts';
import type { HttpRoutes } from '../ports/http.ts';
import type { JobPage } from '../ports/jobs/jobs.ts';
import type { OnCallPage } from '../ports/on-call/on-call-page.ts';
import type { PlatformGroups, UserGroups } from '../ports/people.ts';
import type { DashboardReads, Postmortems } from '../ports/reporting.ts';
import type { Clock, Log, Signing } from '../ports/runtime.ts';

/** The parts of the core that the HTTP routes of the chats use. */
interface Core {
  readonly commands: Commands;
  readonly dashboard: DashboardReads;
  readonly postmortems: Postmortems;
  readonly integrationPage: IntegrationPage;
  readonly jobPage: JobPage;
  readonly onCallPage: OnCallPage;
  readonly recorder: Recorder;
}

export interface Chats {
  /** The web chat first. */
  readonly adapters: readonly ChatAdapter[];
  routesFor(core: Core): readonly HttpRoutes[];
  readonly userGroups?: UserGroups;
  readonly roleGroups: readonly PlatformGroups[];
}

/** Starts to load the SDKs of the platforms whose tokens are set, so that they are loaded once the database is up. */
export function preloadPlatforms({ settings: { slack, discord, telegram, email } }: Config): void {
  const loading = [
    slack && import('../../adapters/slack/adapter.ts'),
    discord && import('../../adapters/discord/adapter.ts'),
    telegram && import('../../adapters/telegram/adapter.ts'),
    email && import('../../adapters/email/adapter.ts'),
  ];
  // A failure to load is reported where the SDK is used.
  void Promise.allSettled(loading);
}

/** Makes the web chat and the platforms whose tokens are set. Does not load the SDKs of other platforms. */
export async function createChats(
  { settings, demo }: Config,
  stores: Stores,
  { rates, ...parts }: { log: Log; clock: Clock; signing: Signing; directory: () => Directory; rates: CreateRateLimit },
): Promise<Chats> {
  const { slack, discord, telegram, email, emailIn, http } = settings;
  const publicUrl = http.publicUrlGiven ? { publicUrl: http.publicUrl } : {};
  const { webChat: store, pushes, openPages } = stores;
  const webParts = { ...parts, rates, store, pushes, openPages };
  const web = createWebChat({ publicUrl: http.publicUrl, demo }, webParts);
  const adapters: ChatAdapter[] = [web];
  const routes: ((core: Core) => HttpRoutes | undefined)[] = [
    (core) => web.routesFor({ ...core, signIns: recordedSignIns(stores.signIns, core.recorder) }),
  ];
  const add = (adapter: ChatAdapter & { readonly routes?: HttpRoutes }) => {
    adapters.push(adapter);
    routes.push(() => adapter.routes);
  };
  const roleGroups: PlatformGroups[] = [];
  let userGroups: UserGroups | undefined;
  if (slack) {
    const { createSlack } = await import('../../adapters/slack/adapter.ts');
    const { createSlackUserGroups } = await import('../../adapters/slack/user-groups.ts');
    add(createSlack(slack, { ...parts, dialogs: stores.dialogs }));
    userGroups = createSlackUserGroups(slack);
    roleGroups.push((await import('../../adapters/slack/role-groups.ts')).createSlackRoleGroups(slack));
  }
  if (discord) {
    const { createDiscord } = await import('../../adapters/discord/adapter.ts');
    const { dialogs, pendingAnswers } = stores;
    add(createDiscord(discord, { ...parts, dialogs, pendingAnswers }));
    roleGroups.push((await import('../../adapters/discord/role-groups.ts')).createDiscordRoleGroups(discord));
  }
  if (telegram) {
    const { createTelegram } = await import('../../adapters/telegram/adapter.ts');
    add(createTelegram({ ...telegram, ...publicUrl }, { ...parts, dialogs: stores.dialogs }));
    roleGroups.push((await import('../../adapters/telegram/role-groups.ts')).createTelegramRoleGroups(telegram));
  }
  if (email) {
    const { createEmail } = await import('../../adapters/email/adapter.ts');
    const adapter = createEmail(
      { ...email, publicUrl: http.publicUrl, ...(emailIn?.domain && { replyDomain: emailIn.domain }) },
      parts,
    );
    adapters.push(adapter);
    routes.push((core) => adapter.routesFor(core.commands));
  }
  return {
    adapters,
    routesFor: (core) => routes.flatMap((routesOf) => routesOf(core) ?? []),
    roleGroups,
    ...(userGroups && { userGroups }),
  };
}
