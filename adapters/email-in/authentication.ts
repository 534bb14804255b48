import type { ParsedMail } from 'mailparser';
import { domainOf } from './loops.ts';

/**
 * Returns whether the mail server before this one found that a mail is from its sender (RFC 8601): by DMARC, or by a DKIM
 * signature or SPF of the sender's domain. Only the topmost header by this server counts; what an attacker wrote stands below.
 *
 * @param server the name by which it signs these headers: `mx.example.org`
 */
export function isAuthentic({ headerLines, from }: Pick<ParsedMail, 'headerLines' | 'from'>, server: string): boolean {
  const domain = domainOf(from?.value[0]?.address ?? '');
  const [found] = headerLines
    .filter(({ key }) => key === 'authentication-results')
    .map(({ line }) => line.slice(line.indexOf(':') + 1).replace(/\([^()]{0,500}\)/g, ' '))
    .map((value) => value.split(';').map((part) => part.replace(/\s+/g, ' ').trim().toLowerCase()))
    .filter(([name = '']) => name.split(' ', 1)[0] === server.toLowerCase());
  const [, ...results] = found ?? [];
  return domain !== '' && results.some((result) => isPass(result, domain));
}

function isPass(result: string, domain: string): boolean {
  const [, method = ''] = /^(dmarc|dkim|spf) ?= ?pass\b/.exec(result) ?? [];
  const property = { dmarc: 'header\\.from', dkim: 'header\\.[di]', spf: 'smtp\\.mailfrom' }[method];
  if (property === undefined) return false;
  const values = [...result.matchAll(new RegExp(`\\b${property} ?= ?"?([^\\s";]{1,320})`, 'g'))];
  return values.some(([, value = '']) => isAligned(domainOf(value), domain));
}

/** The same domain, or one above the other; a domain such as `com` is above none. */
function isAligned(one: string, other: string): boolean {
  const isAbove = (upper: string, lower: string) => upper.includes('.') && lower.endsWith(`.${upper}`);
  return one !== '' && (one === other || isAbove(one, other) || isAbove(other, one));
}
