const struck = '[secret]';

/** Names under which programs put secrets, whatever case and separators they use. */
const secretName =
  /authorization|token|secret|passw|pwd|credential|cookie|signature|(?:api|routing|service|integration|access|private|genie|auth)[-_ ]?key/i;
/** Addresses in the query, with a user before the host, and values behind a name in plain text. */
const inText: readonly (readonly [RegExp, string])[] = [
  [/(:\/\/)[^\s/@"']{1,500}@/g, `$1${struck}@`],
  [/\b(bearer|basic|geniekey)\s+[\w+/=.~:-]{4,2000}/gi, `$1 ${struck}`],
  [
    /\b([\w-]{0,40}(?:token|secret|passw(?:or)?d|signature|api[-_]?key|routing[-_]?key|sig)[\w-]{0,20})(\s?[=:]\s?)(["']?)[^\s&"',;}]{1,2000}/gi,
    `$1$2$3${struck}`,
  ],
];

/** Returns the value with secrets struck out: what stands under a name that says so, and what looks like one in a text. */
export function strikeSecrets(value: unknown): unknown {
  if (typeof value === 'string') return strikeInText(value);
  if (Array.isArray(value)) return value.map(strikeSecrets);
  if (typeof value !== 'object' || value === null) return value;
  // fromEntries keeps `__proto__` as a property of its own.
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, isSecret(name, one) ? struck : strikeSecrets(one)]),
  );
}

function isSecret(name: string, value: unknown): boolean {
  return secretName.test(name) && (typeof value === 'string' || typeof value === 'number');
}

function strikeInText(text: string): string {
  return inText.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
}
