import { ConfigMistakes } from '../../src/config/mistakes.ts';
import type { Environment } from '../../src/config/secret-source.ts';
import { readSettings } from '../../src/config/settings.ts';

const files: Readonly<Record<string, string>> = {
  '/run/secrets/slack': 'xoxb-from-a-file\n',
  '/run/secrets/windows': 'xapp-from-a-file\r\n',
  '/run/secrets/empty': '\n',
};

function readFile(path: string): string {
  const text = files[path];
  if (text !== undefined) return text;
  throw Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), { code: 'ENOENT' });
}

export const settingsOf = (env: Environment) => readSettings(env, readFile);

/** All mistakes as one text; empty where there is none. */
export function mistakesOf(env: Environment): string {
  try {
    settingsOf(env);
    return '';
  } catch (error) {
    if (error instanceof ConfigMistakes) return error.message;
    throw error;
  }
}

export const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
export const email = {
  SMTP_URL: 'smtps://tocsin:p%40ss%20word@mail.example.org',
  EMAIL_FROM: 'Tocsin <tocsin@example.org>',
};
