import type { ImportLine } from './imported.ts';

/** Collects notes about what could not be imported exactly. */
export interface Lines {
  leftOut(subject: string, text: string): void;
  approximated(subject: string, text: string): void;
  toDo(subject: string, text: string): void;
  /** Returns the notes about this subject, for a comment above its entry. */
  of(subject: string): readonly string[];
  all(): readonly ImportLine[];
}

export function createLines(): Lines {
  const lines: ImportLine[] = [];
  const add = (kind: ImportLine['kind']) => (subject: string, text: string) => {
    const isKnown = lines.some((one) => one.kind === kind && one.subject === subject && one.text === text);
    if (!isKnown) lines.push({ kind, subject, text });
  };
  return {
    leftOut: add('left-out'),
    approximated: add('approximated'),
    toDo: add('to-do'),
    of: (subject) => lines.filter((one) => one.subject === subject).map(labelled),
    all: () => lines,
  };
}

const labels = { 'left-out': 'Not carried', approximated: 'Approximated', 'to-do': 'To do' } as const;

function labelled({ kind, text }: ImportLine): string {
  return `${labels[kind]}: ${text}.`;
}

/** Returns the line as text for a terminal. */
export function spellLine(line: ImportLine): string {
  return `${labels[line.kind]}: ${line.subject}: ${line.text}.`;
}
