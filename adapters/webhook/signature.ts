import { Webhook } from 'standardwebhooks';

/**
 * Returns the headers of the Standard Webhooks convention, by which a receiver checks the sender and the time and recognises
 * a repeat. While secrets are rotated, each of them signs.
 */
export function signedHeaders(
  message: { readonly id: string; readonly at: Date; readonly body: string },
  secrets: readonly string[],
) {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(message.id, message.at, message.body));
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(Math.floor(message.at.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}
