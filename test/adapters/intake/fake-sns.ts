import { sign } from 'node:crypto';
import type { WayOut } from '../../../adapters/intake/sns-certificates.ts';
import { selfSigned } from './self-signed.ts';

export const certificateUrl = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem';
export const subscribeUrl =
  'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-west-1:123456789012:on-call&Token=2336';

const signed = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
} as const;

/** SNS with a certificate of its own, that signs as the real one does, and answers at its addresses. */
export function startFakeSns(certificate = selfSigned()) {
  const asked: string[] = [];
  let answer = (address: string) => new Response(address === certificateUrl ? certificate.pem : '<Confirmed/>');

  const wayOut: WayOut = async (address, { redirect }) => {
    if (redirect !== 'error') throw new Error('A redirection could lead anywhere.');
    asked.push(address);
    return answer(address);
  };

  /** The envelope as posted. What is undefined is not in it. */
  function envelope(type: keyof typeof signed, given: Record<string, string | undefined>, version: '1' | '2' = '1') {
    const whole: Record<string, string | undefined> = {
      Type: type,
      MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
      TopicArn: 'arn:aws:sns:eu-west-1:123456789012:on-call',
      Timestamp: '2026-01-15T11:59:00.123Z',
      ...(type !== 'Notification' && { Token: '2336', SubscribeURL: subscribeUrl }),
      ...given,
    };
    const text = signed[type]
      .filter((name) => whole[name] !== undefined)
      .map((name) => `${name}\n${whole[name]}\n`)
      .join('');
    const signature = sign(version === '1' ? 'sha1' : 'sha256', Buffer.from(text), certificate.privateKey);
    return {
      ...whole,
      SignatureVersion: version,
      Signature: signature.toString('base64'),
      SigningCertURL: certificateUrl,
      UnsubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe',
    };
  }

  return {
    asked,
    wayOut,
    envelope,
    answers(next: (address: string) => Response) {
      answer = next;
    },
  };
}
