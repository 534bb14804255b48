import { percentDecoded } from '../../src/lib/links.ts';

/** Removes every spelling of the password from a text: a mail server may repeat what it received. */
export type Conceal = (text: string) => string;

export function concealing(smtpUrl: string): Conceal {
  const { username = '', password = '' } = URL.canParse(smtpUrl) ? new URL(smtpUrl) : {};
  const user = percentDecoded(username);
  const secret = percentDecoded(password);
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const variants = [smtpUrl, password, secret, base64(secret), base64(`\0${user}\0${secret}`)];
  // The longest first, because one spelling may contain another.
  const hidden = [...new Set(variants)].filter(Boolean).sort((a, b) => b.length - a.length);
  if (!secret) return (text) => text.replaceAll(smtpUrl, '…');
  return (text) => hidden.reduce((shown, variant) => shown.replaceAll(variant, '…'), text);
}
