/** What a token is good for: to bring alerts, to read, to change incidents, and to read who did what. */
export const scopes = ['alerts', 'read', 'write', 'audit'] as const;
export type Scope = (typeof scopes)[number];

/** The name of programs on this machine, where no tokens are set. */
export const loopback = 'loopback';

/** A program that was let in. */
export interface ApiClient {
  /** The name of its token; `loopback` (see above) where no tokens are set. Never the token. */
  readonly name: string;
  /** What the answer is to carry: how much of the caller's rate is left. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A token, or how to tell that the sender knows one: true for the token with which it signed what it sent. */
export type GivenToken = string | ((token: string) => boolean);

/** Who may use the doors for programs. */
export interface Access {
  /**
   * The caller, or the answer to give instead: 401, 403 or 429 as problem+json, with what to do next.
   *
   * @param token where a sender's own protocol carries it elsewhere than in `Authorization: Bearer`
   */
  check(
    request: Request,
    peer: { readonly address: string },
    scope: Scope,
    token?: GivenToken,
  ): Promise<ApiClient | Response>;
}
