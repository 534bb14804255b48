/** Headers of every answer that does not set them differently: no inline script runs, and no site may frame a page. */
const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};

/** Makes browsers use only https for this host for a year (RFC 6797). */
const strictTransport = 'max-age=31536000';

/** @param isHttps whether people reach this server by https */
export function securityHeadersFor(isHttps: boolean): Readonly<Record<string, string>> {
  return { ...securityHeaders, ...(isHttps && { 'strict-transport-security': strictTransport }) };
}
