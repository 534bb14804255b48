// What the server pushes to a browser, and what a page shows as a notification of the device. Both have the same form, so that
// one replaces the other.

/** A message for the service worker. Everything in it is in the person's language. */
export interface WirePush {
  /** `page`: shows a notification. `done`: replaces it quietly, because nobody has to act any more. */
  readonly kind: 'page' | 'done' | 'test';
  /** Two notifications of one tag are the same one: the id of the post. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  /** A path of this server. */
  readonly address: string;
  readonly language: string;
  /** The label of the button that opens the address. */
  readonly open: string;
  /** A button that acts without an open page. */
  readonly act?: WirePushAction;
}

export interface WirePushAction {
  readonly label: string;
  /** The body of `POST /web/api/press`, without its action id. */
  readonly press: { readonly as: string; readonly room: string; readonly about: string; readonly button: string };
  /** Shown when the server refuses; `{problem}` stands for its sentence. */
  readonly refused: string;
  /** Shown when there is no connection. */
  readonly offline: string;
}

/** Returns the text under the title of a notification: what the message says in short, without the title again. */
export function notificationBody({ title, text }: { readonly title?: string; readonly text: string }): string {
  const beginning = `${title} · `;
  return title !== undefined && text.startsWith(beginning) ? text.slice(beginning.length) : text;
}
