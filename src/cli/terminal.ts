/** What a verb of the command line sees of the process it runs in. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All of the standard input, as text. */
  input(): Promise<string>;
  out(text: string): void;
  err(text: string): void;
}

/** A verb ends the command line with this code. The verb has already said why. */
export class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit code ${code}`);
    this.name = 'Exit';
    this.code = code;
  }
}
