import { type Refused, refusedBy } from '../refusal.ts';
import { refuseMerged } from './acknowledge.ts';
import { firstBy } from './first-by.ts';
import { isCalledBesideOwner } from './in-charge.ts';
import type { Attribution, Incident } from './incident.ts';
import type { Actor, Facts, Intent } from './intent.ts';
import { lastPaged, pagesOf, takesOver } from './pressed.ts';

type Aimed = Extract<Intent, Actor>;

/** Intents that change their meaning once somebody acknowledged or resolved. A note is welcome in any state. */
const aimed: ReadonlySet<Intent['type']> = new Set<Aimed['type']>([
  'acknowledge',
  'unacknowledge',
  'resolve',
  'reopen',
  'escalate',
  'page',
  'snooze',
  'unsnooze',
]);

/**
 * Does nothing when the intent was typed, or when the button still means what it meant when it was drawn.
 * @throws Refused with who did what meanwhile, and when
 */
export function refuseStalePress(incident: Incident, intent: Aimed, facts: Facts): void {
  const { pressed } = intent;
  if (!pressed || !aimed.has(intent.type)) return;
  const { resolved, acknowledged } = incident;
  if (resolved) {
    refuseMerged(incident);
    if (intent.type !== 'reopen') refuse({ done: 'resolved', attribution: resolved }, incident, intent, facts);
    return;
  }
  if (acknowledged && isStale(incident, acknowledged, intent)) {
    refuse({ done: 'acknowledged', attribution: acknowledged }, incident, intent, facts);
  }
  if (pressed.agreed !== undefined && pressed.agreed !== pagesOf(incident) && pagesSomebody.has(intent.type)) {
    throw changedSince(incident, facts);
  }
}

const pagesSomebody: ReadonlySet<Intent['type']> = new Set<Aimed['type']>(['escalate', 'page']);

function isStale(incident: Incident, acknowledged: Attribution, { type, by, pressed }: Aimed): boolean {
  const { state, epoch, watch } = incident;
  if (type === 'acknowledge' && acknowledged.by !== by && takesOver({ ...(pressed && { pressed }) }, incident))
    return false;
  if (type === 'acknowledge' && isCalledBesideOwner(incident, by)) return false;
  if (type === 'acknowledge') return acknowledged.by !== by || watch?.answerBy === undefined;
  const seen = pressed?.seen;
  // The owner may use buttons of an earlier state.
  return seen !== undefined && (seen.state !== state || seen.epoch !== epoch) && acknowledged.by !== by;
}

function refuse(
  { done, attribution }: { done: 'acknowledged' | 'resolved'; attribution: Attribution },
  { number }: Incident,
  { type, by, ...rest }: Aimed,
  facts: Facts,
): never {
  const incident = number;
  if (attribution.by === by) throw refusedBy(`${done}-by-you`, { incident });
  const summary = 'summary' in rest && rest.summary ? rest.summary : undefined;
  throw refusedBy(`${done}-since`, {
    incident,
    ...firstBy(attribution, facts),
    at: attribution.at,
    changes: type === 'acknowledge' ? 'no' : 'yes',
    ...(summary !== undefined && { summary }),
  });
}

function changedSince({ number, paged }: Incident, facts: Facts): Refused {
  const last = lastPaged(paged);
  if (!last) return refusedBy('changed-since', { incident: number });
  const people = Object.entries(paged).filter(([, at]) => at.getTime() === last.getTime());
  return refusedBy('paged-since', {
    incident: number,
    names: people.map(([person]) => facts.nameOf(person)),
    at: last,
  });
}
