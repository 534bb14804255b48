import type { ParsedMail } from 'mailparser';
import type { FailureCode } from '../../src/domain/incident/deliveries/failure-reason.ts';
import { type ReplyAddresses, signedMailbox } from '../../src/lib/mail/replies.ts';
import { oneLine, truncate } from '../../src/lib/text.ts';
import type { Bounces, SignedPage } from '../../src/ports/chat/bounces.ts';
import { mailboxIn } from './replies.ts';

export interface BounceParts {
  readonly bounces: Bounces;
  /** Absent: no mail has a signed address to answer to, so only its Message-ID tells which one bounced. */
  readonly addresses?: ReplyAddresses | undefined;
}

/** Only so much of a report is read, and so many addresses and Message-IDs in it. */
const mostCharacters = 200_000;
const most = 20;
const REASON_LENGTH = 120;

const messageIds = /<[0-9a-f]{40}@[^<>\s@]{1,253}>/gi;
const signedAddresses = /(?:reply|bounce)\+\d{1,9}\.[0-9a-z]{6,8}\.[0-9a-f]{32}@[a-z0-9.-]{1,253}/gi;
/** Nobody's address is to be in a timeline. */
const anyAddress = /<?[^\s<>,;:"'()[\]@]{1,64}@[a-z0-9][a-z0-9.-]{0,252}>?/gi;
/** RFC 3464: one for each recipient. */
const actions = /^action:\s*(failed|delayed|delivered|relayed|expanded)\b/gim;
/** Reports in plain words say whether the mail server goes on trying. */
const stillTried =
  /\b(?:delay(?:ed)?\b.{0,80}(?:deliver|message|mail)|still (?:be )?(?:being )?(?:retr|try)|will (?:be retried|retry|keep trying|continue to (?:try|be attempted))|not (?:yet )?been delivered yet|could not send message for past|do(?:es)? not need to (?:resend|do anything))/i;

/**
 * Marks the page that a mail server reports as undelivered. A report proves by the page's Message-ID, or by the signed
 * address in it or to which it came, that it is about a page; any other one does nothing.
 *
 * @param mailbox the signed one to which it came
 * @returns what became of it, in a few words
 */
export async function takeBounce(
  mail: ParsedMail,
  mailbox: string | undefined,
  now: Date,
  { bounces, addresses, ourDomain }: BounceParts & { readonly ourDomain?: string | undefined },
): Promise<string> {
  const report = reportIn(mail);
  if (!hasFailed(mail, report)) return 'Dropped, since it is a bounce that says the mail may still arrive';
  const ids = foundIn(report, messageIds).filter((id) => id.slice(42, -1).toLowerCase() === ourDomain);
  const signed =
    addresses && signedPage([mailbox ?? '', ...foundIn(report, signedAddresses).map(mailboxIn)], addresses, now);
  const reason = reasonIn(report);
  const isOurs = await bounces.bounced({ messageIds: ids, signed, reason });
  return isOurs ? `Bounce noted: ${reason.replace(/\P{ASCII}/gu, '?')}` : 'Dropped, since it is a bounce of no page';
}

/** Returns everything in a report: its words, the delivery status, and the page's headers, each on a line. */
function reportIn({ text = '', html, attachments }: ParsedMail): string {
  const parts = attachments
    .filter(({ contentType }) => /^(?:message|text)\//i.test(contentType))
    .map(({ content }) => content.toString('utf8'));
  const words = [
    text,
    text === '' && html
      ? html
          .replace(/<[^>]{0,500}>/g, ' ')
          .replace(/&lt;/g, '<')
          .replace(/&gt;/g, '>')
      : '',
  ];
  return [...words, ...parts]
    .join('\n')
    .slice(0, mostCharacters)
    .replace(/\r?\n[ \t]+/g, ' ');
}

function hasFailed({ subject = '' }: ParsedMail, report: string): boolean {
  // Behind the first header of the page itself stands what we wrote.
  const [own = ''] = report.split(/^(?:received|message-id|return-path|reply-to):/im);
  const told = [...own.matchAll(actions)].map(([, action = '']) => action.toLowerCase());
  if (told.length > 0) return told.includes('failed');
  return !stillTried.test(own) && !/\bdelayed\b|\bwarning\b/i.test(subject);
}

/** Returns the page of the first of these mailboxes. Whether it is signed for the person whom it went to is seen there. */
function signedPage(mailboxes: readonly string[], addresses: ReplyAddresses, now: Date): SignedPage | undefined {
  for (const mailbox of mailboxes) {
    const { incident, madeAt } = signedMailbox(mailbox) ?? {};
    if (incident === undefined || !madeAt) continue;
    return {
      incident,
      sentAt: madeAt,
      isTo: (address) => addresses.read(mailbox, address, now) !== undefined,
    };
  }
  return undefined;
}

function foundIn(report: string, pattern: RegExp): string[] {
  return [...new Set([...report.matchAll(pattern)].map(([found]) => found))].slice(0, most);
}

/** By the last two numbers of an enhanced status code (RFC 3463). */
const meanings: readonly (readonly [RegExp, FailureCode])[] = [
  [/^2\.2$/, 'mailbox-full'],
  [/^2\.1$/, 'mailbox-disabled'],
  [/^(?:1\.[0136]|1\.10|2\.0)$/, 'mailbox-unavailable'],
  [/^(?:1\.2|4\.[0-4])$/, 'no-mail-domain'],
  [/^4\.7$/, 'mail-late'],
  [/^(?:2\.3|3\.4)$/, 'mail-too-large'],
  [/^7\.\d{1,3}$/, 'mail-rule'],
];
const words: readonly (readonly [RegExp, FailureCode])[] = [
  [/\b(?:over ?quota|quota exceeded|mailbox (?:is )?full|insufficient storage)\b/i, 'mailbox-full'],
  [
    /\b(?:user unknown|unknown user|no such (?:user|mailbox|recipient)|mailbox (?:unavailable|not found)|does(?:n['’]t| not) exist|address not found|wasn['’]t found at|couldn['’]t be found|unrouteable address|no mailbox here)\b/i,
    'mailbox-unavailable',
  ],
  [/\b(?:host or domain name not found|domain not found|no mail servers? .{0,40}found)\b/i, 'no-mail-domain'],
  [/\b(?:spam|blocked|blacklist|policy|dmarc|spf)\b/i, 'mail-rule'],
];

const noReason: FailureCode = 'no-reason';

/** Returns a code, or the mail server's own words. */
function reasonIn(report: string): string {
  const code =
    /^status:\s*[45]\.(\d{1,3}\.\d{1,3})\b/im.exec(report)?.[1] ??
    /(?:\b5\d\d[- ]|#)5\.(\d{1,3}\.\d{1,3})(?![.\d])/.exec(report)?.[1] ??
    '';
  const known = meanings.find(([pattern]) => pattern.test(code)) ?? words.find(([pattern]) => pattern.test(report));
  if (known) return known[1];
  const diagnostic =
    /^diagnostic-code:\s*(?:smtp;)?(.{1,500})$/im.exec(report)?.[1] ?? /\b5\d\d[- ][^\n]{3,300}/.exec(report)?.[0];
  return truncate(oneLine(diagnostic ?? '').replace(anyAddress, '…'), REASON_LENGTH) || noReason;
}
