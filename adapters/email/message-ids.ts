import { domainToASCII } from 'node:url';
import { shortHash } from '../../src/lib/values/digest.ts';

/**
 * Returns the Message-ID of a mail. It depends only on the key and the recipient, so mail servers and programs recognise a
 * retry as the same mail, whichever process sent it.
 */
export function messageId(key: string, address: string, sender: string): string {
  return `<${digest(`${key}\n${address}`)}@${domainOf(sender)}>`;
}

/**
 * Returns the Message-ID that all mails about one incident reply to, so that mail programs show them as one conversation. No
 * mail has this id itself, because the first mail differs from person to person.
 *
 * @param key `incident/delivery`, or of a notification `letter/id`, which is a conversation for itself
 */
export function threadId(key: string, sender: string): string {
  const [incident = key] = key.split('/');
  return `<thread.${digest(incident === 'letter' ? key : incident)}@${domainOf(sender)}>`;
}

export function domainOf(sender: string): string {
  return domainToASCII(sender.slice(sender.lastIndexOf('@') + 1)) || 'tocsin.invalid';
}

function digest(text: string): string {
  return shortHash(text, 40);
}
