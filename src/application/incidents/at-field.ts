import { Refused } from '../../domain/refusal.ts';
import { refusalTextInEnglish } from '../../locales/refusals.ts';
import { BadField } from '../../ports/api.ts';

/** Runs the work and turns a refusal about an option into a BadField of that field. */
export function atField<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (err) {
    if (err instanceof Refused) throw new BadField(field, refusalTextInEnglish(err));
    throw err;
  }
}
