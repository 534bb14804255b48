import type { Builder } from './file/builder.ts';
import type { ImportedLevel, ImportedTarget } from './file/imported.ts';

const secondsPer = { d: 86_400, h: 3600, m: 60, s: 1 } as const;

/** Returns a duration in the file's spelling: `90m` is `1h30m`. */
export function spellDuration(seconds: number): string {
  let left = Math.max(0, Math.round(seconds));
  const parts = Object.entries(secondsPer).flatMap(([unit, length]) => {
    const count = Math.floor(left / length);
    left -= count * length;
    return count > 0 ? [`${count}${unit}`] : [];
  });
  return parts.join('') || '0s';
}

/** A level of an escalation policy; levels that page nobody are removed later. */
export interface ForeignLevel {
  readonly page: readonly ImportedTarget[];
  readonly seconds: number;
  readonly roundRobin?: boolean;
}

/** The least and most seconds that a level may wait. */
const [leastSeconds, mostSeconds] = [1, 30 * 86_400];

/**
 * Adds an escalation policy.
 *
 * @returns whether it pages anybody; a policy that does not is left out
 */
export function addPolicy(
  builder: Builder,
  id: string,
  levels: readonly ForeignLevel[],
  repeat: number,
  subject: string,
  ackTimeoutSeconds?: number,
): boolean {
  const { lines } = builder;
  const filled = levels.filter(({ page }) => page.length > 0);
  if (filled.length === 0) {
    lines.leftOut(subject, 'it pages nobody');
    return false;
  }
  if (filled.length < levels.length)
    lines.leftOut(subject, `${levels.length - filled.length} of its levels page nobody`);
  const kept = filled.map(
    ({ page, seconds, roundRobin }): ImportedLevel => ({
      page: unique(page),
      escalateAfter: spellDuration(Math.min(Math.max(seconds, leastSeconds), mostSeconds)),
      ...(roundRobin && { roundRobin }),
    }),
  );
  const ackTimeout = ackTimeoutSeconds ? { ackTimeout: spellDuration(ackTimeoutSeconds) } : {};
  builder.add('policies', id, { levels: kept, repeat: Math.min(Math.max(0, repeat), 100), ...ackTimeout }, subject);
  return true;
}

function unique(targets: readonly ImportedTarget[]): readonly ImportedTarget[] {
  const seen = new Set<string>();
  return targets.filter((target) => {
    const spelled = JSON.stringify(target);
    if (seen.has(spelled)) return false;
    seen.add(spelled);
    return true;
  });
}
