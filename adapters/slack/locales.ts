import { type Language, languageOf } from '../../src/domain/languages.ts';
import { createCache } from '../../src/lib/cache.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { Calls } from './transport/calls.ts';

/** Slack allows about 100 `users.info` calls a minute, and people rarely change their language. */
const keptForMs = 24 * 3_600_000;
const mostKnown = 10_000;

export interface Locales {
  /**
   * Returns the language that an account has set in Slack; undefined while it is unknown or when Tocsin does not support it.
   * Reads it from Slack in the background, so that nothing waits; the next message of the account gets the result.
   */
  of(user: string): Language | undefined;
}

export function createLocales(call: Calls, log: Log): Locales {
  const known = createCache<string, { language?: Language }>({ max: mostKnown, ttlMs: keptForMs });

  async function fetchLocale(user: string): Promise<void> {
    const { user: found } = await call('read a locale', (web) => web.users.info({ user, include_locale: true }));
    const language = languageOf(found?.locale);
    known.set(user, language ? { language } : {});
  }

  return {
    of(user) {
      const before = known.get(user);
      if (before) return before.language;
      known.set(user, {});
      fetchLocale(user).catch((err: unknown) =>
        log.debug({ reason: err instanceof Error ? err.message : String(err) }, 'Slack locale could not be read'),
      );
      return undefined;
    },
  };
}
