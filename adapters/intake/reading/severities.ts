import { isSeverity, type Severity } from '../../../src/domain/severity.ts';

/** Severities by the words of monitors, in lower case. For any other word the route or the service decides. */
const severityWords: ReadonlyMap<string, Severity> = new Map(
  Object.entries({
    sev1: ['critical', 'crit', 'page', 'p1', 'fatal', 'emergency', 'disaster', 'urgent', 'p0', 'sev-1'],
    sev2: ['high', 'error', 'err', 'major', 'p2', 'alert', 'sev-2'],
    sev3: ['warning', 'warn', 'medium', 'average', 'minor', 'moderate', 'p3', 'sev-3'],
    sev4: ['info', 'informational', 'information', 'notice', 'low', 'debug', 'p4', 'p5', 'sev-4'],
  } satisfies Record<Severity, readonly string[]>).flatMap(([severity, names]) =>
    isSeverity(severity) ? names.map((name) => [name, severity] as const) : [],
  ),
);

/**
 * Returns the severity that a sender's word means; undefined for an unknown word. `sev1` to `sev4` are accepted too.
 */
export function severityOf(given: unknown): Severity | undefined {
  if (typeof given !== 'string') return undefined;
  const word = given.trim().toLowerCase();
  return isSeverity(word) ? word : (severityWords.get(word) ?? severityInside(word));
}

/** Returns the severity in `ALERT_CRITICALITY_LEVEL_WARNING`, `1 - critical` or `critical (P1)`: that of the last word. */
function severityInside(text: string): Severity | undefined {
  const words = text.length > 60 ? [] : text.split(/[^a-z0-9]+/);
  if (words.length > 5 || words.some((word) => /^(?:no|non|not|none)$/.test(word))) return undefined;
  return words.flatMap((word) => (isSeverity(word) ? word : (severityWords.get(word) ?? []))).at(-1);
}
