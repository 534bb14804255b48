/** A pattern of a typed line, and the line in the command's order. */
export type Order = readonly [typed: RegExp, line: string];
