import { refusedBy } from '../refusal.ts';
import { unsentPages } from './deliveries/unsent-pages.ts';
import type { IncidentEvent } from './events.ts';
import { firstBy } from './first-by.ts';
import { isCalledBesideOwner } from './in-charge.ts';
import type { Incident } from './incident.ts';
import type { Actor, Facts, WithNote } from './intent.ts';
import { takesOver } from './pressed.ts';
import { refuseLonger, textLimit } from './texts.ts';

const shortestSnoozeMs = 60_000;
const longestSnoozeMs = 7 * 24 * 3_600_000;

/**
 * Acknowledges. An owner who acknowledges again answers that they are still on it; with a note, it is only added. A
 * person who agreed to take over becomes the owner; one who was paged beside the owner joins.
 */
export function acknowledge(incident: Incident, intent: Actor & WithNote, facts: Facts): IncidentEvent[] {
  refuseResolved(incident, facts);
  const { by, via } = intent;
  const words = intent.note?.trim() ?? '';
  const notes = noteWith(incident, intent, facts);
  const taken = incident.acknowledged;
  if (taken?.by === by) {
    // Asked whether they are still on it, an owner answers by taking it once more.
    if (incident.watch?.answerBy) return [{ type: 'confirmed', at: facts.now, by, via }, ...notes];
    if (words) return notes;
    throw refusedBy('already-yours', { incident: incident.number });
  }
  if (taken && takesOver(intent, incident)) {
    return [
      { type: 'acknowledged', at: facts.now, by, via, from: taken.by, ...unsentPages(incident, facts.now) },
      ...notes,
    ];
  }
  if (taken && isCalledBesideOwner(incident, by)) return [{ type: 'joined', at: facts.now, by, via }, ...notes];
  if (taken) {
    const first = { incident: incident.number, ...firstBy(taken, facts) };
    throw refusedBy('already-acknowledged', { ...first, ...(words && { note: words }) });
  }
  return [{ type: 'acknowledged', at: facts.now, by, via, ...unsentPages(incident, facts.now) }, ...notes];
}

export function note(incident: Incident, { by, via, text }: Actor & { text: string }, facts: Facts): IncidentEvent[] {
  if (!text.trim()) throw refusedBy('note-empty', { incident: incident.number, option: 'text' });
  refuseLonger('note', text, textLimit);
  return [{ type: 'noted', at: facts.now, by, via, text: text.trim() }];
}

/** Returns the note of an intent that does something else: none where nothing was said with it. */
export function noteWith(
  incident: Incident,
  { by, via, note: words }: Actor & WithNote,
  facts: Facts,
): IncidentEvent[] {
  return words?.trim() ? note(incident, { by, via, text: words }, facts) : [];
}

/** @throws Refused when the incident was merged into another one */
export function refuseMerged({ number, mergedInto }: Pick<Incident, 'number' | 'mergedInto'>): void {
  if (mergedInto) throw refusedBy('already-merged', { incident: number, into: mergedInto.number });
}

/** @throws Refused while what the incident has moves to the one that it was merged into: what changes now would be lost */
export function refuseMoving(incident: Pick<Incident, 'number' | 'mergedInto'>): void {
  if (incident.mergedInto?.isMoving) refuseMerged(incident);
}

/** @throws Refused when the incident is over */
export function refuseResolved(incident: Incident, facts: Facts): void {
  refuseMerged(incident);
  if (!incident.resolved) return;
  throw refusedBy('already-resolved', { incident: incident.number, ...firstBy(incident.resolved, facts) });
}

/** Silences the incident for its owner until then, and notes why. Snoozing an unassigned incident acknowledges it as well. */
export function snooze(incident: Incident, intent: Actor & WithNote & { until: Date }, facts: Facts): IncidentEvent[] {
  const { by, via, until } = intent;
  refuseResolved(incident, facts);
  const taken = incident.acknowledged;
  if (taken && taken.by !== by) {
    throw refusedBy('not-yours', { incident: incident.number, ...firstBy(taken, facts) });
  }
  const ahead = until.getTime() - facts.now.getTime();
  if (ahead < shortestSnoozeMs || ahead > longestSnoozeMs) {
    throw refusedBy('snooze-length', { option: 'for' });
  }
  const take: IncidentEvent[] = taken
    ? []
    : [{ type: 'acknowledged', at: facts.now, by, via, ...unsentPages(incident, facts.now) }];
  return [...take, ...noteWith(incident, intent, facts), { type: 'snoozed', at: facts.now, by, via, until }];
}

export function refuseNotSnoozed({ watch, number }: Incident): void {
  if (!watch?.snoozedUntil) throw refusedBy('not-snoozed', { incident: number });
}
