import { isSeverity, type Severity } from '../../../src/domain/severity.ts';

/** What monitors call it, in lower case. What is not here says nothing: then the route or the service tells. */
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

/** How bad a sender says that it is; undefined when it says nothing that we know. Our own `sev1` to `sev4` are themselves. */
export function severityOf(given: unknown): Severity | undefined {
  if (typeof given !== 'string') return undefined;
  const word = given.trim().toLowerCase();
  return isSeverity(word) ? word : severityWords.get(word);
}
