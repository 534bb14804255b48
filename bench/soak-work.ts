import { bearer } from '../test/harness/api-tokens.ts';
import { accountOf, serviceOf } from './crowd.ts';
import type { Fake } from './fakes.ts';
import { visit } from './soak-readers.ts';

// What goes on during a soak. Each works at its own pace, below what the platforms take (a Telegram group: 20 messages a minute,
// cards, lines and edits), so that nothing queues for good: what grows then grows for another reason.

const newIncidentEveryMs = 24_000;
const repeatsASecond = 5;
const commandsASecond = 2;
const resolveAfterMs = 100_000;
const readers = 8;
const answerWithinMs = 10_000;

export interface Done {
  alerts: number;
  commands: number;
  resolved: number;
  visits: number;
  heard: number;
  /** What went otherwise than it should, by what it was. */
  readonly wrong: Map<string, number>;
}

export interface Work {
  readonly done: Done;
  stop(): Promise<void>;
}

export function startWork(url: string, fakes: readonly Fake[], cookies: readonly string[]): Work {
  const done: Done = { alerts: 0, commands: 0, resolved: 0, visits: 0, heard: 0, wrong: new Map() };
  const timers: NodeJS.Timeout[] = [];
  const under = new Set<Promise<void>>();
  let over = false;

  function also(work: Promise<void>, what: string): void {
    const guarded = work
      .catch((err: unknown) => {
        const why = `${what}: ${err instanceof Error ? err.message : String(err)}`;
        if (!over) done.wrong.set(why, (done.wrong.get(why) ?? 0) + 1);
      })
      .finally(() => under.delete(guarded));
    under.add(guarded);
  }
  const every = (ms: number, what: string, work: (turn: number) => Promise<void>) => {
    let turn = 0;
    timers.push(setInterval(() => also(work(turn++), what), ms));
  };

  const firing: { key: string; service: string; since: number }[] = [];
  async function alert(one: { key: string; service: string }, status: 'firing' | 'resolved'): Promise<void> {
    await posted(`${url}/v1/alerts`, { title: `Trouble with ${one.service}`, ...one, since: undefined, status });
    done.alerts += 1;
  }
  every(newIncidentEveryMs, 'a new alert', async (turn) => {
    const one = { key: `soak-${turn}`, service: serviceOf(turn % 50), since: Date.now() };
    firing.push(one);
    await alert(one, 'firing');
  });
  every(1_000 / repeatsASecond, 'a repeat', async (turn) => {
    const one = firing[turn % Math.max(1, firing.length)];
    if (one) await alert(one, 'firing');
  });
  // Every second incident is resolved by its monitor, the others by a person.
  every(2 * newIncidentEveryMs, 'a resolve', async () => {
    if (firing.length < 4) return;
    await alert(firing.shift()!, 'resolved');
    firing.shift();
  });

  every(1_000 / commandsASecond, 'a command', async (turn) => {
    const fake = fakes[turn % fakes.length]!;
    const account = accountOf(fake.platform, 10 + (turn % 80));
    const verb = ['list', 'oncall', 'list', 'oncall'][Math.floor(turn / fakes.length) % 4]!;
    const answered = fake.arrivals.next(account);
    if (turn % 60 === 0) fake.gives(account, 'declare', { title: `Said ${turn}`, service: serviceOf(turn % 50) });
    else fake.gives(account, verb, {});
    await within(answered, 'no answer');
    done.commands += 1;
  });

  const seen = new Map<number, number>();
  every(5_000, 'the API', async (turn) => {
    const response = await fetch(`${url}/v1/incidents?limit=100`, { headers: bearer() });
    const { items } = (await response.json()) as { items: { number: number; state: string }[] };
    for (const { number, state } of items) {
      const since = seen.get(number) ?? Date.now();
      seen.set(number, since);
      const by = `person-${turn % 50}`;
      if (state === 'triggered' && Date.now() - since > resolveAfterMs / 2 && number % 2)
        await posted(`${url}/v1/incidents/${number}/ack`, { by });
      if (Date.now() - since < resolveAfterMs) continue;
      seen.delete(number);
      await posted(`${url}/v1/incidents/${number}/resolve`, { by, summary: 'it went away' });
      done.resolved += 1;
    }
  });

  async function read(reader: number): Promise<void> {
    for (let turn = reader; !over; turn += 1) {
      done.heard += await visit(url, cookies[turn % cookies.length]!, 5_000 + ((turn * 7_919) % 25_000));
      done.visits += 1;
    }
  }
  for (let reader = 0; reader < readers; reader += 1) also(read(reader), 'a reader');

  return {
    done,
    async stop() {
      over = true;
      for (const timer of timers) clearInterval(timer);
      await Promise.all(under);
    },
  };
}

async function posted(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer() },
    body: JSON.stringify(body),
  });
  await response.arrayBuffer();
  // Somebody else was first.
  if (!response.ok && response.status !== 409) throw new Error(`answered ${response.status}`);
}

async function within(work: Promise<void>, otherwise: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(otherwise)), answerWithinMs);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
