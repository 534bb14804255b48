import type { Alert } from '../alerts/alert.ts';
import { capped } from '../monitors/capped.ts';
import { type Monitored, problemKey } from '../monitors/report.ts';
import type { Check, Finding, Probe } from './check.ts';

/** Delay until the next run after a bad answer, however long the interval is. */
const again = 60_000;
/** Time after its limit until a run counts as dead, which leaves time to write the result. */
const marginMs = 15_000;

export interface CheckState extends Monitored {
  /** When it was first seen. */
  readonly since: Date;
  /** The process that runs it; after `until` that process counts as dead. */
  readonly run?: { readonly id: string; readonly until: Date };
  /** Absent: it has not run yet. `probe` is the probe, as `spelled`; `at` is when it ran. */
  readonly last?: { readonly at: Date; readonly probe: string; readonly reason?: string };
  /** The number of bad answers in a row, and the time of the first one. */
  readonly bad?: { readonly count: number; readonly since: Date };
}

export function monitorFrom(id: string, now: Date): CheckState {
  return { id, version: 1, since: now };
}

/** Returns when the check is due: at once when it is new or the file has changed it. */
export function dueAt(check: Check, { since, last, run, told, bad }: CheckState): Date {
  const unsure = bad !== undefined && !told && bad.count < check.failures;
  const pauseMs = unsure ? Math.min(check.everyMs, again) : check.everyMs;
  const next = !last ? since : last.probe === spelled(check.probe) ? new Date(last.at.getTime() + pauseMs) : last.at;
  return run && run.until > next ? run.until : next;
}

/** Returns the state with a claim of this run. */
export function begun(check: Check, state: CheckState, id: string, now: Date): CheckState {
  return { ...state, run: { id, until: new Date(now.getTime() + check.timeoutMs + marginMs) } };
}

/** Returns the state with the finding of the run that began `at`. A run that was taken over changes nothing. */
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

/**
 * Returns the key of its problem at `now`; each further day of a series of bad answers has another key. Undefined: none, or
 * too few.
 */
export function problemOf({ failures }: Check, { bad, told }: CheckState, now: Date): string | undefined {
  // A reported problem stays until a good answer, also when the file now wants more failures.
  const known = told?.status === 'firing';
  return bad && (known || bad.count >= failures) ? problemKey('bad', bad.since, now) : undefined;
}

/** Returns the alert of a check. The fingerprint is its name alone, so that each check has one open incident. */
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

/** Removes the query of a URL, which may contain a key, because many people read an alert. */
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
