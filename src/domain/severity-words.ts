import { isSeverity, type Severity } from './severity.ts';

const words: Readonly<Record<string, Severity>> = {
  critical: 'sev1',
  crit: 'sev1',
  urgent: 'sev1',
  kritisch: 'sev1',
  crítico: 'sev1',
  crítica: 'sev1',
  high: 'sev2',
  major: 'sev2',
  hoch: 'sev2',
  alta: 'sev2',
  medium: 'sev3',
  moderate: 'sev3',
  minor: 'sev3',
  mittel: 'sev3',
  media: 'sev3',
  low: 'sev4',
  niedrig: 'sev4',
  baja: 'sev4',
};

/** Returns the severity that people mean by `critical`, `SEV-1`, `sev 1`, `P1` or `1`; undefined for other words. */
export function severityMeant(text: string): Severity | undefined {
  const typed = text
    .trim()
    .toLowerCase()
    .replace(/[.!?,;:]+$/, '');
  const [, number] = /^(?:sev|severity|p|prio|priority|s)?[\s-]*([1-4])$/.exec(typed) ?? [];
  const severity = number ? `sev${number}` : typed;
  if (isSeverity(severity)) return severity;
  return Object.hasOwn(words, typed) ? words[typed] : undefined;
}
