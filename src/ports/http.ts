/** Requests that an adapter answers itself, in the web's own types. Mounted by the one HTTP server. */
export interface HttpRoutes {
  /** Paths as the server matches them: `/slack/events`, or `/web/*` for everything below. */
  readonly paths: readonly string[];
  handle(request: Request, peer: { readonly address: string }): Promise<Response>;
}
