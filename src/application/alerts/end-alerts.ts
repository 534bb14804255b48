import type { Alert } from '../../domain/alerts/alert.ts';
import { alertKey } from '../../domain/alerts/alert.ts';
import type { AlertEnd, AlertEnds, AlertIntake } from '../../ports/alerts.ts';
import type { Clock, Log } from '../../ports/runtime.ts';

const everyMs = 1_000;
const mostAtOnce = 1_000;

interface Parts {
  readonly alertEnds: AlertEnds;
  readonly alerts: AlertIntake;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Resolves alerts whose end has come. Every process does this, with keys that make a repeat harmless. An end is deleted only
 * after its alert is resolved, so that a process that dies in between loses none.
 */
export function endAlerts({ alertEnds, alerts, clock, log }: Parts): {
  /** Never throws: a failure is retried at the next call. Returns how many alerts it ended. */
  look(): Promise<number>;
} {
  let restsUntil = new Date(0);
  return {
    async look() {
      const now = clock.now();
      if (now < restsUntil) return 0;
      restsUntil = new Date(now.getTime() + everyMs);
      try {
        const due = await alertEnds.due(now, mostAtOnce);
        if (due.length === mostAtOnce) restsUntil = now;
        await Promise.all(due.map((end) => resolve(alerts, end)));
        await alertEnds.remove(due);
        return due.length;
      } catch (err) {
        log.warn({ err, component: 'alerts' }, 'ended alerts could not be resolved; trying again');
        return 0;
      }
    },
  };
}

async function resolve(alerts: AlertIntake, { alert, at }: AlertEnd): Promise<void> {
  const { source, integration, fingerprint } = alert;
  const over: Alert = { source, fingerprint, status: 'resolved', title: fingerprint, labels: [] };
  await alerts.receive([over], `end/${alertKey(alert)}/${at.toISOString()}`, integration);
}
