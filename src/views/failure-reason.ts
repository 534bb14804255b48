import { failureCodeOf, type GivenUp, givenUpReason } from '../domain/incident/deliveries/failure-reason.ts';
import type { Translate } from '../locales/catalogue.ts';

/** Returns why something was not delivered: in the reader's language where Tocsin knows why, else in the platform's words. */
export function failureText(reason: string, t: Translate): string {
  const code = failureCodeOf(reason);
  return code ? t(`failure.${code}`) : reason;
}

/** Returns why something was given up, as far as a sentence of its own says it. */
export function deadText(dead: { readonly reason: string; readonly because?: GivenUp }, t: Translate): string {
  const { reason: stored, because } = givenUpReason(dead);
  const reason = failureText(stored, t);
  if (!because) return reason;
  return because === 'late' && reason === '' ? t('failure.late.plain') : t(`failure.${because}`, { reason });
}
