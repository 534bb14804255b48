import { Refused } from '../refusal.ts';
import type { Incident, Mark } from './incident.ts';
import type { Actor, Facts, Intent } from './intent.ts';
import { lastPaged, pagesOf } from './pressed.ts';

type Aimed = Extract<Intent, Actor>;

/** Those that mean something else once somebody acknowledged or resolved. A note is wanted whatever happened. */
const aimed: ReadonlySet<Intent['type']> = new Set<Aimed['type']>([
  'acknowledge',
  'unacknowledge',
  'resolve',
  'reopen',
  'escalate',
  'page',
  'snooze',
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
    if (intent.type !== 'reopen') refuse({ done: 'resolved', mark: resolved }, incident, intent, facts);
    return;
  }
  if (acknowledged && isStale(incident, acknowledged, intent)) {
    refuse({ done: 'acknowledged', mark: acknowledged }, incident, intent, facts);
  }
  if (pressed.agreed !== undefined && pressed.agreed !== pagesOf(incident) && pagesSomebody.has(intent.type)) {
    throw new Refused('stale-press', `${pagedSince(incident, facts)} Nothing was changed, and nobody else was paged.`);
  }
}

const pagesSomebody: ReadonlySet<Intent['type']> = new Set<Aimed['type']>(['escalate', 'page']);

function isStale({ state, epoch, watch }: Incident, acknowledged: Mark, { type, by, pressed }: Aimed): boolean {
  if (type === 'acknowledge') return acknowledged.by !== by || watch?.answerBy === undefined;
  const seen = pressed?.seen;
  // Who has acknowledged goes on with the buttons before them, drawn anew or not.
  return seen !== undefined && (seen.state !== state || seen.epoch !== epoch) && acknowledged.by !== by;
}

function refuse(
  { done, mark }: { done: 'acknowledged' | 'resolved'; mark: Mark },
  { number }: Incident,
  { type, by, ...rest }: Aimed,
  facts: Facts,
): never {
  if (mark.by === by) throw new Refused(`already-${done}`, `You have already ${done} #${number}.`);
  const name = mark.via === 'alert' ? `An alert from ${mark.by}` : facts.nameOf(mark.by);
  const summary = 'summary' in rest && rest.summary ? rest.summary : undefined;
  const sentences = [
    `${name} ${done} this ${since(mark.at, facts.now)}.`,
    ...(type === 'acknowledge' ? [] : ['Nothing was changed.']),
    // What was typed into the form must not be lost with it.
    ...(summary && done === 'acknowledged' ? [`To resolve it all the same, say “resolve ${number} ${summary}”.`] : []),
    ...(summary && done === 'resolved' ? [`To keep your summary, say “note ${number} ${summary}”.`] : []),
  ];
  throw new Refused(`already-${done}`, sentences.join(' '));
}

function pagedSince({ number, paged }: Incident, facts: Facts): string {
  const last = lastPaged(paged);
  if (!last) return `#${number} has changed since you were asked.`;
  const people = Object.entries(paged).filter(([, at]) => at.getTime() === last.getTime());
  const names = people.map(([person]) => facts.nameOf(person));
  return `${names.join(', ')} ${names.length === 1 ? 'was' : 'were'} paged for #${number} ${since(last, facts.now)}.`;
}

/** Such as “a moment ago” or “5 minutes ago”. */
function since(at: Date, now: Date): string {
  const minutes = Math.round((now.getTime() - at.getTime()) / 60_000);
  if (minutes < 2) return minutes < 1 ? 'a moment ago' : 'a minute ago';
  if (minutes < 100) return `${minutes} minutes ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours ago` : `${Math.round(hours / 24)} days ago`;
}
