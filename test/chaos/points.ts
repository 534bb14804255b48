import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { alert, kept } from './alerts.ts';
import type { Hold, When } from './hold.ts';
import { count, everyChat, type Outcome, pagesOf } from './outcome.ts';
import { accountsOf, type Chat, chats, isPage } from './platforms.ts';
import type { Replica, Stage } from './stage.ts';
import { first } from './team.ts';
import { waitFor, within } from './wait-for.ts';
import { writes } from './wire.ts';

const patienceMs = 90_000;
/** Whatever is doubled comes when the other one takes over, so soon after the first. */
const settleMs = 3_000;

export const points = [
  'before the write',
  'after the 202',
  'before the claim',
  'between claim and send',
  'between send and mark',
  'in an escalation, before its write',
  'in an escalation, after its write',
  'in an acknowledgement, before its write',
  'in an acknowledgement, after its write',
] as const;
export type Point = (typeof points)[number];

export interface Run {
  readonly stage: Stage;
  /** The one that gets the alert, and listens to what people say. */
  readonly worker: Replica;
  /** Whoever runs beside it. */
  readonly standby: Replica | undefined;
  readonly title: string;
  readonly outcome: Outcome;
}

export interface AtPoint {
  /** It stands at the point, and is to die now. */
  readonly victim: Replica;
  /** What is to hold after the death, and is measured then. */
  finish(successor: Replica, died: number): Promise<void>;
}

/** Brings the program to this point and holds it there. */
export async function bringTo(point: Point, run: Run): Promise<AtPoint> {
  const { stage, worker, title } = run;
  switch (point) {
    case 'before the write': {
      const hold = worker.line.holds('before', (text) => writes(text, title));
      const key = randomUUID();
      const answer = alert(worker, title, 'once', key);
      await hold.reached();
      return {
        victim: worker,
        async finish(successor, died) {
          await answer;
          // Nothing was promised: its sender sends it again.
          await kept(successor, title, 'once', { key });
          await paged(run, died, 1);
          if ((await stage.incidents(title)).length !== 1) run.outcome.faults.push('not one incident');
        },
      };
    }
    case 'after the 202': {
      const holds = holdPages(run, 'before');
      await kept(worker, title, 'once');
      return {
        victim: worker,
        async finish(_, died) {
          for (const { release } of holds) release();
          await paged(run, died, 1);
        },
      };
    }
    case 'before the claim':
    case 'between claim and send': {
      // Person 3 is paged a second later, so that what pages them has to be claimed first.
      const when = point === 'before the claim' ? 'before' : 'after';
      const victim = whoeverComesTo(run, when, claims);
      await kept(worker, title, 'later');
      return { victim: await victim, finish: (_, died) => paged(run, died, 1) };
    }
    case 'between send and mark': {
      const holds = holdPages(run, 'after');
      await kept(worker, title, 'once');
      await Promise.all(holds.map(({ reached }) => reached()));
      return {
        victim: worker,
        async finish(_, died) {
          for (const { release } of holds) release();
          await markedAgain(run, died);
        },
      };
    }
    case 'in an escalation, before its write':
    case 'in an escalation, after its write': {
      const when = point.endsWith('before its write') ? 'before' : 'after';
      const victim = whoeverComesTo(run, when, (text) => escalates(text, title));
      await kept(worker, title, 'soon');
      return { victim: await victim, finish: (_, died) => paged(run, died, 2) };
    }
    case 'in an acknowledgement, before its write':
    case 'in an acknowledgement, after its write': {
      await kept(worker, title, 'once');
      // What is sent and not marked yet may be sent again, which is another point.
      await waitFor('person 1 is paged, and that is marked', patienceMs, () => isMarked(stage, title));
      const when = point.endsWith('before its write') ? 'before' : 'after';
      const held = worker.line.holds(when, (text) => writes(text, title) && text.includes('"type":"acknowledged"'));
      const [{ number = 0 } = {}] = await stage.incidents(title);
      const account = Number(accountsOf(first).telegram);
      const told = () =>
        stage.platforms.telegram.told(account).filter(({ text }) => text.includes(`You acknowledged #${number}`))
          .length;
      stage.platforms.telegram.writes(account, account, `ack ${number}`);
      await held.reached();
      return { victim: worker, finish: (_, died) => acknowledged(run, died, () => told() > 0) };
    }
    default:
      return point satisfies never;
  }
}

