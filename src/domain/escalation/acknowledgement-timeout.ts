import type { AcknowledgementTimeout, Incident } from '../incident/incident.ts';

/** The clock of an incident that somebody took, or that its owner has just been active on. */
export function timeoutFrom({ escalation, severity }: Incident, at: Date): AcknowledgementTimeout {
  const { ackTimeoutMs, remindEveryMs } = escalation?.policy ?? {};
  const every = remindEveryMs?.[severity];
  return {
    ...(every && { remindAt: later(at, every) }),
    ...(ackTimeoutMs && { askAt: later(at, ackTimeoutMs) }),
  };
}

/** How long an owner who is asked has to answer: as long as somebody on the first level has to acknowledge. */
export function answerBy({ escalation }: Incident, at: Date): Date {
  return later(at, escalation?.policy.levels[0]?.escalateAfterMs ?? 5 * 60_000);
}

function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}
