import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factsNow } from '../../../src/application/world.ts';
import type { Directory } from '../../../src/domain/directory.ts';
import type { Level, Policy, Target } from '../../../src/domain/escalation/policy.ts';
import { decide, declare } from '../../../src/domain/incident/decide.ts';
import { nextDue } from '../../../src/domain/incident/due.ts';
import type { IncidentEvent } from '../../../src/domain/incident/events.ts';
import { begin, evolve } from '../../../src/domain/incident/evolve.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import type { Intent } from '../../../src/domain/incident/intent.ts';
import { Refused } from '../../../src/domain/refusal.ts';
import type { Severity } from '../../../src/domain/severity.ts';
import { sampleDirectory } from '../../harness/directory.ts';

/** An incident lives for two days while people come and go; after each step the rules are checked, said a second time here. */
const hourMs = 3_600_000;
const start = Date.parse('2026-03-28T00:00:00Z');
const hours = 48;
const ids = ['alice', 'bob', 'carol', 'dave'] as const;
type Id = (typeof ids)[number];

const target: fc.Arbitrary<Target> = fc.oneof(
  fc.constantFrom('primary', 'second').map((schedule) => ({ schedule })),
  fc.constantFrom(...ids).map((person) => ({ person })),
  fc.constant({ team: 'payments' }),
);
const level: fc.Arbitrary<Level> = fc.record(
  {
    page: fc.array(target, { minLength: 1, maxLength: 2 }),
    escalateAfterMs: fc.constantFrom(10, 30, 240).map((minutes) => minutes * 60_000),
    only: fc.constantFrom<readonly Severity[]>(['sev1'], ['sev1', 'sev2'], ['sev3']),
    roundRobin: fc.constant(true),
  },
  { requiredKeys: ['page', 'escalateAfterMs'] },
);
const policy: fc.Arbitrary<Policy> = fc.record(
  {
    id: fc.constant('default'),
    levels: fc.array(level, { minLength: 1, maxLength: 3 }),
    repeat: fc.integer({ min: 0, max: 2 }),
    ackTimeoutMs: fc.constantFrom(30 * 60_000, 3 * hourMs),
  },
  { requiredKeys: ['id', 'levels', 'repeat'] },
);
const span = fc
  .tuple(fc.integer({ min: 0, max: hours - 1 }), fc.integer({ min: 1, max: 20 }))
  .map(([from, length]) => ({ from, to: from + length }));
const acts = ['ack', 'unack', 'escalate', 'page', 'snooze', 'resolve', 'reopen', 'people', 'edit'] as const;

const cases = fc.record({
  policies: fc.tuple(policy, policy),
  orders: fc.record({
    primary: fc.array(fc.constantFrom(...ids, 'nobody'), { minLength: 1, maxLength: 4 }),
    second: fc.array(fc.constantFrom(...ids, 'nobody'), { minLength: 1, maxLength: 3 }),
  }),
  override: fc.record({ person: fc.constantFrom(...ids), ...{ at: span } }),
  teams: fc.tuple(fc.subarray([...ids]), fc.subarray([...ids])),
  away: fc.record(Object.fromEntries(ids.map((id) => [id, fc.array(span, { maxLength: 2 })]))),
  quiet: fc.record(
    Object.fromEntries(ids.map((id) => [id, fc.option(fc.integer({ min: 0, max: 23 }), { nil: undefined })])),
  ),
  wayless: fc.subarray([...ids], { maxLength: 2 }),
  severity: fc.constantFrom<Severity>('sev1', 'sev2', 'sev3'),
  acts: fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: hours * 60 - 1 }),
      act: fc.constantFrom(...acts),
      by: fc.constantFrom(...ids),
    }),
    { maxLength: 12 },
  ),
});
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

const within = (spans: readonly { from: number; to: number }[], at: number) =>
  spans.some(({ from, to }) => start + from * hourMs <= at && at < start + to * hourMs);

