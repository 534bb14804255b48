import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { areBrowserKeys, encrypt, PLAINTEXT_LIMIT } from '../../../adapters/web-chat/push/encrypt.ts';
import { authorization, makeKeys, subjectOf } from '../../../adapters/web-chat/push/vapid.ts';

const bytes = (text: string) => Buffer.from(text, 'base64url');

// RFC 8291, 5 and appendix A.
const example = {
  text: 'When I grow up, I want to be a watermelon',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  senderPrivate: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  keys: {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};

describe('the encryption of pushes', () => {
  it('gives the body of the example in RFC 8291', () => {
    const { text, salt, senderPrivate, keys, body } = example;
    const made = encrypt(text, keys, { salt: bytes(salt), privateKey: bytes(senderPrivate) });
    expect(made.toString('base64url')).toBe(body);
  });

  it('takes as much as fits into 4,096 bytes, and refuses more', () => {
    expect(encrypt('x'.repeat(PLAINTEXT_LIMIT), example.keys)).toHaveLength(4096);
    expect(() => encrypt('x'.repeat(PLAINTEXT_LIMIT + 1), example.keys)).toThrow('send less');
  });

  it('knows the keys of a browser from others', () => {
    expect(areBrowserKeys(example.keys)).toBe(true);
    expect(areBrowserKeys({ ...example.keys, auth: 'c2hvcnQ' })).toBe(false);
    expect(areBrowserKeys({ ...example.keys, p256dh: Buffer.alloc(65, 4).toString('base64url') })).toBe(false);
    expect(areBrowserKeys({ ...example.keys, p256dh: '' })).toBe(false);
  });
});

describe('the header by which push services know the sender', () => {
  it('is a token for one service, signed by the key that it names', () => {
    const keys = makeKeys();
    const now = new Date('2026-03-01T02:00:00Z');
    const header = authorization(new URL('https://push.example.org/some/path'), keys, 'https://tocsin.example', now);
    const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? [];
    expect(key).toBe(keys.publicKey);
    const [head = '', claims = '', signature = ''] = token.split('.');
    expect(JSON.parse(bytes(head).toString())).toEqual({ typ: 'JWT', alg: 'ES256' });
    const expires = now.getTime() / 1000 + 12 * 60 * 60;
    const meant = { aud: 'https://push.example.org', exp: expires, sub: 'https://tocsin.example' };
    expect(JSON.parse(bytes(claims).toString())).toEqual(meant);
    const point = bytes(key);
    const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url') };
    const verifying = createPublicKey({ format: 'jwk', key: { ...jwk, y: point.subarray(33).toString('base64url') } });
    const signed = Buffer.from(`${head}.${claims}`);
    expect(verify('sha256', signed, { key: verifying, dsaEncoding: 'ieee-p1363' }, bytes(signature))).toBe(true);
  });

  it('names a contact that push services accept', () => {
    expect(subjectOf('https://tocsin.example.com/path')).toBe('https://tocsin.example.com');
    expect(subjectOf('http://tocsin.internal:3000')).toBe('mailto:tocsin@tocsin.internal');
    expect(subjectOf('http://127.0.0.1:3000')).toBe('mailto:tocsin@example.org');
  });
});
