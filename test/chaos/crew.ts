import type { Replica, Stage } from './stage.ts';
import { crowdFrom } from './team.ts';

export const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The service of one of the crowd, in turn. */
export const serviceOf = (turn: number, crowd: number) => `of-${crowdFrom + (turn % crowd)}`;

export const any = (all: readonly Replica[], turn: number) => all[turn % all.length]!;

export function startAll(stage: Stage, replicas: number): Promise<Replica[]> {
  return Promise.all(numbers(replicas).map(() => stage.start()));
}

/** So many at a time. */
export async function inLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
