import { finalShifts } from '../../../src/domain/on-call/final.ts';
import { type KeptRota, withKeptRota } from '../../../src/domain/on-call/kept-rota.ts';
import { reviseRota } from '../../../src/domain/on-call/revise-rota.ts';
import type { Layer, Schedule } from '../../../src/domain/on-call/schedule.ts';

export const everybody = () => true;
export const weekly: Layer = { people: ['alice', 'bob', 'carol'], every: { days: 7 }, starts: '2026-01-05T09:00' };
/** A Wednesday in Alice's week, which ends on Monday 16 March 09:00. */
export const wednesday = new Date('2026-03-11T12:00Z');

export function scheduleOf(...layers: Layer[]): Schedule {
  return { id: 'primary', timezone: 'UTC', layers, overrides: [] };
}

/** What was kept of `before`, revised by each of the files in turn. */
export function revised(
  before: Schedule,
  ...files: [at: Date | string, file: Schedule, isKnown?: (p: string) => boolean][]
) {
  const kept = files.reduce<KeptRota>(
    (rota, [at, file, isKnown = everybody]) => reviseRota(rota, file, isKnown, new Date(at)),
    reviseRota(undefined, before, everybody, new Date('2026-01-01T00:00Z')),
  );
  return { kept, schedule: withKeptRota(files.at(-1)?.[1] ?? before, kept) };
}

/** `alice 03-09` and so on: who takes over on which day. */
export function shifts(schedule: Schedule, from = '2026-03-09T09:00Z', to = '2026-04-13T09:00Z'): string[] {
  return finalShifts(schedule, new Date(from), new Date(to)).map(
    ({ person, from: begins }) => `${person} ${begins.toISOString().slice(5, 10)}`,
  );
}
