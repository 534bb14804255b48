/** What a verb of the command line can use of its process. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Returns all of the standard input as text. */
  input(): Promise<string>;
  out(text: string): void;
  err(text: string): void;
  /** Asks a person a question and returns the line that they type. Absent: the input is not a terminal. */
  readonly prompt?: ((question: string) => Promise<string>) | undefined;
  /** Width in columns; absent: 80. */
  readonly columns?: number | undefined;
  /** True when the output is a terminal that shows colours. */
  readonly colours?: boolean;
}

/** Prints data as JSON, for scripts. */
export function printJson({ out }: Pick<Terminal, 'out'>, data: unknown): void {
  out(`${JSON.stringify(data, undefined, 2)}\n`);
}

/** The exit codes, for scripts. `docs/command-line.md` lists them. */
export const exitCodes = {
  done: 0,
  /** The verb failed, or Tocsin refused it. */
  failed: 1,
  /** The command line or the settings are wrong: the same call cannot succeed later. */
  misused: 2,
  /** The server cannot be reached or cannot answer now: a later call may succeed. */
  unreachable: 3,
  /** The server needs a token, or one with another scope. */
  notSignedIn: 4,
  /** Done, but something could not be carried over; the verb has printed what. */
  incomplete: 5,
} as const;

/** Ends the command line with this code. The verb has already printed the reason. */
export class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit code ${code}`);
    this.name = 'Exit';
    this.code = code;
  }
}

/** Ends a verb with this code. The message is one sentence for the person who typed the command. */
export class VerbFailed extends Error {
  readonly code: number;

  constructor(code: number, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'VerbFailed';
    this.code = code;
  }
}
