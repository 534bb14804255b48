/** One thing that the doctor looked at. A warning works and may surprise; a problem does not work. */
export interface Finding {
  /** What it is about, such as `Slack`. */
  readonly about: string;
  readonly level: 'ok' | 'warning' | 'problem';
  /** What was found and, unless it is ok, what to do. Holds no secret. */
  readonly text: string;
}

/** Notes what was found about one thing, in order. */
export function findingsAbout(about: string) {
  const found: Finding[] = [];
  const note = (level: Finding['level']) => (text: string) => void found.push({ about, level, text });
  return { found, ok: note('ok'), warning: note('warning'), problem: note('problem') };
}
