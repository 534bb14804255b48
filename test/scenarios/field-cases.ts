import { readFileSync } from 'node:fs';

/** What one sender posts, or a change of the surroundings before it. */
export interface Step {
  /** Of the file, laid over the sample. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** The name of the token or integration under which it comes. */
  readonly as?: string;
  readonly path?: string;
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly sns?: Readonly<Record<string, unknown>>;
  readonly waitS?: number;
}

/** What a real sender produced, and what must come of it. */
export interface FieldCase {
  readonly name: string;
  readonly posts: readonly Step[];
  readonly expect: {
    readonly answers?: readonly number[];
    readonly incidents?: number;
    readonly pages?: number;
    readonly states?: readonly string[];
    readonly alerts?: number;
    /** A regular expression for the title of the first. */
    readonly title?: string;
    readonly link?: string;
  };
}

const file = new URL('../adapters/intake/fixtures/field-cases.jsonl', import.meta.url);

export const fieldCases: readonly FieldCase[] = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.trim())
  .map((line) => JSON.parse(line) as FieldCase);
