import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ownCertificate } from './certificate.ts';

/** What a browser's push service took, and the browser decrypted. */
export interface TakenPush {
  readonly browser: string;
  readonly message: Record<string, unknown>;
  readonly ttl: number;
  readonly urgency: string;
  readonly topic: string | undefined;
}

interface FakeBrowser {
  readonly keys: ECDH;
  readonly auth: Buffer;
  /** Answers so instead of taking anything. */
  answer?: { readonly status: number; readonly headers?: Record<string, string> } | 'hang';
}

const bytes = (text: string) => Buffer.from(text, 'base64url');
const mostBytes = 4096;
const longestTokenSeconds = 24 * 60 * 60;

/** A push service on loopback with TLS, which refuses what a real one refuses, and the browsers behind it. */
export async function startFakePushService() {
  const certificate = await ownCertificate();
  const [cert, key] = await Promise.all([readFile(certificate.cert, 'utf8'), readFile(certificate.key, 'utf8')]);
  const browsers = new Map<string, FakeBrowser>();
  const taken: TakenPush[] = [];
  /** Why requests were refused; a test that expects none says so at its end. */
  const refusals: string[] = [];
  let attempts = 0;
  const server = createServer({ cert, key }, (request, response) => {
    void answer(request).then(([status, headers]) => response.writeHead(status, headers).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage): Promise<[number, Record<string, string>?]> {
    attempts += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const name = request.url?.slice(1) ?? '';
    const browser = browsers.get(name);
    if (!browser) return [410];
    if (browser.answer === 'hang') return new Promise(() => {});
    if (browser.answer) return [browser.answer.status, browser.answer.headers];
    const body = Buffer.concat(chunks);
    const [status, why] = wrongIn(request, body, origin) ?? [];
    if (status !== undefined) {
      refusals.push(`${status} ${why}`);
      return [status];
    }
    const { ttl, urgency, topic } = request.headers;
    const message = JSON.parse(decrypt(body, browser));
    taken.push({
      browser: name,
      message,
      ttl: Number(ttl),
      urgency: String(urgency),
      topic: topic === undefined ? undefined : String(topic),
    });
    return [201, { location: `${origin}/message/${taken.length}` }];
  }

  return {
    origin,
    /** How to reach it. */
    network: { allowPrivate: true, ca: cert },
    taken,
    refusals,
    attempts: () => attempts,
    /** Returns what a browser gives to a page that subscribes. */
    browser(name: string) {
      const keys = createECDH('prime256v1');
      const auth = randomBytes(16);
      browsers.set(name, { keys, auth });
      keys.generateKeys();
      return {
        endpoint: `${origin}/${name}`,
        p256dh: keys.getPublicKey('base64url'),
        auth: auth.toString('base64url'),
      };
    },
    answers(name: string, given: FakeBrowser['answer'] | 'well') {
      const { answer: _answer, ...browser } = browsers.get(name)!;
      browsers.set(name, given === 'well' || given === undefined ? browser : { ...browser, answer: given });
    },
    /** The browser unsubscribes. */
    forgets: (name: string) => void browsers.delete(name),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await certificate.remove();
    },
  };
}

/** Returns the status and the reason of a refusal, as RFC 8030, 8188 and 8292 have them. */
function wrongIn(request: IncomingMessage, body: Buffer, origin: string): [number, string] | undefined {
  const { ttl, urgency, topic, authorization = '', 'content-encoding': encoding } = request.headers;
  if (request.method !== 'POST') return [405, 'method'];
  if (!/^\d{1,7}$/.test(String(ttl))) return [400, 'TTL'];
  if (body.length > mostBytes) return [413, 'size'];
  if (encoding !== 'aes128gcm') return [415, 'content encoding'];
  if (urgency !== undefined && !['very-low', 'low', 'normal', 'high'].includes(String(urgency)))
    return [400, 'urgency'];
  if (topic !== undefined && !/^[\w-]{1,32}$/.test(String(topic))) return [400, 'topic'];
  const [, head = '', claims = '', signature = '', key = ''] =
    /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]{87})$/.exec(authorization) ?? [];
  if (key === '') return [401, 'authorization'];
  const { aud, exp, sub } = JSON.parse(bytes(claims).toString());
  const seconds = Date.now() / 1000;
  if (aud !== origin) return [403, `aud ${aud}`];
  if (exp <= seconds || exp > seconds + longestTokenSeconds) return [403, 'exp'];
  if (!/^(?:mailto:|https:)/.test(sub)) return [403, 'sub'];
  const signed = Buffer.from(`${head}.${claims}`);
  const verifying = { key: publicKey(bytes(key)), dsaEncoding: 'ieee-p1363' } as const;
  return verify('sha256', signed, verifying, bytes(signature)) ? undefined : [403, 'signature'];
}

function publicKey(point: Buffer) {
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: x!, y: y! } });
}

/** Decrypts as the browser does (RFC 8291, 4). Throws when it cannot. */
function decrypt(body: Buffer, { keys, auth }: FakeBrowser): string {
  const salt = body.subarray(0, 16);
  const theirs = body.subarray(21, 21 + body[20]!);
  const sealed = body.subarray(21 + body[20]!);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), theirs]);
  const derive = (input: Buffer, salted: Buffer, about: Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', input, salted, about, length));
  const input = derive(keys.computeSecret(theirs), auth, info, 32);
  const key = derive(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return plain.subarray(0, plain.lastIndexOf(2)).toString();
}
