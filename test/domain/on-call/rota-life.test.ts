import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finalShifts, onCallAt } from '../../../src/domain/on-call/final.ts';
import { isInForce } from '../../../src/domain/on-call/rotation.ts';
import type { Layer, Schedule } from '../../../src/domain/on-call/schedule.ts';
import { Refused } from '../../../src/domain/refusal.ts';
import { requestCover, takeCover } from '../../../src/domain/runtime-changes/cover.ts';
import { addOverride, cancelOverride } from '../../../src/domain/runtime-changes/override.ts';
import { followFileChange } from '../../../src/domain/runtime-changes/rota.ts';
import { amendSchedule, type ScheduleChanges } from '../../../src/domain/runtime-changes.ts';
import { ReckonedRota } from './reckoning-life.ts';

const hourMs = 3_600_000;
const stepMs = 24 * hourMs;
/** Of the moments that are looked at; no hand-over lies between one and what is done half of it later. */
const lookMs = 4 * hourMs;
const starts = Date.parse('2026-03-01T09:00Z');
const names = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank'];
const nameOf = (person: string) => person;

/** Something that somebody does, some hours after what was done before. */
type Act = { readonly after: number } & (
  | { readonly does: 'reload'; readonly order: readonly string[]; readonly gone: readonly string[] }
  | { readonly does: 'override' | 'cover'; readonly person: string; readonly from: number; readonly length: number }
  | { readonly does: 'cancel'; readonly which: number }
);

const after = fc.integer({ min: 1, max: 60 });
const person = fc.constantFrom(...names);
const period = { person, from: fc.integer({ min: -5, max: 90 }), length: fc.integer({ min: 1, max: 50 }) };
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    after,
    does: fc.constant('reload' as const),
    order: fc.shuffledSubarray(names, { minLength: 1 }),
    gone: fc.oneof(fc.constant([]), fc.subarray(names, { maxLength: 3 })),
  }),
  fc.record({ after, does: fc.constantFrom('override' as const, 'cover' as const), ...period }),
  fc.record({ after, does: fc.constant('cancel' as const), which: fc.nat(20) }),
);

/** The rota as the product keeps it, changed as its commands and its reloads change it. */
class KeptLife {
  known = new Set(names);
  #file: Schedule;
  #changes: ScheduleChanges = { schedule: 'primary', overrides: [], covers: [], version: 0 };

  constructor(order: readonly string[]) {
    this.#file = fileWith(order);
    this.#changes = followFileChange(this.#changes, this.#file, () => true, new Date(starts)).next;
  }

  get schedule(): Schedule {
    return amendSchedule(this.#file, this.#changes, { people: { has: () => true } } as never);
  }

  get layers(): readonly (readonly Layer[])[] {
    return this.#changes.rota?.layers ?? [];
  }

  reload(order: readonly string[], now: Date): void {
    this.#file = fileWith(order);
    this.#changes = followFileChange(this.#changes, this.#file, (one) => this.known.has(one), now).next;
  }

  override(id: string, whom: string, from: Date, to: Date, now: Date) {
    const { next, added } = addOverride(this.#changes, this.schedule, { id, person: whom, from, to, by: whom }, now);
    this.#changes = next;
    return [added];
  }

  cancel(id: string, now: Date) {
    const { next, cancelled } = cancelOverride(this.#changes, id, now);
    this.#changes = next;
    return cancelled;
  }

  /** Whoever has the first shift after `from` asks for cover, and this person takes it. */
  cover(id: string, by: string, from: Date, to: Date, now: Date) {
    const [shift] = finalShifts(this.schedule, from < now ? now : from, to);
    if (!shift) return [];
    const request = { id, requester: shift.person, from: shift.from, to: shift.to, asked: [{ person: by, at: [] }] };
    const asked = requestCover(this.#changes, this.schedule, request, now, nameOf).next;
    const before = asked.overrides.length;
    this.#changes = takeCover(asked, this.schedule, { id, by }, now, nameOf).next;
    return this.#changes.overrides.slice(before);
  }
}

function fileWith(people: readonly string[]): Schedule {
  const layer: Layer = { people, every: { days: 1 }, starts: '2026-03-01T09:00' };
  return { id: 'primary', timezone: 'UTC', layers: [layer], overrides: [] };
}

/** Does the same to both; what the product refuses is done to neither. */
function doBoth(one: Act, number: number, kept: KeptLife, reckoned: ReckonedRota, now: Date): void {
  switch (one.does) {
    case 'reload': {
      kept.known = new Set(names.filter((name) => !one.gone.includes(name)));
      const order = one.order.filter((name) => kept.known.has(name));
      if (order.length === 0) return;
      reckoned.begins();
      reckoned.reloads(order, (name) => kept.known.has(name), now.getTime());
      kept.reload(order, now);
      return;
    }
    case 'cancel': {
      const open = reckoned.overrides.filter(({ to, from }) => to > now.getTime() && to > from);
      const meant = open[one.which % Math.max(1, open.length)];
      if (!meant) return;
      kept.cancel(meant.id, now);
      meant.to = Math.max(meant.from, now.getTime());
      return;
    }
    default: {
      if (!kept.known.has(one.person)) return;
      const from = new Date(now.getTime() + one.from * hourMs);
      const to = new Date(from.getTime() + one.length * hourMs);
      const added = kept[one.does](`o${number}`, one.person, from, to, now);
      reckoned.overrides.push(...added.map((each) => ({ ...each, from: each.from.getTime(), to: each.to.getTime() })));
    }
  }
}

describe('a rota through reloads, overrides, cancellations and covers', () => {
  it('says at each moment what an independent reckoning says, and never another thing about the past', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(names, { minLength: 1 }),
        fc.array(act, { minLength: 1, maxLength: 14 }),
        (order, acts) => {
          const kept = new KeptLife(order);
          const reckoned = new ReckonedRota(order, starts, stepMs);
          const said = new Map<number, string>();
          let now = starts + 7 * 60_000;
          const lookAt = (until: number) => {
            for (; now <= until; now += lookMs) {
              reckoned.passes(now);
              const answer = onCallAt(kept.schedule, new Date(now));
              expect(answer).toBe(reckoned.onCall(now));
              said.set(now, answer!);
            }
          };
          for (const [number, one] of acts.entries()) {
            lookAt(now + one.after * hourMs);
            try {
              doBoth(one, number, kept, reckoned, new Date(now - lookMs / 2));
            } catch (error) {
              if (!(error instanceof Refused)) throw error;
            }
          }
          lookAt(now + 80 * hourMs);
          const { schedule, layers } = kept;
          for (const [at, answer] of said) {
            expect(onCallAt(schedule, new Date(at))).toBe(answer);
            for (const versions of layers)
              expect(versions.filter((one) => isInForce(one, 'UTC', at)).length).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
