import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const day = 86_400_000;

interface NotificationRequest {
  readonly from?: Date;
  readonly to?: Date;
  /** What it is for; 127.0.0.1 besides, unless this is given. */
  readonly host?: string;
}

/** A certificate that nobody trusts, for 127.0.0.1 and localhost, made anew: a kept one would run out one day. */
export function makeCertificate({
  from = new Date(Date.now() - day),
  to = new Date(Date.now() + day),
  host,
}: NotificationRequest = {}): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const ecdsaWithSha256 = der(0x30, oid('2a8648ce3d040302'));
  const name = der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from('localhost')))));
  const validity = der(0x30, utcTime(from), utcTime(to));
  const ownAddress = host === undefined ? [der(0x87, Buffer.from([127, 0, 0, 1]))] : [];
  const altNames = der(0x30, der(0x82, Buffer.from(host ?? 'localhost')), ...ownAddress);
  const isAuthority = der(0x30, der(0x01, Buffer.from([0xff])));
  const extensions = der(
    0x30,
    der(0x30, oid('551d11'), der(0x04, altNames)),
    der(0x30, oid('551d13'), der(0x01, Buffer.from([0xff])), der(0x04, isAuthority)),
  );
  const toSign = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey,
    der(0xa3, extensions),
  );
  const signature = sign('sha256', toSign, createPrivateKey(privateKey));
  const whole = der(0x30, toSign, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey,
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), content]);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function utcTime(at: Date): Buffer {
  const digits = at.toISOString().replace(/\D/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}
