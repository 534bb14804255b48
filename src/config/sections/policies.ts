import { z } from 'zod';
import type { Address } from '../../domain/address.ts';
import type { Policy, Target } from '../../domain/escalation/policy.ts';
import type { Platform } from '../../domain/people.ts';
import { duration, timezone } from '../times.ts';
import { channelFields } from './accounts.ts';
import { filledList, group, type KnownIds, type Named, reference, severity, whole, yesNo } from './fields.ts';
import type { Holidays } from './holidays.ts';
import { levelElsewhere, policyElsewhere } from './on-call/names-elsewhere.ts';
import { restriction } from './schedules.ts';

const secondMs = 1000;
const minuteMs = 60_000;
const dayMs = 86_400_000;
const mostRepeats = 100;

/** Owners are reminded of urgent incidents by default, and of others only when the file says so. */
const defaultRemind = { sev1: 30 * minuteMs, sev2: 2 * 60 * minuteMs };

export function policySchema(known: KnownIds, holidays: Holidays = new Map()) {
  const keys = {
    levels: filledList('levels such as { page: [ { person: alice } ], escalateAfter: 5m }', level(known)),
    repeat: whole(0, mostRepeats).default(2),
    ackTimeout: duration(secondMs, 30 * dayMs).optional(),
    remind: remind().default(defaultRemind),
    hold: hold(holidays).optional(),
  };
  return group('a policy: levels, repeat, ackTimeout, remind, hold', keys, policyElsewhere).transform(
    ({ levels, repeat, ackTimeout, remind: remindEveryMs, hold }): Named<Policy> =>
      (id) => ({
        id,
        levels,
        repeat,
        remindEveryMs,
        ...(ackTimeout !== undefined && { ackTimeoutMs: ackTimeout }),
        ...(hold && { hold }),
      }),
  );
}

function remind() {
  const every = duration(minuteMs, 30 * dayMs).optional();
  return group('how often the owner is reminded, such as { sev1: 30m, sev2: 2h }', {
    sev1: every,
    sev2: every,
    sev3: every,
    sev4: every,
  });
}

function hold(holidays: Holidays) {
  return group('what waits for working hours: severities, hours, timezone', {
    severities: filledList('severities', severity()),
    hours: filledList('hours such as { days: [mon, tue], from: "09:00", to: "17:00" }', restriction(holidays)),
    timezone: timezone().default('UTC'),
  });
}

function level(known: KnownIds) {
  const keys = {
    page: filledList('targets such as [ { schedule: primary }, { person: alice } ]', target(known)),
    escalateAfter: duration(secondMs, 30 * dayMs).default(5 * minuteMs),
    only: filledList('severities', severity()).optional(),
    roundRobin: yesNo().default(false),
  };
  const example = 'a level such as { page: [ { person: alice } ], escalateAfter: 5m }';
  return group(example, keys, levelElsewhere).transform(({ page, escalateAfter, only, roundRobin }) => ({
    page,
    escalateAfterMs: escalateAfter,
    ...(only && { only }),
    ...(roundRobin && { roundRobin }),
  }));
}

/** Names that other tools give to a target. */
const otherTargets = new Map([
  ...['user', 'users', 'people', 'responder'].map((name) => [name, 'person'] as const),
  ...['rotation', 'rota', 'schedules', 'oncall'].map((name) => [name, 'schedule'] as const),
  ...['group', 'teams', 'usergroup'].map((name) => [name, 'team'] as const),
  ...['slack', 'discord', 'telegram', 'room'].map((name) => [name, 'channel'] as const),
]);

function target(known: KnownIds) {
  const example = 'a target such as { person: alice }, { schedule: primary } or { team: payments }';
  const shape = {
    person: reference('people', known).optional(),
    schedule: reference('schedules', known).optional(),
    team: reference('teams', known).optional(),
    channel: channel().optional(),
  };
  return group(example, shape, otherTargets).transform((read, context): Target => {
    // A key that does not belong here is already reported.
    if (context.issues.length > 0) return z.NEVER;
    const wrong = (message: string) => context.issues.push({ code: 'custom', message, input: undefined });
    const keys = Object.keys(read);
    if (keys.length > 1) {
      wrong(`names ${keys.join(' and ')} in one target; expected one of them; write a target for each`);
      return z.NEVER;
    }
    if (read.person !== undefined) return { person: read.person };
    if (read.schedule !== undefined) return { schedule: read.schedule };
    if (read.team !== undefined) return { team: read.team };
    if (read.channel !== undefined) return { channel: read.channel };
    wrong('names nobody; expected one of person, schedule, team or channel; write for example { person: alice }');
    return z.NEVER;
  });
}

/** Reads one channel on one platform. */
function channel() {
  return group('a channel such as { slack: C012AB3CD }', {
    slack: channelFields.slack.optional(),
    discord: channelFields.discord.optional(),
    telegram: channelFields.telegram.optional(),
    web: channelFields.web.optional(),
  }).transform((read, context): Address => {
    const [first, ...others] = Object.entries(read);
    if (first && others.length === 0) return { platform: first[0] as Platform, kind: 'channel', id: first[1] };
    const message =
      'names no channel, or several; expected one platform; write for example { channel: { slack: C012AB3CD } }';
    context.issues.push({ code: 'custom', message, input: undefined });
    return z.NEVER;
  });
}
