import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { alert, kept, titled } from './alerts.ts';
import { accountsOf, type Chat, chats, type Platforms } from './platforms.ts';
import type { Replica, Stage } from './stage.ts';
import { first, slackRoom } from './team.ts';
import { within } from './wait-for.ts';

const refusals = new Set([503, 429]);
/** A store that does not answer is waited for, for 10 s. */
const answeredWithinMs = 15_000;
const words = 'The database does not answer';

export interface Meanwhile {
  /** The alerts that were sent. */
  readonly titles: readonly string[];
  /** What went wrong, in words. */
  readonly faults: readonly string[];
  /** Settles when everybody who gave a command was answered, or nobody waits for that any more. */
  readonly commands: Promise<void>;
  /** Those that were refused are sent again, until they are kept. */
  allKept(by: Replica): Promise<void>;
}

/** While the database is away: an alert now and then, and a command on every chat. */
export async function sendsMeanwhile({ platforms }: Stage, replica: Replica, ms: number): Promise<Meanwhile> {
  const titles: string[] = [];
  const refused: { readonly title: string; readonly key: string }[] = [];
  const faults: string[] = [];
  const commands = Promise.all(
    chats.map(async (chat) => {
      declares(platforms, chat);
      const answered = await within(answeredWithinMs, () => told(platforms, chat));
      if (answered === undefined) faults.push(`a command on ${chat} was not answered “${words}”`);
    }),
  ).then(() => undefined);
  const end = performance.now() + ms;
  while (performance.now() < end) {
    const [title, key] = [titled(), randomUUID()];
    titles.push(title);
    const { status, retryAfter } = await alert(replica, title, 'once', key);
    if (status !== 202) refused.push({ title, key });
    if (status !== 202 && !refusals.has(status)) faults.push(`an alert was answered ${status}`);
    if (status === 503 && retryAfter === undefined) faults.push('a 503 without Retry-After');
    await pause(Math.min(1_000, Math.max(0, end - performance.now())));
  }
  return {
    titles,
    faults,
    commands,
    async allKept(by) {
      for (const { title, key } of refused) await kept(by, title, 'once', { key });
    },
  };
}

function declares({ slackPeople, discord, telegram }: Platforms, chat: Chat): void {
  const account = accountsOf(first)[chat];
  const title = 'Said without a database';
  if (chat === 'slack') void slackPeople.slash(account, `declare ${title} service:once`, slackRoom);
  else if (chat === 'discord') discord.people.gives(account, 'incident declare', { title, service: 'once' });
  else telegram.writes(Number(account), Number(account), `declare ${title} service:once`);
}

function told({ slack, discord, telegram }: Platforms, chat: Chat): boolean {
  const account = accountsOf(first)[chat];
  if (chat === 'telegram') return telegram.told(Number(account)).some(({ text }) => text.includes(words));
  const messages = chat === 'slack' ? slack.workspace.messages : [...discord.world.messages.values()];
  return messages.some((one) => one.onlyFor === account && JSON.stringify(one).includes(words));
}
