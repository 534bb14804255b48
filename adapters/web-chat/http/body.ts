import { isRecord } from '../../../src/lib/values/json.ts';
/** Parses what a page posted. It is untrusted input, so every field is checked. */

/** Thrown for an invalid body; the sentence says what was expected. */
export class BadBody extends Error {
  override readonly name = 'BadBody';
}

export interface Body {
  text(name: string): string;
  optional(name: string): string | undefined;
  /** Returns the id of this action; a repeat has the same id. */
  action(): string;
  texts(name: string): Readonly<Record<string, string>>;
}

const ID_LIMIT = 300;
const TEXT_LIMIT = 100_000;

export async function readBody(request: Request): Promise<Body> {
  const parsed: unknown = await request.json().catch(() => undefined);
  if (!isRecord(parsed)) throw new BadBody('The body must be a JSON object.');

  function text(name: string, limit = TEXT_LIMIT): string {
    const value = (parsed as Record<string, unknown>)[name];
    if (typeof value !== 'string' || value.length > limit) throw new BadBody(`“${name}” must be a text.`);
    return value;
  }

  return {
    text,
    optional: (name) => (parsed[name] === undefined || parsed[name] === null ? undefined : text(name, ID_LIMIT)),
    action() {
      const value = text('action', ID_LIMIT);
      if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value))
        throw new BadBody('“action” must be a UUID, a new one for each action.');
      return value;
    },
    texts(name) {
      const value = parsed[name] ?? {};
      if (!isRecord(value) || Object.values(value).some((one) => typeof one !== 'string'))
        throw new BadBody(`“${name}” must be an object of texts.`);
      return Object.fromEntries(Object.entries(value)) as Record<string, string>;
    },
  };
}
