import { z } from 'zod';
import type { Policy, Target } from '../domain/escalation/policy.ts';
import { filledList, group, type KnownIds, reference, whole } from './fields.ts';
import { duration } from './times.ts';

const secondMs = 1000;
const minuteMs = 60_000;
const dayMs = 86_400_000;
const mostRepeats = 100;

export function policySchema(id: string, known: KnownIds) {
  return group('a policy: levels, repeat, ackTimeout', {
    levels: filledList('levels such as { page: [ { person: alice } ], escalateAfter: 5m }', level(known)),
    repeat: whole(0, mostRepeats).default(2),
    ackTimeout: duration(secondMs, 30 * dayMs).optional(),
  }).transform(
    ({ levels, repeat, ackTimeout }): Policy => ({
      id,
      levels,
      repeat,
      ...(ackTimeout !== undefined && { ackTimeoutMs: ackTimeout }),
    }),
  );
}

function level(known: KnownIds) {
  return group('a level such as { page: [ { person: alice } ], escalateAfter: 5m }', {
    page: filledList('targets such as { schedule: primary }', target(known)),
    escalateAfter: duration(secondMs, 30 * dayMs).default(5 * minuteMs),
  }).transform(({ page, escalateAfter }) => ({ page, escalateAfterMs: escalateAfter }));
}

function target(known: KnownIds) {
  return group('a target such as { person: alice }, { schedule: primary } or { team: payments }', {
    person: reference('people', known).optional(),
    schedule: reference('schedules', known).optional(),
    team: reference('teams', known).optional(),
  }).transform((read, context): Target => {
    const wrong = (message: string) => context.issues.push({ code: 'custom', message, input: undefined });
    const keys = Object.keys(read);
    if (keys.length > 1) {
      wrong(`names ${keys.join(' and ')} in one target; expected one of them; write a target for each`);
      return z.NEVER;
    }
    if (read.person !== undefined) return { person: read.person };
    if (read.schedule !== undefined) return { schedule: read.schedule };
    if (read.team !== undefined) return { team: read.team };
    wrong('names nobody; expected one of person, schedule or team; write for example { person: alice }');
    return z.NEVER;
  });
}
