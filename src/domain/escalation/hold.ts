import { allows, nextWindow } from '../on-call/restrictions.ts';
import type { Severity } from '../severity.ts';
import type { Policy } from './policy.ts';

/** Returns until when an incident of this severity waits for working hours; undefined: it pages now. */
export function holdUntil({ hold }: Policy, severity: Severity, at: Date): Date | undefined {
  if (!hold?.severities.includes(severity) || allows(hold.hours, hold.timezone, at)) return undefined;
  const next = nextWindow(hold.hours, hold.timezone, at);
  return next && new Date(next.from);
}
