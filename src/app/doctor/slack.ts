import { z } from 'zod';
import { neededScopes, slackScopes } from '../../../adapters/slack/manifest.ts';
import type { Settings } from '../../config/settings.ts';
import type { CallPlatform } from './call-platform.ts';
import { type Finding, findingsAbout } from './finding.ts';

const install = 'add what “tocsin slack-manifest” lists under OAuth & Permissions, and install the app again';

/** The answers that this file reads; Slack's errors have the same shape. */
const answer = z.object({
  ok: z.boolean().catch(false),
  error: z.string().optional().catch(undefined),
  team: z.string().optional().catch(undefined),
  channel: z
    .object({ is_archived: z.boolean().optional(), is_member: z.boolean().optional() })
    .optional()
    .catch(undefined),
});

/** Examines Slack with its tokens: who the bot is, its permissions, and whether it can write into the rooms. */
export async function examineSlack(
  { botToken, appToken, apiUrl = 'https://slack.com/api' }: NonNullable<Settings['slack']>,
  rooms: readonly string[],
  call: CallPlatform,
): Promise<readonly Finding[]> {
  const { found, ok, warning, problem } = findingsAbout('Slack');
  const method = (name: string, token: string, params: Record<string, string> = {}) =>
    call(`${apiUrl.replace(/\/+$/, '')}/${name}`, answer, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(params),
    });

  const { body: me, headers } = await method('auth.test', botToken);
  if (!me?.ok) {
    problem(`SLACK_BOT_TOKEN is refused (${codeOf(me)}). Copy the Bot User OAuth Token from OAuth & Permissions.`);
    return found;
  }
  ok(`The bot token is taken${me.team !== undefined ? `, by the workspace ${me.team}` : ''}.`);
  const granted = headers.get('x-oauth-scopes')?.split(/,\s*/);
  const missing = granted ? slackScopes.filter((scope) => !granted.includes(scope)) : [];
  const vital = missing.filter((scope) => (neededScopes as readonly string[]).includes(scope));
  if (vital.length > 0) problem(`The app lacks ${vital.join(', ')}, without which nothing works: ${install}.`);
  else if (missing.length > 0) warning(`The app lacks ${missing.join(', ')}: ${install}.`);
  else ok('The app has every scope.');

  if (appToken) {
    const { body } = await method('apps.connections.open', appToken);
    if (body?.ok) ok('The app token opens Socket Mode.');
    else
      problem(`SLACK_APP_TOKEN is refused (${codeOf(body)}). Make one with connections:write under Basic Information.`);
  }
  for (const room of rooms) {
    const { body } = await method('conversations.info', botToken, { channel: room });
    if (body?.error === 'missing_scope') warning(`The room ${room} cannot be looked at without channels:read.`);
    else if (!body?.ok)
      problem(`The room ${room} is not there for the bot (${codeOf(body)}). Invite it: /invite @tocsin.`);
    else if (body.channel?.is_archived)
      problem(`The room ${room} is archived. Unarchive it, or name another in the file.`);
    else if (body.channel?.is_member === false && !granted?.includes('chat:write.public'))
      problem(`The bot is not in the room ${room}. Invite it: /invite @tocsin.`);
    else ok(`The bot can write into the room ${room}.`);
  }
  return found;
}

function codeOf(body: { readonly error?: string | undefined } | undefined): string {
  return /^[a-z_]+$/.test(body?.error ?? '') ? body!.error! : 'no answer that Slack gives';
}
