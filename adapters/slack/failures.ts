import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { DeliveryFailed, PlatformRefused } from '../../src/ports/chat.ts';

/** A failed call of Slack, in words without secrets: the SDK's own message is not included. */
export class SlackFailed extends DeliveryFailed {
  /** Slack's error code, such as `channel_not_found`. */
  readonly code: string;
  /** Whether Slack no longer accepts the token. */
  readonly refused: boolean;
  /** Whether Slack rejected the call permanently. False for a rate limit, an outage and an invalid token. */
  readonly isAnswer: boolean;
  /** Whether Slack may have done it nevertheless: no answer came, or one that does not say. */
  readonly unanswered: boolean;

  constructor(reason: string, retryAfterMs: number | 'never' | 'soon', code: string, unanswered = false) {
    super(reason, retryAfterMs, { needsRepair: refusals.has(code), gone: gone.get(code) });
    this.code = code;
    this.refused = refusals.has(code);
    this.isAnswer = !unanswered && !this.refused && !passing.has(code);
    this.unanswered = unanswered;
  }
}

const gone: ReadonlyMap<string, 'place' | 'message'> = new Map([
  ...[
    'channel_not_found',
    'is_archived',
    'is_inactive',
    'not_in_channel',
    'thread_not_found',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'restricted_action_non_threadable_channel',
    'cannot_reply_to_message',
  ].map((code) => [code, 'place'] as const),
  ...['message_not_found', 'cant_update_message'].map((code) => [code, 'message'] as const),
]);

/** Temporary errors, by Slack's codes and ours. */
const passing = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'refused_here',
  'request_timeout',
  'team_added_to_org',
  'org_login_required',
]);

/** Codes after which parts of the call may be done, as Slack documents them. */
const perhapsDone = new Set(['fatal_error', 'internal_error', 'service_unavailable']);

const reissue = 'Copy the current token from the app’s page at api.slack.com/apps, or install the app again.';

/** Codes of an invalid token: every call fails until somebody replaces it. */
const refusals = new Map([
  ['invalid_auth', reissue],
  ['not_authed', reissue],
  ['token_revoked', reissue],
  ['token_expired', reissue],
  ['account_inactive', 'The bot’s user or the workspace was deactivated. Install the app again.'],
  ['user_removed_from_team', 'The bot was removed from the workspace. Install the app again.'],
  ['team_disabled', 'The workspace is disabled.'],
  [
    'not_allowed_token_type',
    'SLACK_BOT_TOKEN begins with xoxb- and SLACK_APP_TOKEN with xapp-. Check that they are not swapped.',
  ],
  ['access_denied', reissue],
  ['accesslimited', 'Allow this machine’s address in the organization’s settings.'],
  ['team_access_not_granted', 'Let an admin of the organization give the app access to the workspace.'],
  ['enterprise_is_restricted', 'Install the app in a workspace, not in the whole organization.'],
]);

const inviteIt = 'Check the channel’s id, and invite the bot there if it is private.';
const upgrade = 'This is a fault in Tocsin: please report it.';

