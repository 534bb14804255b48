import { styleText } from 'node:util';
import stringWidth from 'string-width';
import { oneLine, truncate } from '../../lib/text.ts';
import type { Terminal } from '../terminal.ts';

const usualColumns = 80;
const gap = '  ';

type Style = 'red' | 'yellow' | 'green' | 'bold' | 'dim';

export interface Column<Row> {
  readonly head: string;
  readonly of: (row: Row) => string;
  readonly style?: (row: Row) => Style | undefined;
}

/**
 * Prints rows under their heads, in the width of the terminal: the last column is shortened to fit. Foreign text can neither
 * move the cursor nor start a new line.
 */
export function printTable<Row>(terminal: Terminal, columns: readonly Column<Row>[], rows: readonly Row[]): void {
  const cells = rows.map((row) => columns.map(({ of }) => oneLine(of(row))));
  const heads = columns.map(({ head }) => head);
  const widths = columns.map((_, index) =>
    Math.max(...[heads, ...cells].map((line) => stringWidth(line[index] ?? ''))),
  );
  const lastAt = columns.length - 1;
  const before = widths.slice(0, lastAt).reduce((sum, width) => sum + width + gap.length, 0);
  const room = Math.max((terminal.columns ?? usualColumns) - before, 8);

  function line(texts: readonly string[], styleOf: (index: number) => Style | undefined): string {
    const drawn = texts.map((text, index) => {
      if (index === lastAt)
        return painted(
          terminal,
          styleOf(index),
          truncate(text, room, (piece) => stringWidth(piece)),
        );
      const padding = ' '.repeat((widths[index] ?? 0) - stringWidth(text));
      return `${painted(terminal, styleOf(index), text)}${padding}`;
    });
    return `${drawn.join(gap).trimEnd()}\n`;
  }

  terminal.out(line(heads, () => 'dim'));
  for (const [at, row] of rows.entries()) {
    terminal.out(line(cells[at] ?? [], (index) => columns[index]?.style?.(row)));
  }
}

function painted({ colours }: Terminal, style: Style | undefined, text: string): string {
  return colours && style ? styleText(style, text) : text;
}

/** Returns a moment in the zone of the terminal: Mon 30 Nov 09:00, with the year when it is not the present one. */
export function moment(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const parts: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
  const year = at.getFullYear() === now.getFullYear() ? { weekday: 'short' as const } : { year: 'numeric' as const };
  return new Intl.DateTimeFormat('en-GB', { ...parts, ...year, hourCycle: 'h23' }).format(at).replaceAll(',', '');
}

/** Returns the zone of the terminal, which `moment` uses: `UTC`, `Europe/Berlin`. */
export function terminalZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Returns the age in one unit: 45s, 12m, 3h, 9d. */
export function age(iso: string, now = new Date()): string {
  const seconds = Math.max(0, Math.round((now.getTime() - new Date(iso).getTime()) / 1000));
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)}h`;
  return `${Math.floor(seconds / 86_400)}d`;
}
