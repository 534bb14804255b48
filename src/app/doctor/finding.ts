/** One result of the doctor. A warning works but may surprise; a problem does not work. */
export interface Finding {
  /** The subject, such as `Slack`. */
  readonly about: string;
  readonly level: 'ok' | 'warning' | 'problem';
  /** What was found and, unless it is ok, what to do. Contains no secret. */
  readonly text: string;
}

/** Collects the findings about one subject, in order. */
export function findingsAbout(about: string) {
  const found: Finding[] = [];
  const note = (level: Finding['level']) => (text: string) => void found.push({ about, level, text });
  return { found, ok: note('ok'), warning: note('warning'), problem: note('problem') };
}
