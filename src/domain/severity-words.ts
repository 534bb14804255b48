import { isSeverity, type Severity } from './severity.ts';

const words: Readonly<Record<string, Severity>> = {
  critical: 'sev1',
  crit: 'sev1',
  blocker: 'sev1',
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

/** Returns the severity of `critical`, `SEV-1`, `sev 1`, `P1` or `1`; undefined for other words. */
export function severityMeant(text: string): Severity | undefined {
  const typed = text
    .trim()
    .toLowerCase()
    .replace(/[.!?,;:]+$/, '');
  const [, number] = /^(?:sev|severity|p|prio|priority|s)?[\s-]*([1-4])$/.exec(typed) ?? [];
  // Some scales begin at 0 or end at 5; their ends map to sev1 and sev4.
  if (/^(?:sev|severity|p|prio|priority)[\s-]*0$/.test(typed)) return 'sev1';
  if (/^(?:sev|severity|p|prio|priority)[\s-]*5$/.test(typed)) return 'sev4';
  const severity = number ? `sev${number}` : typed;
  if (isSeverity(severity)) return severity;
  return Object.hasOwn(words, typed) ? words[typed] : undefined;
}
