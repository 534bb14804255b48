import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';

/**
 * The same key and recipient are the same mail, whichever process sends it: servers and mail programs that know a
 * Message-ID already show it once.
 */
export function messageId(key: string, address: string, sender: string): string {
  return `<${digest(`${key}\n${address}`)}@${domainOf(sender)}>`;
}

/**
 * What all mails about one incident answer to, so that mail programs show them as one conversation. It is never sent
 * itself: nobody knows which of them a person gets first. A key is "incident/delivery".
 */
export function threadId(key: string, sender: string): string {
  const [incident = key] = key.split('/');
  return `<thread.${digest(incident)}@${domainOf(sender)}>`;
}

export function domainOf(sender: string): string {
  return domainToASCII(sender.slice(sender.lastIndexOf('@') + 1)) || 'tocsin.invalid';
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}
