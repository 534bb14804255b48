const struck = '[secret]';

/** Names that programs give to secrets, in any case and with any separator. */
const secretName =
  /authorization|token|secret|passw|pwd|credential|cookie|signature|(?:api|routing|service|integration|access|private|genie|auth)[-_ ]?key/i;
/** Secrets in the query of an address, in the user before its host, and after a name in plain text. */
const inText: readonly (readonly [RegExp, string])[] = [
  [/(:\/\/)[^\s/@"']{1,500}@/g, `$1${struck}@`],
  [/\b(bearer|basic|geniekey)\s+[\w+/=.~:-]{4,2000}/gi, `$1 ${struck}`],
  [
    /\b([\w-]{0,40}(?:token|secret|passw(?:or)?d|signature|api[-_]?key|routing[-_]?key|sig)[\w-]{0,20})(\s?[=:]\s?)(["']?)[^\s&"',;}]{1,2000}/gi,
    `$1$2$3${struck}`,
  ],
];

/** Returns the value with secrets removed: values under a name of a secret, and text that has the form of one. */
export function strikeSecrets(value: unknown): unknown {
  if (typeof value === 'string') return strikeInText(value);
  if (Array.isArray(value)) return value.map(strikeSecrets);
  if (typeof value !== 'object' || value === null) return value;
  // fromEntries keeps `__proto__` as an own property.
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