/** The rules about people, without the program's own. */
function reckon(given: Case, edited: boolean) {
  const members = given.teams[edited ? 1 : 0];
  const isAway = (id: Id, at: number) => within(given.away[id]!, at);
  const isQuiet = (id: Id, at: number) => {
    const from = given.quiet[id];
    if (from === undefined) return false;
    return (new Date(at).getUTCHours() - from + 24) % 24 < 8;
  };
  const hasWay = (id: Id) => !given.wayless.includes(id);
  const onCall = (schedule: 'primary' | 'second', at: number): Id | undefined => {
    if (schedule === 'primary' && within([given.override.at], at)) return given.override.person;
    const order = given.orders[schedule];
    const found = order[Math.floor((at - start) / (6 * hourMs)) % order.length]!;
    return found === 'nobody' ? undefined : found;
  };
  const peopleOf = ({ page }: Level, at: number) =>
    new Set(
      page.flatMap((one): readonly Id[] => {
        if ('person' in one) return [one.person as Id];
        if ('team' in one) return members;
        return 'schedule' in one ? [onCall(one.schedule as 'primary', at)].flatMap((id) => id ?? []) : [];
      }),
    );
  return { isAway, isQuiet, hasWay, onCall, peopleOf, members };
}

function directoryOf(given: Case, edited: boolean): Directory {
  const sample = sampleDirectory();
  const at = (count: number) => new Date(start + count * hourMs);
  const two = (hour: number) => `${String(hour % 24).padStart(2, '0')}:00`;
  const people = ids.map((id) => {
    const quiet = given.quiet[id];
    return {
      ...sample.people.get('alice')!,
      id,
      timezone: 'UTC',
      accounts: given.wayless.includes(id) ? {} : { slack: `U-${id}` },
      away: given.away[id]!.map(({ from, to }) => ({ from: at(from), to: at(to) })),
      ...(quiet !== undefined && { quietHours: { from: two(quiet), to: two(quiet + 8), except: [] } }),
    };
  });
  const local = (count: number) => at(count).toISOString().slice(0, 16);
  const schedule = (id: 'primary' | 'second') => ({
    id,
    timezone: 'UTC',
    layers: [{ people: given.orders[id], every: { hours: 6 }, starts: '2026-03-28T00:00' }],
    overrides:
      id === 'primary'
        ? [{ person: given.override.person, from: local(given.override.at.from), to: local(given.override.at.to) }]
        : [],
  });
  return {
    ...sample,
    people: new Map(people.map((one) => [one.id, one])),
    schedules: new Map([
      ['primary', schedule('primary')],
      ['second', schedule('second')],
    ]),
    policies: new Map([['default', given.policies[edited ? 1 : 0]]]),
    teams: new Map([['payments', { id: 'payments', members: [...given.teams[edited ? 1 : 0]] }]]),
  };
}

const intents: Readonly<Record<Exclude<Case['acts'][number]['act'], 'edit'>, (by: Id, at: Date) => Intent>> = {
  ack: (by) => ({ type: 'acknowledge', by, via: 'slack' }),
  unack: (by) => ({ type: 'unacknowledge', by, via: 'slack' }),
  escalate: (by) => ({ type: 'escalate', by, via: 'slack' }),
  page: (by) => ({ type: 'page', by, via: 'slack', to: { schedule: 'second' }, toName: 'second' }),
  snooze: (by, at) => ({ type: 'snooze', by, via: 'slack', until: new Date(at.getTime() + 2 * hourMs) }),
  resolve: (by) => ({ type: 'resolve', by, via: 'slack' }),
  reopen: (by) => ({ type: 'reopen', by, via: 'slack' }),
  people: () => ({ type: 'people-changed' }),
};

interface Step {
  readonly at: number;
  readonly before: Incident | undefined;
  readonly incident: Incident;
  readonly events: readonly IncidentEvent[];
  readonly isEdited: boolean;
}

