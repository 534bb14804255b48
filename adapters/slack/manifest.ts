import { truncate } from '../../src/lib/text.ts';
import type { CommandShape } from '../../src/ports/commands.ts';
import { COMMAND } from './inbound.ts';

/** The manifest schema's own limit. */
const USAGE_HINT = 1_000;

/** Without these nothing works, so `start` refuses a token that lacks one. */
export const neededScopes = ['chat:write', 'commands', 'im:write'] as const;

export const slackScopes = [
  ...neededScopes,
  'app_mentions:read',
  // Typed lines in direct messages; the others to find a message again whose answer was lost.
  'im:history',
  'channels:history',
  'groups:history',
  // Rooms that are channels. Without them a room is a thread.
  'channels:manage',
  'channels:read',
  // Cards in public channels that the bot was not invited to.
  'chat:write.public',
  // User groups that follow a schedule. Without it they are left alone.
  'usergroups:write',
  // Roles by user group. Without it the groups give nobody a role.
  'usergroups:read',
  // The language that people have set in Slack. Without it they read the file's.
  'users:read',
  // Who is meant by the email address that is in the file. Without it people are known by their Slack id alone.
  'users:read.email',
];

const events = ['app_mention', 'app_uninstalled', 'message.im', 'tokens_revoked'];

interface Mode {
  readonly mode: 'socket' | 'http';
  /** For `http`: where Slack reaches this server. */
  readonly publicUrl?: string;
}

/** What to paste at api.slack.com/apps under "From a manifest". */
export function slackManifest(catalogue: readonly CommandShape[], { mode, publicUrl }: Mode) {
  if (mode === 'http' && !publicUrl)
    throw new TypeError('Slack by HTTP needs PUBLIC_URL, where Slack reaches this server');
  const url = mode === 'http' ? { url: requestUrl(publicUrl) } : {};
  const request = mode === 'http' ? { request_url: requestUrl(publicUrl) } : {};
  // Where a select of a form asks for its options while somebody types.
  const options = mode === 'http' ? { message_menu_options_url: requestUrl(publicUrl) } : {};
  return {
    display_information: {
      name: 'Tocsin',
      description: 'On-call and incident response in your chat',
      background_color: '#7a1f1f',
    },
    features: {
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'tocsin', always_online: true },
      slash_commands: [
        {
          command: COMMAND,
          ...url,
          description: 'Declare, take and resolve incidents',
          usage_hint: truncate(`[${catalogue.map(({ name }) => name).join(' | ')}]`, USAGE_HINT),
          // Mentions arrive with the person's id, not with a name that may be anybody's.
          should_escape: true,
        },
      ],
    },
    oauth_config: { scopes: { bot: [...slackScopes].sort() } },
    settings: {
      event_subscriptions: { ...request, bot_events: events },
      interactivity: { is_enabled: true, ...request, ...options },
      org_deploy_enabled: false,
      socket_mode_enabled: mode === 'socket',
      token_rotation_enabled: false,
    },
  };
}

function requestUrl(publicUrl = ''): string {
  return `${publicUrl.replace(/\/+$/, '')}/slack/events`;
}
