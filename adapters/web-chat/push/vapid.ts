import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { isLoopback } from '../../../src/lib/loopback.ts';
import type { PushKeys } from '../../../src/ports/chat/web-push.ts';

/** Push services accept 24 hours at most (RFC 8292, 2), and their clocks differ. */
const LIFETIME_SECONDS = 12 * 60 * 60;
const COORDINATE_BYTES = 32;
/** The first byte of a point that has both of its coordinates. */
const UNCOMPRESSED = Buffer.from([4]);

/** Makes the keys of an installation. */
export function makeKeys(): PushKeys {
  const {
    x = '',
    y = '',
    d = '',
  } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'jwk',
  });
  const publicKey = Buffer.concat([UNCOMPRESSED, Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return { publicKey: publicKey.toString('base64url'), privateKey: d };
}

/**
 * Returns the header by which a push service knows the sender (RFC 8292). It is valid for this service only.
 *
 * @param subject how the service's operator reaches ours
 */
export function authorization(endpoint: URL, { publicKey, privateKey }: PushKeys, subject: string, now: Date): string {
  const point = Buffer.from(publicKey, 'base64url').subarray(1);
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(0, COORDINATE_BYTES).toString('base64url'),
      y: point.subarray(COORDINATE_BYTES).toString('base64url'),
      d: privateKey,
    },
  });
  const expires = Math.floor(now.getTime() / 1000) + LIFETIME_SECONDS;
  const claims = { aud: endpoint.origin, exp: expires, sub: subject };
  const signed = [{ typ: 'JWT', alg: 'ES256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return `vapid t=${signed}.${signature}, k=${publicKey}`;
}

/** Returns the contact that push services get. Apple refuses a loopback address, so there an address of nobody is used. */
export function subjectOf(publicUrl: string): string {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  if (!url || isLoopback(url.hostname)) return 'mailto:tocsin@example.org';
  return url.protocol === 'https:' ? url.origin : `mailto:tocsin@${url.hostname}`;
}
