import { oneLine, truncate } from '../../src/lib/text.ts';
import { parsedJson } from '../../src/lib/values/json.ts';
import { type CommandInput, encodeInput } from '../../src/ports/commands/input.ts';
import { decodePress } from '../../src/ports/commands/press.ts';
import type { Button } from '../../src/ports/message.ts';
import type { Clock, Signing } from '../../src/ports/runtime.ts';
import { BUTTON_BYTES, BUTTON_LABEL_LENGTH, LINK_DAYS } from './limits.ts';

/** What a button's link in a mail carries: the recipient, the command, and when it was issued. */
export interface Link {
  readonly address: string;
  readonly label: string;
  readonly input: CommandInput;
  readonly issuedAt: Date;
}

export type LinkReading = { readonly link: Link } | { readonly wrong: 'no-link' | 'altered' | 'expired' };

export interface Links {
  /**
   * Returns the code at the end of the link's URL. Whoever has the code may run this one command as this one person.
   */
  codeFor(button: Button, to: Pick<Link, 'address' | 'issuedAt'>): string;
  urlFor(code: string): string;
  read(code: string): LinkReading;
}

/** The purpose is part of the signing key, so no other signature of this installation is valid here. */
const PURPOSE = 'mail-link';
const VERSION = 1;
const LIFETIME_MS = LINK_DAYS * 24 * 60 * 60_000;

/** Creates and reads the links of mails. Nothing is stored: the link carries everything, signed. */
export function createLinks({
  signing,
  clock,
  publicUrl,
}: {
  signing: Signing;
  clock: Clock;
  publicUrl: string;
}): Links {
  const root = publicUrl.replace(/\/+$/, '');
  return {
    codeFor({ label, invokes }, { address, issuedAt }) {
      const spelled = encodeInput(invokes);
      const bytes = Buffer.byteLength(spelled);
      if (bytes > BUTTON_BYTES)
        throw new Error(`The button “${label}” carries ${bytes} bytes; a mail takes ${BUTTON_BYTES}`);
      const seconds = Math.floor(issuedAt.getTime() / 1_000);
      const shown = truncate(oneLine(label), BUTTON_LABEL_LENGTH);
      const payload = Buffer.from(JSON.stringify([VERSION, seconds, address, shown, spelled])).toString('base64url');
      return `${payload}.${signing.sign(PURPOSE, payload)}`;
    },
    urlFor: (code) => `${root}/mail/${code}`,
    read(code) {
      const match = /^([A-Za-z0-9_-]{8,4000})\.([A-Za-z0-9_-]{8,400})$/.exec(code);
      if (!match?.[1] || !match[2]) return { wrong: 'no-link' };
      if (!signing.verify(PURPOSE, match[1], match[2])) return { wrong: 'altered' };
      const link = linkIn(match[1]);
      if (!link) return { wrong: 'no-link' };
      return clock.now() > expiryOf(link.issuedAt) ? { wrong: 'expired' } : { link };
    },
  };
}

export function expiryOf(issuedAt: Date): Date {
  return new Date(issuedAt.getTime() + LIFETIME_MS);
}

/**
 * Returns the link in a verified payload. Undefined when another version of Tocsin signed a shape that this one cannot read.
 */
function linkIn(payload: string): Link | undefined {
  const parsed = parsedJson(Buffer.from(payload, 'base64url').toString('utf8'));
  if (!Array.isArray(parsed) || parsed[0] !== VERSION) return undefined;
  const [, seconds, address, label, spelled]: unknown[] = parsed;
  if (typeof seconds !== 'number' || typeof address !== 'string') return undefined;
  if (typeof label !== 'string' || typeof spelled !== 'string') return undefined;
  const input = decodePress(spelled);
  return input && { address, label, input, issuedAt: new Date(seconds * 1_000) };
}
