import { readFileSync } from 'node:fs';

/** Bodies as a sender's own code and documentation show them; `source` names it. Names and hosts are made up. */
export interface BodyCase {
  readonly name: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly firing?: unknown;
  readonly title?: string;
  readonly severity?: string;
  readonly url?: string;
  /** The end of the same problem. */
  readonly resolved?: unknown;
  /** The same problem, told once more. */
  readonly again?: unknown;
  /** Another problem of the same sender. */
  readonly other?: unknown;
  /** Neither begins nor ends anything. */
  readonly silent?: unknown;
  /** Begins nothing, and may end what nobody told of. */
  readonly fine?: unknown;
}

const file = new URL('../fixtures/sender-bodies.jsonl', import.meta.url);

export const bodyCases = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line)
  .map((line) => JSON.parse(line) as BodyCase);