/** Who comes to this first, of those that run: either may see that something is due. */
async function whoeverComesTo(run: Run, when: When, fits: (text: string) => boolean): Promise<Replica> {
  const all = [run.worker, ...(run.standby ? [run.standby] : [])];
  const holds = all.map((replica) => ({ replica, hold: replica.line.holds(when, fits) }));
  const victim = await Promise.any(holds.map(({ replica, hold }) => hold.reached().then(() => replica)));
  // The other one lives, and goes on whatever it came to meanwhile.
  for (const { replica, hold } of holds) if (replica !== victim) hold.release();
  return victim;
}

function claims(text: string): boolean {
  return writes(text) && /deliveries\.page[^"]*progress\.claim":\{"\$cond"/.test(text);
}

function escalates(text: string, title: string): boolean {
  return writes(text, title) && /"type":"escalated","at":"[^"]+","level":1/.test(text);
}

/** Every chat's next page about this: before the chat has it, or after it with its answer. */
function holdPages({ stage, title }: Run, when: When): Hold[] {
  return chats.map((chat) => stage.platforms.doors[chat].holds(when, (call) => isPage(chat, call, title)));
}

/** Everybody has the page; then it is waited for whatever comes twice. */
async function paged({ stage, title, outcome: result }: Run, died: number, level: number): Promise<void> {
  const took = await within(patienceMs, () => everyChat(pagesOf(stage.platforms, title, level)));
  if (took !== undefined) result.times.push(performance.now() - died);
  await pause(settleMs);
  count(result, pagesOf(stage.platforms, title, level));
}

/** Whether the database has it that everybody has the page. */
async function isMarked(stage: Stage, title: string): Promise<boolean> {
  const [incident] = await stage.incidents(title);
  const deliveries: { kind: string; platform: Chat; progress: { shown: number } }[] = Object.values(
    incident?.deliveries ?? {},
  );
  const pages = deliveries.filter(({ kind, platform }) => kind === 'page' && chats.includes(platform));
  return pages.length === chats.length && pages.every(({ progress }) => progress.shown > 0);
}

/** It went out already; whoever takes it over does it again and marks it. */
async function markedAgain({ stage, title, outcome: result }: Run, died: number): Promise<void> {
  const took = await within(patienceMs, () => isMarked(stage, title));
  if (took === undefined) result.lost += 1;
  else result.times.push(performance.now() - died);
  await pause(settleMs);
  count(result, pagesOf(stage.platforms, title, 1), { mayDouble: ['slack', 'telegram'] });
}

/** It has its effect, once, and whoever gave it is told so. */
async function acknowledged({ stage, title, outcome: result }: Run, died: number, told: () => boolean): Promise<void> {
  const took = await within(patienceMs, async () => {
    const [incident] = await stage.incidents(title);
    return incident?.decided.state === 'acknowledged' && told();
  });
  if (took === undefined) result.lost += 1;
  else result.times.push(performance.now() - died);
  const [incident] = await stage.incidents(title);
  if (incident?.decided.state !== 'acknowledged') result.faults.push('it was not heard');
  if (!told()) result.faults.push('it was not answered');
  const taken = (incident?.timeline ?? []).filter(({ type }: { type: string }) => type === 'acknowledged');
  if (taken.length !== 1) result.faults.push(`${taken.length} acknowledgements`);
  count(result, pagesOf(stage.platforms, title, 1));
}
