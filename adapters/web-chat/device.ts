import bowser from 'bowser';

/** Returns a browser and its system for people: “Firefox · Android”. Undefined when the User-Agent tells neither. */
export function deviceOf(userAgent: string | undefined): string | undefined {
  if (!userAgent) return undefined;
  const { browser, os } = bowser.parse(userAgent);
  return [browser.name, os.name].filter(Boolean).join(' · ') || undefined;
}
