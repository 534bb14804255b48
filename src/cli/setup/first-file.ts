import { stringify } from 'yaml';

/** What `init` knows about the first person and the announce room. */
export interface Answers {
  /** The id that people type: `alice`. */
  readonly person: string;
  readonly name: string;
  readonly timezone: string;
  readonly service: string;
  readonly email?: string;
  /** The person's account and the announce room on each chat. */
  readonly slack?: string;
  readonly slackRoom?: string;
  readonly discord?: string;
  readonly discordRoom?: string;
  readonly telegram?: string;
  readonly telegramRoom?: string;
}

const chats = ['slack', 'discord', 'telegram'] as const;

const tokensOf = {
  slack: 'SLACK_BOT_TOKEN and SLACK_APP_TOKEN (docs/slack.md; “tocsin slack-manifest” makes the app)',
  discord: 'DISCORD_TOKEN and DISCORD_GUILD_ID (docs/discord.md; “tocsin discord-invite” adds the bot)',
  telegram: 'TELEGRAM_TOKEN (docs/telegram.md)',
} as const;

/** Returns a configuration file with one person, who is paged for one service. */
export function firstFile(answers: Answers): string {
  const { person, name, timezone, service, email } = answers;
  const accounts = Object.fromEntries(chats.flatMap((chat) => (answers[chat] ? [[chat, answers[chat]]] : [])));
  const rooms = chats.flatMap((chat) => {
    const room = answers[`${chat}Room`];
    return room ? [[chat, room]] : [];
  });
  const file = {
    people: {
      [person]: {
        name,
        timezone,
        role: 'admin',
        ...(email && { email }),
        ...(Object.keys(accounts).length > 0 && { accounts }),
      },
    },
    policies: { default: { levels: [{ page: [{ person }], escalateAfter: '5m' }], repeat: 2 } },
    services: { [service]: { name: service.charAt(0).toUpperCase() + service.slice(1) } },
    ...(rooms.length > 0 && { rooms: { announce: Object.fromEntries(rooms) } }),
  };
  const about = [
    'Tocsin: who is on call, and how people are paged. docs/configuration.md lists every key.',
    'A running Tocsin reads this file again when it changes. Check it first: tocsin check',
  ];
  return `${about.map((line) => `# ${line}\n`).join('')}\n${stringify(file, { defaultStringType: 'PLAIN' })}`;
}

/** Returns the steps that are left before Tocsin can page, a line each. */
export function nextSteps(answers: Answers): string[] {
  const connected = chats.filter((chat) => answers[chat] || answers[`${chat}Room`]);
  return [
    ...connected.map((chat) => `set ${tokensOf[chat]}`),
    ...(answers.email ? ['set SMTP_URL and EMAIL_FROM (docs/email.md)'] : []),
    'tocsin check     says whether file and settings fit',
    'tocsin doctor    asks the platforms',
    'tocsin           starts',
  ];
}
