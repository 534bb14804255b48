import { truncate } from '../../src/lib/text.ts';
import type { CommandShape } from '../../src/ports/commands.ts';
import { COMMAND } from './limits.ts';

/** Limit of the manifest schema, in characters. */
const USAGE_HINT = 1_000;

/** Nothing works without these scopes, so `start` rejects a token that lacks one. */
export const neededScopes = ['chat:write', 'commands', 'im:write'] as const;

export const slackScopes = [
  ...neededScopes,
  'app_mentions:read',
  // For typed commands in direct messages; the other two find a message again when Slack's answer to its post was lost.
  'im:history',
  'channels:history',
  'groups:history',
  // For incident rooms as channels. Without these scopes a room is a thread.
  'channels:manage',
  'channels:read',
  // For cards in public channels that the bot has not joined.
  'chat:write.public',
  // For user groups that follow a schedule. Without it they are not updated.
  'usergroups:write',
  // For roles by user group. Without it, no group gives a role.
  'usergroups:read',
  // For the language that a person has set in Slack. Without it, messages are in the file's language.
  'users:read',
  // Links people by the email address in the file. Without it they are known by their Slack id only.
  'users:read.email',
];

const events = ['app_mention', 'app_uninstalled', 'message.im', 'tokens_revoked'];

interface Mode {
  readonly mode: 'socket' | 'http';
  /** Base URL at which Slack reaches this server; only for `http`. */
  readonly publicUrl?: string;
}

/**
 * Returns the manifest to paste at api.slack.com/apps under "From a manifest". Throws TypeError for `http` without
 * `publicUrl`.
 */
export function slackManifest(catalogue: readonly CommandShape[], { mode, publicUrl }: Mode) {
  if (mode === 'http' && !publicUrl)
    throw new TypeError('Slack by HTTP needs PUBLIC_URL, where Slack reaches this server');
  const url = mode === 'http' ? { url: requestUrl(publicUrl) } : {};
  const request = mode === 'http' ? { request_url: requestUrl(publicUrl) } : {};
  // The URL from which external selects load their options.
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
          // Makes Slack send mentions with the person's id instead of the display name, which anybody may choose.
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
