import { verify } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from './problem.ts';
import { looseDate } from './reading/dates.ts';
import type { IntakeNotes } from './reading/notes.ts';
import { parse } from './reading/parse.ts';
import { BadPayload } from './sender.ts';
import { createCertificates, createGetFromSns, isOfSns, type WayOut } from './sns-certificates.ts';

/** SNS retries for some hours with the time of the first attempt; an older message is a replay by somebody else. */
const OLDEST_MS = 24 * 3_600_000;
/** SNS waits fifteen seconds for an answer. */
const REQUEST_TIMEOUT_MS = 5_000;

const address = z.string().refine(isOfSns, 'Expected an https address of SNS itself (sns.<region>.amazonaws.com).');

const envelope = z.object({
  Type: z.enum(
    ['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation'],
    'Expected the envelope of SNS: turn “raw message delivery” off on the subscription.',
  ),
  MessageId: z.string(),
  TopicArn: z.string(),
  Subject: z.string().nullish(),
  Message: z.string(),
  Timestamp: z.string(),
  Token: z.string().nullish(),
  SubscribeURL: z.string().nullish(),
  SignatureVersion: z.enum(['1', '2'], 'Expected 1 or 2.'),
  Signature: z.string(),
  SigningCertURL: address,
});

type Envelope = z.infer<typeof envelope>;

/** A message from SNS whose signature was verified. */
export interface Notified {
  readonly topic: string;
  readonly subject?: string;
  readonly message: string;
  readonly at: Date;
}

/**
 * Creates the reader of Amazon SNS messages. It verifies signatures and confirms subscriptions.
 *
 * @param wayOut fetches certificates and confirms subscriptions; called with URLs of SNS only
 * @param limitMs limit for each of these calls
 */
export function createSns(wayOut: WayOut, limitMs = REQUEST_TIMEOUT_MS) {
  const getFromSns = createGetFromSns(wayOut, limitMs);
  const certificateAt = createCertificates(getFromSns);

  async function refuseForged(given: Envelope, now: Date): Promise<void> {
    const certificate = await certificateAt(given.SigningCertURL, now);
    const from = new Date(certificate.validFrom);
    const to = new Date(certificate.validTo);
    const right =
      from <= now &&
      now <= to &&
      verify(
        given.SignatureVersion === '1' ? 'sha1' : 'sha256',
        Buffer.from(signedText(given)),
        certificate.publicKey,
        Buffer.from(given.Signature, 'base64'),
      );
    if (!right) throw new Refusal(403, 'The signature is not that of SNS: nothing was taken.');
  }

  /**
   * Returns the notification; undefined for a message about the subscription.
   *
   * @throws BadPayload, and Refusal: 403 for a wrong signature, 503 when SNS cannot be reached
   */
  return async function readSns(body: unknown, notes: IntakeNotes): Promise<Notified | undefined> {
    const { now } = notes;
    const given = parse(envelope, body, notes);
    const at = timeOf(given, notes);
    if (given.Type === 'SubscriptionConfirmation') parse(z.object({ SubscribeURL: address }), given, notes);
    await refuseForged(given, now);
    switch (given.Type) {
      case 'Notification':
        return {
          topic: given.TopicArn,
          ...(given.Subject?.trim() && { subject: given.Subject }),
          message: given.Message,
          at,
        };
      case 'SubscriptionConfirmation':
        await getFromSns(given.SubscribeURL ?? '');
        return undefined;
      case 'UnsubscribeConfirmation':
        return undefined;
      default:
        return given.Type satisfies never;
    }
  };
}

/** Returns the signed time. It is required, because an old or future time shows a replay. */
function timeOf(given: Envelope, notes: IntakeNotes): Date {
  const refused = (message: string) => new BadPayload([{ field: 'Timestamp', message }]);
  const { data: at } = looseDate.safeParse(given.Timestamp);
  if (!at) throw refused('Expected a date, as 2026-01-05T09:00:00Z.');
  if (!notes.notAhead('Timestamp', at))
    throw refused('More than an hour in the future: is the clock of the sender right?');
  if (at.getTime() >= notes.now.getTime() - OLDEST_MS) return at;
  throw refused('More than a day old: this message was sent before.');
}

/** Returns the text that SNS signs: each field by name, with its value on the next line. */
function signedText(given: Envelope): string {
  const names =
    given.Type === 'Notification'
      ? (['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const)
      : (['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const);
  return names
    .filter((name) => given[name] !== undefined && given[name] !== null)
    .map((name) => `${name}\n${given[name]}\n`)
    .join('');
}
