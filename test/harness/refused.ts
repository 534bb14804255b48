import { Refused } from '../../src/domain/refusal.ts';
import { refusalTextInEnglish } from '../../src/locales/refusals.ts';

/** Returns the same work, which throws what a refusal tells people, in English, instead of the refusal. */
export function told<T>(work: () => T): () => T {
  return () => {
    try {
      return work();
    } catch (err) {
      throw err instanceof Refused ? new Error(refusalTextInEnglish(err)) : err;
    }
  };
}

/** The same for work that is under way. */
export async function toldLater<T>(work: Promise<T>): Promise<T> {
  return work.catch((err: unknown) =>
    told<never>(() => {
      throw err;
    })(),
  );
}
