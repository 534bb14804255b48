/** How people say a line, and the line as the command is written. */
export type Order = readonly [typed: RegExp, line: string];
