/** One chat, as the people in it use it and see it: what is seen comes as HTML, drawn when it was looked at. */
export interface Sight {
  readonly platform: 'slack' | 'discord' | 'telegram';
  /** The name of the announce channel, as its head shows it. */
  readonly announceName: string;
  /** Alice, who is on call, writes to the bot: in the announce channel, or to it alone. */
  says(line: string, where: 'channel' | 'direct'): Promise<void>;
  /** Alice presses a button of the last message in her direct messages that has it. */
  presses(label: string): Promise<void>;
  /** Does this, and waits until Alice is told something that she was not told before. */
  told(doing: () => Promise<void>): Promise<string>;
  /** The form that is open for Alice, or the question that she is asked. */
  form(): Promise<string>;
  announce(): readonly string[];
  direct(): readonly string[];
  /** The incident's room, where there is one. */
  room(): { readonly name: string; readonly messages: readonly string[] };
  /** The words of the last direct message, as a locked phone shows them. */
  notification(): string;
  close(): Promise<void>;
}

/** Something to take a picture of. */
export interface Scene {
  readonly name: string;
  /** What stands above it: the channel, or with whom. */
  readonly where: string;
  readonly kind: 'messages' | 'form' | 'lock-screen';
  readonly pieces: readonly string[];
}
