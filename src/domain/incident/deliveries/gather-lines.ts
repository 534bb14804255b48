import type { IncidentEvent } from '../events.ts';
import type { Incident } from '../incident.ts';
import type { Delivery } from './delivery.ts';
import { isRoomLine } from './room-lines.ts';

/** A line waits so long at most for the lines that follow it. */
export const gatherLinesMs = 1_000;

/**
 * Lets the lines of these events wait for those that follow, so that they go out in one message. The wait begins with
 * the first line and never gets longer. A line that mentions somebody does not wait, and takes the waiting lines along.
 *
 * @param incident after the events, with its deliveries
 * @param lastBefore the number of the last event before them that rooms are told of
 * @param forMs how long lines wait, at most `gatherLinesMs`
 */
export function gatherLines(
  incident: Incident,
  { lastBefore = 0, events, now, forMs }: GatherRequest,
): Pick<Incident, 'linesWait'> {
  const { linesWait: before, deliveries } = incident;
  const running = before && before.until > now ? { linesWait: before } : {};
  const lines = events.filter(isRoomLine);
  if (lines.length === 0) return running;
  if (lines.some(mentionsSomebody) || forMs === 0) return {};
  if (!Object.values(deliveries).some(({ kind }) => kind === 'notices')) return {};
  if (running.linesWait) return running;
  return { linesWait: { after: lastBefore, until: new Date(now.getTime() + forMs) } };
}

interface GatherRequest {
  readonly lastBefore?: number | undefined;
  readonly events: readonly IncidentEvent[];
  readonly now: Date;
  readonly forMs: number;
}

/**
 * Returns until when this room's next lines wait; undefined when they do not. A clock that went back makes no line wait
 * longer.
 */
export function linesWaitUntil({ linesWait }: Incident, { progress }: Delivery, now: Date): Date | undefined {
  if (!linesWait || progress.shown < linesWait.after) return undefined;
  const leftMs = linesWait.until.getTime() - now.getTime();
  return leftMs > 0 && leftMs <= gatherLinesMs ? linesWait.until : undefined;
}

/** Returns whether the line of this event mentions people: they must not get it late. */
function mentionsSomebody(event: IncidentEvent): boolean {
  return (
    (event.type === 'paged' && event.people.length > 0) || (event.type === 'assigned' && event.by !== event.person)
  );
}
