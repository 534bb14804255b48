import type { Alert } from '../alerts/alert.ts';
import { capped } from '../monitors/capped.ts';
import { type Monitored, problemKey } from '../monitors/report.ts';
import type { Check, Finding, Probe } from './check.ts';

/** A bad answer is made sure of soon, however seldom the check runs otherwise. */
const again = 60_000;
/** What a run gets beyond its time limit before it counts as dead, for writing down what it found. */
const marginMs = 15_000;

export interface CheckState extends Monitored {
  /** Since when it is watched. */
  readonly since: Date;
  /** Somebody runs it at the moment; after `until` they have died over it. */
  readonly run?: { readonly id: string; readonly until: Date };
  /** Absent: it has not run yet. `probe` is what was asked, as `spelled`; `at` is when it was asked. */
  readonly last?: { readonly at: Date; readonly probe: string; readonly reason?: string };
  /** The bad answers in a row, and when the first of them was asked for. */
  readonly bad?: { readonly count: number; readonly since: Date };
}

export function monitorFrom(id: string, now: Date): CheckState {
  return { id, version: 1, since: now };
}

/** When it has to run: at once when it is new or the file asks something else now. */
export function dueAt(check: Check, { since, last, run, told, bad }: CheckState): Date {
  const unsure = bad !== undefined && !told && bad.count < check.failures;
  const pauseMs = unsure ? Math.min(check.everyMs, again) : check.everyMs;
  const next = !last ? since : last.probe === spelled(check.probe) ? new Date(last.at.getTime() + pauseMs) : last.at;
  return run && run.until > next ? run.until : next;
}

/** Taken by one process, which signs with the id of this very run. */
export function begun(check: Check, state: CheckState, id: string, now: Date): CheckState {
  return { ...state, run: { id, until: new Date(now.getTime() + check.timeoutMs + marginMs) } };
}

/** With what a run found that began `at`. A run that was taken over in the meantime finds nothing. */
export function ran(check: Check, state: CheckState, id: string, finding: Finding, at: Date): CheckState {
  if (state.run?.id !== id) return state;
  const { run: _over, bad, ...rest } = state;
  const probe = spelled(check.probe);
  if (finding.ok) return { ...rest, last: { at, probe } };
  return {
    ...rest,
    last: { at, probe, reason: capped(finding.reason) },
    bad: { count: (bad?.count ?? 0) + 1, since: bad?.since ?? at },
  };
}

/** The key of its trouble at `now`: one row of bad answers has one key a day. Undefined: none, or not enough of them. */
export function problemOf({ failures }: Check, { bad, told }: CheckState, now: Date): string | undefined {
  // What was told stays until an answer is good, also when the file asks for more failures now.
  const known = told?.status === 'firing';
  return bad && (known || bad.count >= failures) ? problemKey('bad', bad.since, now) : undefined;
}

/** As the alert intake hears of it. The fingerprint is its name alone, so that one check has one open incident. */
export function checkAlert({ id, service, severity, probe }: Check, state: CheckState, status: Alert['status']): Alert {
  const reason = state.last?.reason;
  return {
    source: 'check',
    status,
    fingerprint: id,
    labels: [
      { name: 'check', value: id },
      { name: 'kind', value: probe.kind },
    ],
    ...(service !== undefined && { service }),
    ...(severity && { severity }),
    ...('url' in probe && { url: withoutQuery(probe.url) }),
    ...(status === 'resolved'
      ? { title: `${id} is well again` }
      : {
          title: capped(reason ?? `${id} fails`),
          ...(state.bad && { description: counted(state.bad.count), startsAt: state.bad.since }),
        }),
  };
}

/** A query may hold a key, and an alert is read by many. */
function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

function counted(count: number): string {
  return count === 1 ? 'The last run found this.' : `Each of the last ${count} runs found something wrong.`;
}

function spelled(probe: Probe): string {
  return JSON.stringify(probe);
}
