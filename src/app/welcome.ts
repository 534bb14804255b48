import type { Directory } from '../domain/directory.ts';
import { platformNames } from '../domain/people.ts';
import type { Chat } from '../ports/chat.ts';

interface Running {
  readonly url: string;
  readonly demo: boolean;
  readonly file: string;
  readonly database: string;
  readonly chats: readonly Pick<Chat, 'platform' | 'connected'>[];
  readonly directory: Directory;
  readonly warnings: readonly string[];
}

/** Returns a few lines for the person who started Tocsin: what is running, and what to try first. */
export function welcome({ url, demo, file, database, chats, directory, warnings }: Running): string {
  const people = [...directory.people.values()];
  const others = chats.filter(({ platform }) => platform !== 'web');
  const connected = others.map(
    (chat) => `${platformNames[chat.platform]}${chat.connected() ? '' : ' (not connected, see the log)'}`,
  );
  const first = people[0]?.name ?? 'somebody';
  const lines = [
    '',
    `  Tocsin is running at ${url}/`,
    '',
    `  Database   ${database}`,
    `  Team       ${people.length} people, ${directory.services.size} services${demo ? ' (the demo team)' : ` from ${file}`}`,
    `  Chats      ${['the web chat', ...connected].join(', ')}`,
    ...warnings.map((warning) => `  Warning    ${warning}`),
    '',
    ...(demo
      ? [
          `  Try this   1. Open ${url}/ and be ${first}.`,
          '             2. Type: /incident declare Checkout is down severity:sev1 service:checkout',
          '             3. Be whoever is paged, and press Acknowledge. Or wait, and see it escalate.',
          '             Your own team: write a tocsin.yaml; your own chat: set its token. README says how.',
        ]
      : [
          others.some(({ platform }) => platform !== 'email')
            ? '  Sign in    send the bot “web” in a direct message: it answers with a one-time link.'
            : '  Sign in    by a one-time link: “tocsin sign-in <person>” on this machine prints one.',
        ]),
    '',
    '  Ctrl-C stops it.',
    '',
  ];
  return lines.join('\n');
}
