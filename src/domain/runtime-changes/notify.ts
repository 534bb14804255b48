import { accountOf } from '../directory.ts';
import { parseDuration } from '../on-call/durations.ts';
import { parseTimeOfDay } from '../on-call/moments.ts';
import { type NotifyStep, type PageWay, type Person, pageWays, type QuietHours } from '../people.ts';
import { refusedBy } from '../refusal.ts';
import { isSeverity, type Severity, severities } from '../severity.ts';

const mostSteps = 10;
const longestWaitMs = 86_400_000;

const names: ReadonlyMap<string, PageWay> = new Map([
  ...pageWays.map((way) => [way, way] as const),
  ['e-mail', 'email'],
  ['mail', 'email'],
  ['web chat', 'web'],
]);

/** Returns the ways by which the person can be paged: those with an account. */
export function waysOf(person: Person, connected: readonly PageWay[]): PageWay[] {
  return connected.filter((way) => accountOf(person, way) !== undefined);
}

/**
 * Parses `slack, telegram after 2m, email after 5m`.
 *
 * @param ways ways by which the person can be paged
 * @throws Refused, also for a way that would not reach the person
 */
export function parseSteps(text: string, ways: readonly PageWay[]): readonly NotifyStep[] {
  const parts = text.split(',').map((part) => part.trim().replace(/\s+/g, ' '));
  if (parts.length > mostSteps) {
    throw refusedBy('too-many-steps', { steps: parts.length, most: mostSteps });
  }
  const steps = parts.map((part) => parseStep(part, ways));
  const twice = steps.find((step, index) =>
    steps.slice(0, index).some(({ by, afterMs }) => by === step.by && afterMs === step.afterMs),
  );
  if (twice) {
    throw refusedBy('step-twice', { platform: twice.by });
  }
  return steps.toSorted((a, b) => a.afterMs - b.afterMs);
}

function parseStep(part: string, ways: readonly PageWay[]): NotifyStep {
  const after = part.toLowerCase().indexOf(' after ');
  const [name, wait] = after === -1 ? [part] : [part.slice(0, after), part.slice(after + ' after '.length)];
  const by = names.get(name.toLowerCase());
  if (!by) {
    throw refusedBy('unknown-way', { text: part, ways: pageWays });
  }
  if (!ways.includes(by)) {
    throw by === 'email' ? refusedBy('no-address', { ways }) : refusedBy('no-account', { platform: by, ways });
  }
  const afterMs = wait === undefined ? 0 : parseDuration(wait);
  if (afterMs > longestWaitMs) {
    throw refusedBy('wait-too-long', { text: wait ?? '' });
  }
  return { by, afterMs };
}

/** Parses quiet hours; parts left out stay unchanged. Throws Refused. */
export function parseQuietHours(
  typed: { from?: string | undefined; to?: string | undefined; except?: string | undefined },
  present: QuietHours | undefined,
): QuietHours {
  const from = typed.from === undefined ? present?.from : hour(typed.from);
  const to = typed.to === undefined ? present?.to : hour(typed.to);
  if (from === undefined || to === undefined) {
    throw refusedBy('hours-missing');
  }
  if (from === to) {
    throw refusedBy('no-hours');
  }
  return { from, to, except: typed.except === undefined ? (present?.except ?? ['sev1']) : exceptions(typed.except) };
}

/** Returns a time of day; the end of the day is the beginning of the next. */
function hour(text: string): string {
  const time = parseTimeOfDay(text);
  return time === '24:00' ? '00:00' : time;
}

function exceptions(text: string): readonly Severity[] {
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  if (words.length === 1 && words[0] === 'none') return [];
  const wrong = words.find((word) => !isSeverity(word));
  if (wrong !== undefined || words.length === 0) {
    throw refusedBy('unknown-severity', { text: wrong ?? text });
  }
  return severities.filter((severity) => words.includes(severity));
}
