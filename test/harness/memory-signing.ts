import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Signing } from '../../src/ports/runtime.ts';

/** Signs as the real one does, with a key that is not kept. */
export function memorySigning(key = 'a key for tests'): Signing {
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', key).update(`${purpose}\n${text}`).digest('base64url');
  return {
    sign,
    verify(purpose, text, signature) {
      const [expected, given] = [Buffer.from(sign(purpose, text)), Buffer.from(signature)];
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}
