/** Returns the text without the slashes at its end, in one pass: `/\/+$/` would start again at each slash of a run. */
export function withoutTrailingSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === SLASH) end -= 1;
  return text.slice(0, end);
}

const SLASH = 0x2f;
