import { setTimeout as pause } from 'node:timers/promises';
import { kept, titled } from './alerts.ts';
import type { ChaosDatabase } from './database.ts';
import type { Call, Instead } from './door.ts';
import { type Outcome, outcome, pagesOf } from './outcome.ts';
import { accountsOf, type Chat, chats, isPage, isSending } from './platforms.ts';
import { listens, openStage, type Stage } from './stage.ts';
import { admin, slackRoom } from './team.ts';
import { waitFor, within } from './wait-for.ts';

const nextWayMs = 60_000;
const unaffectedMs = 5_000;
/** Connections are tried again after 2 s, 4 s, 8 s and so on. */
const recoveryMs = 60_000;
const retryAfterS = 8;

export const troubles = ['500', '429', 'hanging', 'dropping', 'revoked token'] as const;
export type Trouble = (typeof troubles)[number];

const otherThan = (chat: Chat): Chat => (chat === 'telegram' ? 'slack' : 'telegram');

/**
 * A platform is in trouble: pages by the others go out as ever, a person’s next way is taken within a minute though it was
 * not due for ten, and when it is well again it pages without a restart.
 */
export async function inTrouble(database: ChaosDatabase, chat: Chat, trouble: Trouble): Promise<Outcome[]> {
  const next = otherThan(chat);
  const unaffected = outcome(`${chat}: ${trouble}, pages on the others`, 'after the 202', unaffectedMs);
  const byNext = outcome(`${chat}: ${trouble}, the person’s next way`, 'after the 202', nextWayMs);
  const recovered = outcome(`${chat}: ${trouble}, well again`, 'a page by it after that', recoveryMs);
  const all = [unaffected, byNext, recovered];
  const stage = await openStage(database, { firstWay: chat, nextWay: next });
  try {
    const replica = await stage.start();
    await listens(stage, replica, [chat]);
    begins(stage, chat, trouble);
    const [everywhere, ways] = [titled(), titled()];
    const since = performance.now();
    await Promise.all([kept(replica, everywhere, 'once'), kept(replica, ways, 'ways')]);
    const has = (title: string, by: Chat) => (pagesOf(stage.platforms, title, 1).get(by)?.length ?? 0) > 0;
    const others = chats.filter((one) => one !== chat);
    await measure(unaffected, since, () => others.every((other) => has(everywhere, other)));
    await measure(byNext, since, () => has(ways, next));
    const again = titled();
    ends(stage, chat);
    const well = performance.now();
    await kept(replica, again, 'once');
    await measure(recovered, well, () => has(again, chat) && has(everywhere, chat));
    if (!replica.alive()) recovered.faults.push('it crashed');
    await pause(2_000);
    for (const title of [everywhere, again]) countDoubles(unaffected, stage, title);
    countDoubles(byNext, stage, ways);
    for (const one of all) one.runs += 1;
  } finally {
    await stage.close();
  }
  return all;
}

/** A platform says how long to wait, and is not asked before that. */
export async function tooMany(database: ChaosDatabase, chat: Chat): Promise<Outcome> {
  const result = outcome(`${chat}: 429, Retry-After ${retryAfterS} s`, 'asked again after', (retryAfterS + 5) * 1_000);
  const stage = await openStage(database);
  try {
    const replica = await stage.start();
    const title = titled();
    const asked: number[] = [];
    const door = stage.platforms.doors[chat];
    door.instead = (call) => {
      if (!isPage(chat, call, title)) return undefined;
      asked.push(call.at);
      return asked.length === 1 ? limited(chat) : undefined;
    };
    await kept(replica, title, 'once');
    await within(60_000, () => chats.every((one) => (pagesOf(stage.platforms, title, 1).get(one)?.length ?? 0) > 0));
    const [refused = 0, second] = asked;
    if (second === undefined) result.lost += 1;
    else {
      result.times.push(second - refused);
      if (second - refused < retryAfterS * 1_000) result.faults.push(`asked again after ${second - refused} ms`);
    }
    await pause(2_000);
    countDoubles(result, stage, title);
    result.runs += 1;
  } finally {
    await stage.close();
  }
  return result;
}

