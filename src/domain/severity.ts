/** Severities; sev1 is the worst. */
export const severities = ['sev1', 'sev2', 'sev3', 'sev4'] as const;
export type Severity = (typeof severities)[number];

/** Returns whether the severity wakes people: sev1 and sev2. */
export function isUrgent(severity: Severity): boolean {
  return severity === 'sev1' || severity === 'sev2';
}

export function isSeverity(text: string): text is Severity {
  return (severities as readonly string[]).includes(text);
}
