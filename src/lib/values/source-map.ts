/** The parts of a source map that name files and lines. */
export interface SourceMapText {
  readonly sources: readonly string[];
  /** Lines divided by `;`, segments by `,`, and in each the differences to the segment before it, in VLQ of base 64. */
  readonly mappings: string;
}

export interface Origin {
  readonly source: string;
  /** From 0. */
  readonly line: number;
  readonly column: number;
}

/** The values of the digits by their character codes; -1 for what is none. A map has millions of them. */
const digits = new Int8Array(128).fill(-1);
for (const [value, digit] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  digits[digit.charCodeAt(0)] = value;
const [comma, semicolon] = [0x2c, 0x3b];
/** The bit of a digit that says that another one follows. */
const goesOn = 32;

/**
 * Finds where a position of the built file comes from, without building anything for the rest of the map. Lines and columns
 * count from 0.
 */
export function originAt({ sources, mappings }: SourceMapText, line: number, column: number): Origin | undefined {
  /** Column in the built file, source, line and column there; the fifth field is a name. */
  const fields = [0, 0, 0, 0, 0];
  let found: Origin | undefined;
  let at = 0;
  for (let current = 0; current <= line && at < mappings.length; ) {
    const sign = mappings.charCodeAt(at);
    if (sign === semicolon) {
      current += 1;
      fields[0] = 0;
    }
    if (sign === semicolon || sign === comma) {
      at += 1;
      continue;
    }
    const count = readSegment();
    if (current < line) continue;
    if (fields[0]! > column) break;
    const [, source = 0, sourceLine = 0, sourceColumn = 0] = fields;
    // A segment of one field is of no source.
    found = count < 4 ? undefined : { source: sources[source] ?? '', line: sourceLine, column: sourceColumn };
  }
  return found;

  function digitAt(index: number): number {
    return digits[mappings.charCodeAt(index)] ?? -1;
  }

  /** Adds the differences of one segment. Returns how many fields it has. */
  function readSegment(): number {
    let field = 0;
    for (; at < mappings.length && digitAt(at) >= 0; field += 1) {
      let value = 0;
      let shift = 0;
      let digit: number;
      do {
        digit = Math.max(0, digitAt(at));
        value += (digit & (goesOn - 1)) << shift;
        shift += 5;
        at += 1;
      } while (digit & goesOn);
      fields[field]! += value & 1 ? -(value >>> 1) : value >>> 1;
    }
    // What is no segment at all is passed over.
    if (field === 0) at += 1;
    return field;
  }
}
