import { accountOf } from './directory.ts';
import { windowAt } from './on-call/restrictions.ts';
import type { NotifyStep, Person, Platform } from './people.ts';
import type { Severity } from './severity.ts';

const urgent: readonly Severity[] = ['sev1', 'sev2'];
const emailAfterMs = 5 * 60_000;

/** Returns whether people are paged by their urgent ways. */
export function isUrgent(severity: Severity): boolean {
  return urgent.includes(severity);
}

/**
 * Returns how a person is paged: as they chose for urgent (sev1, sev2) or other incidents, without ways that have no account
 * or are not set up. Where nothing remains: every linked chat at once, and email after 5 minutes.
 *
 * @param platforms platforms that are set up
 * @returns the ways in order of time, in milliseconds after the page became due
 */
export function pageSteps(person: Person, severity: Severity, platforms: readonly Platform[]): readonly NotifyStep[] {
  const reachable = (step: NotifyStep) => platforms.includes(step.by) && accountOf(person, step.by) !== undefined;
  const chosen = (isUrgent(severity) ? person.notify?.urgent : person.notify?.normal) ?? [];
  const possible = chosen.filter(reachable);
  const steps = possible.length > 0 ? possible : usual(platforms).filter(reachable);
  return [...steps].sort((a, b) => a.afterMs - b.afterMs);
}

function usual(platforms: readonly Platform[]): NotifyStep[] {
  const chats = platforms.filter((platform) => platform !== 'email').map((by): NotifyStep => ({ by, afterMs: 0 }));
  // A person with email only is paged by email at once.
  return [...chats, { by: 'email', afterMs: chats.length > 0 ? emailAfterMs : 0 }];
}

/**
 * Returns the ways by which a page reaches this person. The web chat only notifies people who have it open, so it counts
 * only for people who chose it or have no other way in the file.
 *
 * @param platforms platforms that are set up
 * @param everybodyOnWeb true in the demo, where nobody has another chat
 */
export function workingWays(
  person: Person,
  platforms: readonly Platform[],
  everybodyOnWeb: boolean,
): readonly Platform[] {
  const ways = platforms.filter((platform) => accountOf(person, platform) !== undefined);
  if (ways.some((way) => way !== 'web')) return ways;
  const { accounts, email, notify } = person;
  const steps = [...(notify?.urgent ?? []), ...(notify?.normal ?? [])];
  const choseWeb = steps.some(({ by }) => by === 'web');
  const hasNothing = email === undefined && steps.length === 0 && Object.values(accounts).every((one) => !one);
  return everybodyOnWeb || choseWeb || hasNothing ? ways : [];
}

/** Returns the end of the person's current quiet hours for this severity; undefined: page at once. */
export function quietUntil(person: Person, severity: Severity, at: Date): Date | undefined {
  const { quietHours, quietOffUntil, timezone } = person;
  if (quietOffUntil && at < quietOffUntil) return undefined;
  if (!quietHours || quietHours.except.includes(severity)) return undefined;
  const { from, to } = quietHours;
  const window = windowAt([{ from, to }], timezone, at);
  return window && new Date(window.to);
}