/** The line by which a platform is heard is cut; a command that is given then is heard all the same. */
export async function lineDropped(database: ChaosDatabase, chat: 'slack' | 'discord'): Promise<Outcome> {
  const result = outcome(`${chat}: its websocket is cut`, 'a command is heard after', recoveryMs);
  const stage = await openStage(database);
  try {
    const replica = await stage.start();
    await listens(stage, replica, [chat]);
    const { slack, discord } = stage.platforms;
    const since = performance.now();
    if (chat === 'discord') discord.gateway.drop();
    else for (const socket of slack.sockets) socket.terminate();
    await waitFor('the line is gone', 10_000, () => chat === 'discord' || slack.sockets.length === 0);
    const title = titled();
    await measure(result, since, () => declared(stage, chat, title));
    if (!replica.alive()) result.faults.push('it crashed');
    result.runs += 1;
  } finally {
    await stage.close();
  }
  return result;
}

/** A platform takes nothing for this person and never will: that is a dead letter, and the operators are told. */
export async function deadLetter(database: ChaosDatabase): Promise<Outcome> {
  const result = outcome('telegram: the person blocked the bot, dead letter', 'the alarm after the 202', 60_000);
  const stage = await openStage(database);
  try {
    const replica = await stage.start();
    const title = titled();
    const refusal = { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' };
    stage.platforms.doors.telegram.instead = (call) =>
      isPage('telegram', call, title) ? { status: 403, body: JSON.stringify(refusal) } : undefined;
    const since = performance.now();
    await kept(replica, title, 'once');
    await measure(result, since, () => alarmed(stage));
    const [incident] = await stage.incidents(title);
    if (!incident?.deadAt) result.faults.push('it is no dead letter');
    result.runs += 1;
  } finally {
    await stage.close();
  }
  return result;
}

/** The operators’ room has been told that something was given up. */
function alarmed({ platforms: { slack } }: Stage): boolean {
  return slack.workspace.messages.some(
    ({ channel, text, blocks }) =>
      channel === slackRoom && /given up|could not be delivered/i.test(text + JSON.stringify(blocks)),
  );
}

async function measure(into: Outcome, since: number, look: () => boolean): Promise<void> {
  const took = await within(Math.max(90_000, into.limitMs), look);
  if (took === undefined) into.lost += 1;
  else into.times.push(performance.now() - since);
}

function countDoubles(into: Outcome, stage: Stage, title: string): void {
  for (const pages of pagesOf(stage.platforms, title, 1).values()) into.doubled += Math.max(0, pages.length - 1);
}

function begins({ platforms }: Stage, chat: Chat, trouble: Trouble): void {
  if (trouble === 'revoked token') {
    if (chat === 'telegram') platforms.telegram.becomes('revoked');
    else if (chat === 'discord') platforms.discord.becomes('revoked');
    else platforms.slack.health = 'revoked';
    return;
  }
  const answer = insteadOf(chat, trouble);
  platforms.doors[chat].instead = (call: Call) => (isSending(chat, call) ? answer : undefined);
}

function insteadOf(chat: Chat, trouble: Exclude<Trouble, 'revoked token'>): Instead {
  switch (trouble) {
    case '500':
      return { status: 500, body: '{}' };
    case '429':
      return limited(chat);
    case 'hanging':
      return 'hang';
    case 'dropping':
      return 'drop';
    default:
      return trouble satisfies never;
  }
}

function ends({ platforms }: Stage, chat: Chat): void {
  platforms.doors[chat].instead = undefined;
  if (chat === 'telegram') platforms.telegram.becomes('well');
  else if (chat === 'discord') platforms.discord.becomes('well');
  else platforms.slack.health = 'well';
}

function limited(chat: Chat): Instead {
  const headers = { 'retry-after': String(retryAfterS) };
  switch (chat) {
    case 'slack':
      return { status: 429, headers, body: JSON.stringify({ ok: false, error: 'ratelimited' }) };
    case 'discord': {
      const body = { message: 'You are being rate limited.', retry_after: retryAfterS, global: false };
      return { status: 429, headers: { ...headers, 'x-ratelimit-scope': 'user' }, body: JSON.stringify(body) };
    }
    case 'telegram': {
      const parameters = { retry_after: retryAfterS };
      const body = { ok: false, error_code: 429, description: 'Too Many Requests', parameters };
      return { status: 429, body: JSON.stringify(body) };
    }
    default:
      return chat satisfies never;
  }
}

/** Somebody declares, again and again until it is heard, as people do. */
function declared({ platforms }: Stage, chat: 'slack' | 'discord', title: string): boolean {
  const account = accountsOf(admin)[chat];
  const heard = platforms.sent(title).length > 0;
  if (heard || Date.now() - lastTried < 500) return heard;
  lastTried = Date.now();
  if (chat === 'slack') void platforms.slackPeople.slash(account, `declare ${title} service:once`, slackRoom);
  else platforms.discord.people.gives(account, 'incident declare', { title, service: 'once' });
  return false;
}

let lastTried = 0;
