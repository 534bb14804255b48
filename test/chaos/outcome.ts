import { type Chat, chats, type Platforms, type Sent } from './platforms.ts';
import { within } from './wait-for.ts';

/** What one scenario came to. */
export interface Outcome {
  readonly scenario: string;
  runs: number;
  /** Alerts and commands that were answered, and whose effect or page never came. */
  lost: number;
  /** Pages that somebody got twice on one platform, where that must not be. */
  doubled: number;
  /** Those between send and mark on a platform that knows no keys. */
  allowedDoubles: number;
  /** Milliseconds: until somebody else had taken it over, or how late it was. */
  readonly times: number[];
  /** What the times are, and how long they may be. */
  readonly measures: string;
  readonly limitMs: number;
  /** Whatever else went wrong, in words. */
  readonly faults: string[];
}

export function outcome(scenario: string, measures: string, limitMs: number): Outcome {
  return { scenario, measures, limitMs, runs: 0, lost: 0, doubled: 0, allowedDoubles: 0, times: [], faults: [] };
}

/** In one line of a table. */
export function because(err: unknown): string {
  return (err instanceof Error ? err.message : String(err)).slice(0, 600).replaceAll(/\s*[\n|]+\s*/g, ' ');
}

/** The pages about this incident that a platform shows: a message that it knew again counts once. */
export function pagesOf({ sent }: Pick<Platforms, 'sent'>, title: string, level: number): Map<Chat, Sent[]> {
  const pages = sent(title, `You are paged (level ${level})`);
  return new Map(
    chats.map((chat) => {
      const own = pages.filter(({ platform }) => platform === chat);
      return [chat, [...new Map(own.map((one) => [one.id, one])).values()]];
    }),
  );
}

export const everyChat = (pages: Map<Chat, Sent[]>) => [...pages.values()].every((own) => own.length > 0);

/** Waits until everybody has the pages about all of these; for so long, and however many there are. */
export async function allPaged(
  platforms: Pick<Platforms, 'sent'>,
  titles: readonly string[],
  level: number,
): Promise<void> {
  // Telegram takes one message in three seconds for one person.
  const limitMs = 120_000 + titles.length * 4_000;
  const left = [...titles];
  await within(limitMs, () => {
    while (left.length > 0 && everyChat(pagesOf(platforms, left[0]!, level))) left.shift();
    return left.length === 0;
  });
}

/** Counts pages that came twice, and those that never came. */
export function count(
  into: Outcome,
  pages: Map<Chat, Sent[]>,
  { on = chats, mayDouble = [] }: { readonly on?: readonly Chat[]; readonly mayDouble?: readonly Chat[] } = {},
): void {
  for (const chat of on) {
    const own = pages.get(chat) ?? [];
    if (own.length === 0) {
      into.lost += 1;
      into.faults.push(`never on ${chat}`);
    }
    const [one, ...more] = own;
    if (mayDouble.includes(chat)) into.allowedDoubles += more.length;
    else {
      into.doubled += more.length;
      // How far apart tells why: a claim that ran out, or a call that was tried again.
      for (const { at } of more) into.faults.push(`again on ${chat} after ${Math.round((at - one!.at) / 1_000)} s`);
    }
  }
}

export function passed({ lost, doubled, times, limitMs, faults, runs }: Outcome): boolean {
  return runs > 0 && lost === 0 && doubled === 0 && faults.length === 0 && times.every((ms) => ms <= limitMs);
}

const mostTold = 8;

/** A row of the table. */
export function row(one: Outcome): string {
  const sorted = [...one.times].sort((a, b) => a - b);
  const seconds = (ms: number | undefined) => (ms === undefined ? '–' : (ms / 1_000).toFixed(ms < 10_000 ? 2 : 1));
  const doubled = one.allowedDoubles > 0 ? `${one.doubled} (+${one.allowedDoubles} allowed)` : String(one.doubled);
  const times =
    sorted.length === 0
      ? '–'
      : `${one.measures}: ${seconds(sorted[Math.floor((sorted.length - 1) / 2)])} / ${seconds(sorted.at(-1))} s (≤ ${one.limitMs / 1_000})`;
  const verdict = passed(one)
    ? 'kept'
    : `BROKEN${one.faults.length > 0 ? `: ${[...new Set(one.faults)].slice(0, mostTold).join('; ')}` : ''}`;
  return `| ${one.scenario} | ${one.runs} | ${one.lost} | ${doubled} | ${times} | ${verdict} |`;
}

export const heading =
  '| scenario | runs | lost | doubled | p50 / max | verdict |\n| --- | --: | --: | --: | --- | --- |';
