import type { SettingName } from './environment.ts';
import { type Mistake, say } from './mistakes.ts';
import { USUAL_PORT } from './setting-fields.ts';

/**
 * Returns mistakes about settings that need another one. `unread` are settings that could not be read, which is reported
 * already.
 */
export function incomplete(values: Partial<Record<SettingName, string>>, unread: ReadonlySet<string>): Mistake[] {
  const isSet = (name: SettingName) => values[name] !== undefined || unread.has(name);
  const mistakes: Mistake[] = [];
  const needs = (name: SettingName, other: SettingName, todo: string) => {
    if (isSet(name) && !isSet(other)) mistakes.push({ where: name, what: say(`${other} is missing`, 'both', todo) });
  };
  if (isSet('SLACK_BOT_TOKEN') && !isSet('SLACK_APP_TOKEN') && !isSet('SLACK_SIGNING_SECRET')) {
    const todo = 'make an app-level token with connections:write (Basic Information) and set SLACK_APP_TOKEN';
    const what = say('alone it cannot receive anything', 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET beside it', todo);
    mistakes.push({ where: 'SLACK_BOT_TOKEN', what });
  }
  const botToken = 'install the app and set SLACK_BOT_TOKEN (OAuth & Permissions)';
  needs('SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN', botToken);
  if (!isSet('SLACK_APP_TOKEN')) needs('SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN', botToken);
  needs('DISCORD_GUILD_ID', 'DISCORD_TOKEN', 'set DISCORD_TOKEN, or unset this one');
  needs('TELEGRAM_WEBHOOK_SECRET', 'TELEGRAM_TOKEN', 'set TELEGRAM_TOKEN, or unset this one');
  needs('EMAIL_FROM', 'SMTP_URL', 'set SMTP_URL, or unset this one');
  needs('SMTP_IN_DOMAIN', 'SMTP_IN_PORT', 'set SMTP_IN_PORT, or unset this one');
  needs('SMTP_IN_AUTH_SERVER', 'SMTP_IN_DOMAIN', 'set SMTP_IN_DOMAIN, or unset this one');
  needs('SMTP_URL', 'EMAIL_FROM', 'set EMAIL_FROM to the address that mail comes from');
  if (/^(?:auto|[2-9]|[1-9]\d+)$/.test(values.TOCSIN_PROCESSES ?? '') && !isSet('MONGODB_URI')) {
    const what = 'needs a MongoDB server, since the embedded database serves one process; set MONGODB_URI';
    mistakes.push({ where: 'TOCSIN_PROCESSES', what });
  }
  const httpPort = values.HTTP_PORT ?? String(USUAL_PORT);
  if (values.SMTP_IN_PORT === httpPort && httpPort !== '0') {
    const what = say(`${httpPort} is HTTP_PORT already`, 'a port of its own', 'set it to another one, such as 2525');
    mistakes.push({ where: 'SMTP_IN_PORT', what });
  }
  return mistakes;
}
