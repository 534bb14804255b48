import { createHash, timingSafeEqual } from 'node:crypto';

/** As src/ports/runtime.ts has it. */
interface Signing {
  sign(purpose: string, text: string): string;
}

/**
 * The purpose is part of the signing key, so no other signature of this installation is valid here. Every mail server on the way
 * sees the return path, and programs that answer for somebody write to it: it must not tell the address for answers.
 */
const purposes = { reply: 'mail-reply', bounce: 'mail-bounce' } as const;
const LIFETIME_MS = 7 * 86_400_000;
const shape = /^(?<kind>reply|bounce)\+(?<incident>\d{1,9})\.(?<seconds>[0-9a-z]{6,8})\.(?<signature>[0-9a-f]{32})$/i;

/**
 * The addresses of a page by mail: people answer to one of them, and mail servers return what they cannot deliver to the other,
 * to which holiday notices go as well. Each is for one person and one incident, for seven days.
 */
export interface ReplyAddresses {
  addressFor(incident: string, person: string, now: Date): string;
  returnPathFor(incident: string, person: string, now: Date): string;
  /**
   * Returns the number of the incident when the writer is the person whom the page went to. Whoever has only the address,
   * such as by a forwarded page, or only knows the writer, may do nothing.
   *
   * @param mailbox the part before the @ of the address that was written to
   */
  read(mailbox: string, writer: string, now: Date): string | undefined;
}

/** What a mailbox says of itself. It proves nothing: `read` does. */
export interface SignedMailbox {
  readonly kind: 'reply' | 'bounce';
  readonly incident: number;
  readonly madeAt: Date;
}

/** Undefined: it has another form. */
export function signedMailbox(mailbox: string): SignedMailbox | undefined {
  const { kind, incident, seconds } = shape.exec(mailbox.toLowerCase())?.groups ?? {};
  if (!kind || !incident || !seconds) return undefined;
  const madeAt = new Date(Number.parseInt(seconds, 36) * 1_000);
  return { kind: kindOf(kind), incident: Number(incident), madeAt };
}

function kindOf(kind: string): SignedMailbox['kind'] {
  return kind === 'bounce' ? 'bounce' : 'reply';
}

export function createReplyAddresses(signing: Signing, domain: string): ReplyAddresses {
  // In lower case, since some mail servers change the case of an address.
  const signatureOf = (kind: SignedMailbox['kind'], incident: string, seconds: string, person: string) =>
    createHash('sha256')
      .update(signing.sign(purposes[kind], JSON.stringify([incident, seconds, person.toLowerCase()])))
      .digest('hex')
      .slice(0, 32);
  const signed = (kind: SignedMailbox['kind']) => (incident: string, person: string, now: Date) => {
    const seconds = Math.floor(now.getTime() / 1_000).toString(36);
    return `${kind}+${incident}.${seconds}.${signatureOf(kind, incident, seconds, person)}@${domain}`;
  };
  return {
    addressFor: signed('reply'),
    returnPathFor: signed('bounce'),
    read(mailbox, writer, now) {
      const { kind, incident, seconds, signature } = shape.exec(mailbox.toLowerCase())?.groups ?? {};
      if (!kind || !incident || !seconds || !signature) return undefined;
      if (now.getTime() > Number.parseInt(seconds, 36) * 1_000 + LIFETIME_MS) return undefined;
      const expected = signatureOf(kindOf(kind), incident, seconds, writer);
      return timingSafeEqual(Buffer.from(signature), Buffer.from(expected)) ? incident : undefined;
    },
  };
}
