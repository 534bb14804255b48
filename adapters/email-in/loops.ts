import { domainToASCII } from 'node:url';
import type { ParsedMail } from 'mailparser';

/** What Tocsin's own mails have for a Message-ID; others may well send from the same domain. */
const own = /^<?(?:thread\.)?[0-9a-f]{40}@(?<domain>[^>\s]+?)>?$/;

export type Pointless = 'a bounce' | 'an automatic reply' | 'our own mail' | 'a reply to our mail';

/**
 * Why a mail is no alert: taken for one, it would page, the page would be answered by a machine, and so on for ever.
 *
 * @param envelopeFrom empty for what mail servers send themselves
 * @param ourDomain of the address that our own mails come from
 */
export function pointless(mail: ParsedMail, envelopeFrom: string, ourDomain?: string): Pointless | undefined {
  if (envelopeFrom === '') return 'a bounce';
  // “auto-generated” is what every monitor is.
  if (/^auto-(replied|notified)/i.test(header(mail, 'auto-submitted'))) return 'an automatic reply';
  if (header(mail, 'x-autoreply') || header(mail, 'x-autorespond') || /^auto_reply/i.test(header(mail, 'precedence')))
    return 'an automatic reply';
  if (!ourDomain) return undefined;
  if (isOwn(mail.messageId, ourDomain)) return 'our own mail';
  const answered = [mail.inReplyTo, mail.references].flat();
  return answered.some((id) => isOwn(id, ourDomain)) ? 'a reply to our mail' : undefined;
}

function header(mail: ParsedMail, name: string): string {
  const value = mail.headers.get(name);
  return typeof value === 'string' ? value.trim() : value ? String((value as { value?: unknown }).value ?? '') : '';
}

function isOwn(id: string | undefined, ourDomain: string): boolean {
  const domain = own.exec(id?.trim() ?? '')?.groups?.domain;
  return domain !== undefined && domain.toLowerCase() === ourDomain;
}

/** `Tocsin <tocsin@example.org>` → `example.org`. */
export function domainOf(from: string): string {
  return domainToASCII(from.slice(from.lastIndexOf('@') + 1).replace(/>\s*$/, '')).toLowerCase();
}