function live(given: Case): readonly Step[] {
  const steps: Step[] = [];
  let isEdited = false;
  const directories = [directoryOf(given, false), directoryOf(given, true)];
  const factsAt = (at: number) =>
    factsNow({
      clock: { now: () => new Date(at) },
      directory: () => directories[isEdited ? 1 : 0]!,
      platforms: ['slack', 'web'],
      everybodyOnWeb: false,
    });
  const declaration = {
    id: 'one',
    number: 1,
    by: 'alice',
    via: 'slack',
    title: 'Down',
    severity: given.severity,
    policy: given.policies[0],
  } as const;
  const [first, ...others] = declare(declaration, factsAt(start));
  let incident = others.reduce(evolve, begin(declaration, first as Extract<IncidentEvent, { type: 'declared' }>));
  steps.push({ at: start, before: undefined, incident, events: [first!, ...others], isEdited });

  const apply = (at: number, intent: Intent) => {
    let events: readonly IncidentEvent[];
    try {
      events = decide(incident, intent, factsAt(at));
    } catch (err) {
      if (err instanceof Refused) return;
      throw err;
    }
    const before = incident;
    incident = events.reduce(evolve, incident);
    steps.push({ at, before, incident, events, isEdited });
  };

  const queue = given.acts.toSorted((a, b) => a.at - b.at);
  const end = start + hours * hourMs;
  for (let left = 400; left > 0; left -= 1) {
    const due = nextDue(incident)?.at.getTime() ?? Number.POSITIVE_INFINITY;
    const act = queue[0];
    const actAt = act ? start + act.at * 60_000 : Number.POSITIVE_INFINITY;
    const at = Math.min(due, actAt);
    if (at >= end) return steps;
    if (due <= actAt) {
      apply(at, { type: 'wake' });
      continue;
    }
    queue.shift();
    if (act!.act === 'edit') isEdited = true;
    else apply(at, intents[act!.act](act!.by, new Date(at)));
  }
  throw new Error(`The incident goes on for ever: ${JSON.stringify(steps.slice(-3).map(({ events }) => events))}`);
}

const byClock = (event: IncidentEvent) => event.type === 'paged' && event.by === undefined;

function checkStep({ at, before, incident, events, isEdited }: Step, given: Case): void {
  const { isAway, isQuiet, hasWay, onCall, peopleOf, members } = reckon(given, isEdited);
  const { policy } = incident.escalation!;
  const levels = policy.levels.filter(({ only }) => !only || only.includes(given.severity));
  const everybody = levels.flatMap((one) => [...peopleOf(one, at)]);
  const isThere = (id: Id) => hasWay(id) && !isAway(id, at);
  for (const event of events) {
    if (event.type !== 'paged') continue;
    for (const person of event.people as readonly Id[]) {
      // Nobody is paged who has no way; by the clock nobody who sleeps, and nobody who is away while others are still to come.
      expect(hasWay(person)).toBe(true);
      if (!byClock(event)) continue;
      expect(isQuiet(person, at)).toBe(false);
      if (event.level === undefined) continue;
      if (isAway(person, at)) {
        const { round } = incident.escalation!;
        const left = policy.levels.slice(round < policy.repeat ? 0 : event.level).filter((one) => levels.includes(one));
        expect(left.flatMap((one) => [...peopleOf(one, at)]).filter(isThere)).toEqual([]);
      }
      // The level that is named means the person at this moment, and the record says how.
      expect(peopleOf(policy.levels[event.level]!, at).has(person)).toBe(true);
      const why = event.why?.filter((one) => one.person === person) ?? [];
      expect(why.length).toBeGreaterThan(0);
      for (const reason of why) {
        if (reason.kind === 'team') expect(members).toContain(person);
        if (reason.kind === 'schedule' || reason.kind === 'override') {
          expect(onCall(reason.schedule as 'primary', at)).toBe(person);
          const isOverridden = reason.schedule === 'primary' && within([given.override.at], at);
          expect(reason.kind).toBe(isOverridden ? 'override' : 'schedule');
        }
      }
    }
  }
  // A beginning pages somebody at once when anybody can be paged, and tells when when all of them sleep.
  const begins = before === undefined || events.some(({ type }) => type === 'reopened' || type === 'taken-back');
  const candidates = everybody.filter(isThere).length > 0 ? everybody.filter(isThere) : everybody.filter(hasWay);
  if (begins && candidates.some((id) => !isQuiet(id, at))) expect(events.some(byClock)).toBe(true);
  if (begins && candidates.length > 0 && candidates.every((id) => isQuiet(id, at))) {
    expect(events.map(({ type }) => type)).toContain('nobody-awake');
  }
  // What nobody has goes on, or its record ends with saying that it does not.
  if (incident.state === 'triggered' && nextDue(incident) === undefined) {
    const all = [...events].reverse();
    const ended = all.some(({ type }) => type === 'exhausted');
    expect(ended || incident.escalation?.dueAt === before?.escalation?.dueAt).toBe(true);
  }
  if (incident.state === 'acknowledged' && policy.ackTimeoutMs) expect(nextDue(incident)).toBeDefined();
}

test('pages the right people, for the reason that it records, and never falls silent', () => {
  fc.assert(
    fc.property(cases, (given) => {
      for (const step of live(given)) checkStep(step, given);
    }),
    { numRuns: 200 },
  );
});
