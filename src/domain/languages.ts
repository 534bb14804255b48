/** The supported languages, in the order of the choices. */
export const languages = ['en', 'de', 'es', 'ja'] as const;
export type Language = (typeof languages)[number];

/**
 * Returns the language of a platform's or browser's tag: `de-AT` and `de_AT` are German. Undefined for a tag that is absent
 * or not supported.
 */
export function languageOf(tag: string | null | undefined): Language | undefined {
  const primary = tag?.trim().split(/[-_]/)[0]?.toLowerCase();
  return languages.find((language) => language === primary);
}

/**
 * Returns the supported language with the highest weight in an `Accept-Language` header (RFC 9110, section 12.5.4).
 * Undefined when there is none.
 */
export function languageOfHeader(header: string | null | undefined): Language | undefined {
  const ranges = (header ?? '').split(',').map((part, index) => {
    const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const weight = parameters.find((one) => one.startsWith('q='))?.slice(2);
    return { tag, weight: weight === undefined ? 1 : Number(weight) || 0, place: index };
  });
  const accepted = ranges.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight || a.place - b.place);
  for (const { tag } of accepted) {
    const language = languageOf(tag);
    if (language) return language;
  }
  return undefined;
}
