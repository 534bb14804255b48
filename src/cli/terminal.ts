/** What a verb of the command line sees of the process it runs in. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All of the standard input, as text. */
  input(): Promise<string>;
  out(text: string): void;
  err(text: string): void;
  /** Asks a person and gives the line that they type. Absent: nobody sits there. */
  readonly prompt?: ((question: string) => Promise<string>) | undefined;
  /** Width in columns; absent: 80. */
  readonly columns?: number | undefined;
  /** A person looks at the output, in a terminal that shows colours. */
  readonly colours?: boolean;
}

/** What the exit code says, for scripts. `docs/command-line.md` lists them. */
export const exitCodes = {
  done: 0,
  /** The verb failed, or Tocsin refused it. */
  failed: 1,
  /** The command line or the settings are wrong: starting again without a change cannot help. */
  misused: 2,
  /** The server is not reached or cannot answer now: trying again later can help. */
  unreachable: 3,
  /** The server wants a token, or one with another scope. */
  notSignedIn: 4,
  /** Done, but something could not be carried; the verb has said what. */
  incomplete: 5,
} as const;

/** A verb ends the command line with this code. The verb has already said why. */
export class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit code ${code}`);
    this.name = 'Exit';
    this.code = code;
  }
}

/** A verb fails with this code; the message is one sentence for whoever typed it. */
export class VerbFailed extends Error {
  readonly code: number;

  constructor(code: number, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'VerbFailed';
    this.code = code;
  }
}
