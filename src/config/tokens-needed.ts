import { isLoopback } from '../lib/loopback.ts';
import type { Settings } from './settings.ts';

/**
 * Returns why `/v1/*` requires a token although none is set; undefined when programs on this machine need none.
 *
 * With a proxy that rewrites Host and adds no header, every client seems to be a program on this machine. So loopback is
 * trusted only in a trial: with the demo team, and while PUBLIC_URL shows that the server is for this machine only.
 */
export function whyTokensAreNeeded({
  settings: { apiTokens, http },
  demo,
}: {
  readonly settings: Pick<Settings, 'apiTokens' | 'http'>;
  readonly demo: boolean;
}): string | undefined {
  if (apiTokens.length > 0) return undefined;
  if (!demo) return 'a configuration file is loaded';
  if (!isLoopback(new URL(http.publicUrl).hostname)) return 'PUBLIC_URL is not an address of this machine';
  return undefined;
}
