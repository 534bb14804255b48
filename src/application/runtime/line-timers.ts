import { linesWaitUntil } from '../../domain/incident/deliveries/gather-lines.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Clock } from '../../ports/runtime.ts';

export interface LineTimers {
  /** Has this incident looked at when the lines that wait in it are due. False when none wait. */
  follow(incident: Incident): boolean;
}

/**
 * Looks at incidents as soon as their lines have waited long enough. Only a hint, for the time stands on the incident: when
 * this process ends before, a sweep finds it.
 */
export function createLineTimers(clock: Clock, look: (id: string) => void): LineTimers {
  const timers = new Map<string, NodeJS.Timeout>();

  return {
    follow(incident) {
      const { id, deliveries } = incident;
      const now = clock.now();
      const waiting = Object.values(deliveries).filter(({ kind }) => kind === 'notices');
      const times = waiting.flatMap((one) => linesWaitUntil(incident, one, now)?.getTime() ?? []);
      if (times.length === 0) return false;
      if (timers.has(id)) return true;
      const timer = setTimeout(
        () => {
          timers.delete(id);
          look(id);
        },
        Math.min(...times) - now.getTime(),
      );
      timers.set(id, timer.unref());
      return true;
    },
  };
}
