import bowser from 'bowser';

/** Returns a browser and its system in words: “Firefox · Android”. Undefined when its User-Agent tells neither. */
export function deviceOf(userAgent: string | undefined): string | undefined {
  if (!userAgent) return undefined;
  const { browser, os } = bowser.parse(userAgent);
  return [browser.name, os.name].filter(Boolean).join(' · ') || undefined;
}
