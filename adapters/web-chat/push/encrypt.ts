import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

/** A push service must take a body of this size (RFC 8030, 7.2), and refuses a larger one. */
export const BODY_LIMIT = 4096;
const SALT_BYTES = 16;
const TAG_BYTES = 16;
const PUBLIC_KEY_BYTES = 65;
const AUTH_BYTES = 16;
const HEADER_BYTES = SALT_BYTES + 4 + 1 + PUBLIC_KEY_BYTES;
/** The most bytes that fit: header, tag and the delimiter of the record are the rest. */
export const PLAINTEXT_LIMIT = BODY_LIMIT - HEADER_BYTES - TAG_BYTES - 1;
/** Marks the last record (RFC 8188, 2). */
const LAST_RECORD = 2;

/** The keys of a browser's subscription, in base64url. */
export interface BrowserKeys {
  readonly p256dh: string;
  readonly auth: string;
}

/** The random values of one message; given only by tests, to compare with the example of RFC 8291. */
interface Ephemeral {
  readonly salt: Buffer;
  readonly privateKey?: Buffer;
}

/** Returns whether these are keys that a browser may have: a point on the curve P-256, and 16 bytes. */
export function areBrowserKeys({ p256dh, auth }: BrowserKeys): boolean {
  if (Buffer.from(auth, 'base64url').length !== AUTH_BYTES) return false;
  const point = Buffer.from(p256dh, 'base64url');
  if (point.length !== PUBLIC_KEY_BYTES) return false;
  const ours = createECDH('prime256v1');
  ours.generateKeys();
  try {
    return ours.computeSecret(point).length > 0;
  } catch {
    return false;
  }
}

/**
 * Encrypts a message for one browser, as the body of a request to its push service (RFC 8291, with the content coding
 * `aes128gcm` of RFC 8188). The push service cannot read it.
 *
 * @param text at most PLAINTEXT_LIMIT bytes
 */
export function encrypt(
  text: string,
  { p256dh, auth }: BrowserKeys,
  { salt, privateKey }: Ephemeral = { salt: randomBytes(SALT_BYTES) },
): Buffer {
  const plain = Buffer.from(text);
  if (plain.length > PLAINTEXT_LIMIT) throw new Error(`A push message holds ${PLAINTEXT_LIMIT} bytes: send less`);
  const ours = createECDH('prime256v1');
  if (privateKey) ours.setPrivateKey(privateKey);
  else ours.generateKeys();
  const ourPublic = ours.getPublicKey();
  const theirPublic = Buffer.from(p256dh, 'base64url');
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), theirPublic, ourPublic]);
  const input = derive(ours.computeSecret(theirPublic), Buffer.from(auth, 'base64url'), keyInfo, 32);
  const key = derive(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const recordSize = Buffer.alloc(4);
  recordSize.writeUInt32BE(BODY_LIMIT);
  const header = Buffer.concat([salt, recordSize, Buffer.from([ourPublic.length]), ourPublic]);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  return Buffer.concat([
    header,
    cipher.update(plain),
    cipher.update(Buffer.from([LAST_RECORD])),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

function derive(input: Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', input, salt, info, bytes));
}