/** Codes of permanent errors, with their next step. */
const hopeless = new Map([
  ['channel_not_found', inviteIt],
  ['not_in_channel', 'Invite the bot to the channel.'],
  ['is_archived', 'Unarchive the channel, or set another one.'],
  ['user_not_found', 'Check the person’s Slack id in the configuration.'],
  ['user_not_in_channel', 'The person is not in that channel.'],
  ['user_disabled', 'The person’s Slack account is deactivated.'],
  ['user_not_visible', 'The bot may not see this person. Let it, or page them another way.'],
  ['invalid_user_combination', 'The person is in another organization. Share a channel with it first.'],
  ['cannot_dm_bot', 'The Slack id in the configuration is a bot’s.'],
  ['messages_tab_disabled', 'Turn on the Messages tab under App Home, as the manifest does.'],
  ['is_inactive', 'The channel was archived or deleted.'],
  ['message_not_found', 'The message was deleted.'],
  ['thread_not_found', 'The message above the thread was deleted.'],
  ['cant_update_message', 'The message is not the bot’s own.'],
  ['edit_window_closed', 'The workspace does not let messages be edited any more.'],
  ['restricted_action', 'The workspace’s settings do not let the bot do this.'],
  ['restricted_action_read_only_channel', 'Let the bot post in this channel.'],
  ['restricted_action_thread_only_channel', 'The channel takes replies only.'],
  ['restricted_action_non_threadable_channel', 'The channel takes no replies.'],
  ['cannot_reply_to_message', 'The message takes no replies.'],
  ['ekm_access_denied', 'Administrators have suspended posting there.'],
  ['no_permission', 'Invite the bot to the channel, and give the app the scopes of the manifest.'],
  ['missing_scope', 'Give the app the scopes of the manifest and install it again.'],
  ['msg_too_long', upgrade],
  ['msg_blocks_too_long', upgrade],
  ['invalid_blocks', upgrade],
  ['invalid_arguments', upgrade],
  ['invalid_arg_name', upgrade],
  ['invalid_form_data', upgrade],
  ['invalid_metadata_format', upgrade],
  ['no_text', upgrade],
]);

/**
 * Explains an error that the SDK threw.
 *
 * @param purpose completes “asked to …”
 */
export function failureOf(err: unknown, purpose: string): SlackFailed {
  if (err instanceof SlackFailed) return err;
  if (err instanceof DeliveryFailed) return new SlackFailed(err.message, err.retryAfterMs, 'refused_here');
  if (err instanceof WebAPIRateLimitedError) {
    const wait = Math.max(1, err.retryAfter) * 1_000;
    return new SlackFailed(`Slack asks for a pause before it lets us ${purpose}.`, wait, 'ratelimited');
  }
  if (err instanceof WebAPIPlatformError) return platformFailure(err.data, purpose);
  // The SDK has no type of its own for a 429 that names no time.
  if (err instanceof Error && err.message.startsWith('Retry header did not contain'))
    return new SlackFailed(`Slack asks for a pause before it lets us ${purpose}.`, 'soon', 'ratelimited');
  if (err instanceof WebAPIHTTPError)
    return new SlackFailed(
      `Slack answered ${err.statusCode} when asked to ${purpose}. See status.slack.com.`,
      'soon',
      'http',
      true,
    );
  return new SlackFailed(
    `Slack did not answer when asked to ${purpose} (${networkCause(err)}). Check that this machine reaches Slack.`,
    'soon',
    'unreachable',
    true,
  );
}

/** Explains why a connection to Slack cannot be opened. */
export function refusalOf(err: unknown): PlatformRefused {
  if (err instanceof PlatformRefused) return err;
  const { message, needsRepair } = failureOf(err, 'connect');
  return new PlatformRefused(message, { needsRepair });
}

function platformFailure({ error, needed }: { error: string; needed?: unknown }, purpose: string): SlackFailed {
  // The error page of a proxy, or half an answer, arrives here as if it were Slack's code.
  const known = /^[a-z0-9_]{1,64}$/.exec(error)?.[0];
  const code = known ?? 'an answer that does not come from Slack';
  const scope = code === 'missing_scope' && typeof needed === 'string' ? ` Needed: ${needed.slice(0, 100)}.` : '';
  const next = refusals.get(code) ?? hopeless.get(code);
  const reason = `Slack refused to ${purpose}: ${code}.${next ? ` ${next}` : ''}${scope}`;
  // With a valid token Slack would accept the message, so an invalid one is no reason to give it up.
  return new SlackFailed(reason, hopeless.has(code) ? 'never' : 'soon', code, !known || perhapsDone.has(code));
}

function networkCause(err: unknown): string {
  for (let one = err, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth++) {
    if (one.name === 'TimeoutError') return 'it took too long';
    const { code } = one as { code?: unknown };
    if (typeof code === 'string' && /^(E[A-Z]+|UND_ERR_[A-Z_]+)$/.test(code)) return code;
  }
  return 'no connection';
}
