/** The languages that Tocsin speaks. The order is the one in which people are offered them. */
export const languages = ['en', 'de', 'es', 'ja'] as const;
export type Language = (typeof languages)[number];

/**
 * Returns the language that a platform's or a browser's tag asks for: `de-AT` and `de_AT` are German.
 * Undefined for a tag that is absent or names a language that Tocsin does not speak.
 */
export function languageOf(tag: string | null | undefined): Language | undefined {
  const primary = tag?.trim().split(/[-_]/)[0]?.toLowerCase();
  return languages.find((language) => language === primary);
}

/**
 * Returns the best language of an `Accept-Language` header (RFC 9110, section 12.5.4): the first that Tocsin speaks, by weight.
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
