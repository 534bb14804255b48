import type { AcknowledgementTimeout, Incident } from '../incident/incident.ts';

/** Returns the times of an acknowledged incident, from its owner's last activity. */
export function timeoutFrom({ escalation, severity }: Incident, at: Date): AcknowledgementTimeout {
  const { ackTimeoutMs, remindEveryMs } = escalation?.policy ?? {};
  const every = remindEveryMs?.[severity];
  return {
    ...(every && { remindAt: later(at, every) }),
    ...(ackTimeoutMs && { askAt: later(at, ackTimeoutMs) }),
  };
}

/** Returns how long the owner has to answer: as long as the first level has to acknowledge. */
export function answerBy({ escalation }: Incident, at: Date): Date {
  return later(at, escalation?.policy.levels[0]?.escalateAfterMs ?? 5 * 60_000);
}

function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}
