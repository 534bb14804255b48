import { isLoopback } from '../lib/loopback.ts';
import type { Settings } from './settings.ts';

/**
 * Returns why `/v1/*` asks for a token although none is set; undefined when programs on this machine need none.
 *
 * A proxy that rewrites Host and adds no header makes everybody look like a program on this machine. So loopback is
 * trusted only in a trial: with the demo team, and while PUBLIC_URL says that nobody else is meant to reach this server.
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
