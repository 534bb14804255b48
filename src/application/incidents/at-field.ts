import { Refused } from '../../domain/refusal.ts';
import { refusalTextInEnglish } from '../../locales/refusals.ts';
import { BadField } from '../../ports/api.ts';

/** What the rules refuse about one field is told with the field. Throws BadField instead of Refused. */
export function atField<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (err) {
    if (err instanceof Refused) throw new BadField(field, refusalTextInEnglish(err));
    throw err;
  }
}
