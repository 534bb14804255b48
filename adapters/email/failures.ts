import type { NodemailerError } from 'nodemailer';
import { oneLine, truncate } from '../../src/lib/text.ts';
import { DeliveryFailed, PlatformRefused } from '../../src/ports/chat.ts';
import type { Conceal } from './conceal.ts';

/**
 * How a failure is classified. The SDK's own error is never passed on: it quotes the server, which may repeat secrets.
 */
export interface Failure {
  /** Cause and next step, for operators. */
  readonly reason: string;
  readonly again: 'soon' | 'never';
  /** The mail server cannot be used now, for this mail or any other. */
  readonly away: boolean;
  /** The mail server stays unusable until somebody changes a setting. */
  readonly refused: boolean;
}

const REPLY_LENGTH = 200;
const tooLarge = 'The mail is larger than the mail server allows';

/** Replies about the login or TLS: authentication required, too weak, or wrong; encryption required. */
const loginReplies = [530, 534, 535, 538];
const loginCodes = ['EAUTH', 'ENOAUTH', 'EOAUTH2'];
const tlsMismatch = /WRONG_VERSION_NUMBER|EPROTO|PACKET_LENGTH_TOO_LONG/;
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)/;

export function failureOf(err: unknown, conceal: Conceal): Failure {
  if (!(err instanceof Error)) return unknownFailure('no reason');
  const { code = '', responseCode, response } = err as NodemailerError;
  const reply = response ? ` (“${truncate(conceal(oneLine(response)), REPLY_LENGTH)}”)` : '';
  if (loginCodes.includes(code) || (responseCode && loginReplies.includes(responseCode)))
    return loginFailure(reply, responseCode);
  if (responseCode) return refusedMail(err, responseCode, reply);
  return noAnswer(err, reply) ?? unknownFailure(code || conceal(oneLine(err.message)));
}

function loginFailure(reply: string, code = 535): Failure {
  if (code < 500)
    return away(
      `The mail server cannot check the login at the moment${reply}: it is tried again; if it stays, look there`,
    );
  const reason =
    code === 530 || code === 538
      ? `The mail server wants a login or encryption first${reply}: put user and password into SMTP_URL, or use smtps://`
      : `The mail server does not take the login${reply}: check user and password in SMTP_URL (with signs such as @ and / written as %40 and %2F)`;
  return { reason, again: 'soon', away: true, refused: true };
}

/** Returns whether a mail was refused for good because of its sender. Servers check that at any of the three steps. */
export function refusesSender(err: unknown): boolean {
  const { command, responseCode = 0, response = '' } = err as NodemailerError;
  if (responseCode < 500 || responseCode === 530) return false;
  return (
    command === 'MAIL FROM' || /\b(?:sender|send as|send on behalf|sendas\w*|mail from|return.?path)\b/i.test(response)
  );
}

/** Classifies a mail that the server rejected with a reply code. */
function refusedMail(err: NodemailerError, code: number, reply: string): Failure {
  const { command = '', rejected, permanent } = err;
  if (err.code === 'ETLS' && code < 500)
    return away(
      `The mail server cannot encrypt at the moment${reply}, and the password is not sent without: it is tried again; if it stays, look there`,
    );
  if (err.code === 'ETLS') return noEncryption(reply);
  if (command === 'CONN' || command === 'EHLO' || command === 'HELO' || code === 421)
    return away(`The mail server takes no connection from here${reply}: look there`);
  if (!permanent)
    return { reason: `The mail server asks to try again later${reply}`, again: 'soon', away: false, refused: false };
  return {
    reason: `${permanentReason(err, command, rejected?.[0])}${reply}`,
    again: 'never',
    away: false,
    refused: false,
  };
}

function permanentReason({ response = '' }: NodemailerError, command: string, recipient = 'the recipient'): string {
  // Enhanced status codes: 5.2.2 is a full mailbox, 5.2.3 and 5.3.4 a mail that is too large.
  if (/^5\d\d[ -]5\.2\.2\b/.test(response)) return `The mailbox of ${recipient} is full`;
  if (/^5\d\d[ -]5\.(2\.3|3\.4)\b/.test(response)) return tooLarge;
  if (command === 'RCPT TO')
    return `The mail server does not take mail for ${recipient}; check it in the configuration`;
  if (command === 'MAIL FROM')
    return 'The mail server does not let us send as EMAIL_FROM; set it to an address of this login';
  return 'The mail server does not take this mail';
}

/** Classifies a failure without a reply: no connection, or one that broke off. Undefined for any other failure. */
function noAnswer(err: NodemailerError, reply: string): Failure | undefined {
  const { code = '', originalCode = '', timeoutType, command, message } = err;
  if (timeoutType === 'GREETING_TIMEOUT')
    return away('The mail server did not greet in time: check the port in SMTP_URL; 465 wants smtps://');
  if (code === 'ETIMEDOUT' || code === 'EABORT')
    return away('The mail server did not answer in time: look there, and check host and port in SMTP_URL');
  if (tlsMismatch.test(originalCode))
    return away(
      `The mail server does not begin with encryption (${originalCode}): use smtp:// instead of smtps://, usually with port 587`,
    );
  if (untrusted.test(originalCode))
    return away(
      `The mail server’s certificate is not trusted (${originalCode}): give it a valid one for the host in SMTP_URL, or name your own authority in NODE_EXTRA_CA_CERTS`,
    );
  if (code === 'ETLS') return noEncryption(reply);
  if (command === 'CONN' && /invalid greeting/i.test(message))
    return away('What answers there is no mail server: check host and port in SMTP_URL');
  if (code === 'ECONNECTION' && originalCode === '' && /connection (was )?closed/i.test(message))
    return away('The mail server closed the connection: look there');
  if (code === 'ESOCKET' || code === 'EDNS' || code === 'ECONNECTION' || code === 'EPROTOCOL')
    return away(
      `The mail server cannot be reached (${originalCode || code}): check that it runs, and host and port in SMTP_URL`,
    );
  if (code === 'EENVELOPE')
    return {
      reason: 'A recipient is not a valid mail address; check the addresses in the configuration',
      again: 'never',
      away: false,
      refused: false,
    };
  if (code === 'EMESSAGE') return { reason: tooLarge, again: 'never', away: false, refused: false };
  return code === '' ? noCode(err) : undefined;
}

/** Classifies errors that the SDK gives no code: a pool that we closed, or a connection that ended during a check. */
function noCode({ message }: Error): Failure | undefined {
  if (/pool was closed/i.test(message))
    return { reason: 'Email was stopped before it was sent', again: 'soon', away: false, refused: false };
  if (/connection closed/i.test(message)) return away('The mail server closed the connection: look there');
  return undefined;
}

function noEncryption(reply: string): Failure {
  return away(
    `The mail server offers no encryption${reply}, and the password is not sent without: use smtps://, or put ?requireTLS=false behind SMTP_URL where the line is your own`,
  );
}

function away(reason: string): Failure {
  return { reason, again: 'soon', away: true, refused: false };
}

function unknownFailure(what: string): Failure {
  return { reason: `The mail could not be sent (${what})`, again: 'soon', away: false, refused: false };
}

export function deliveryFailed({ reason, again, refused }: Failure): DeliveryFailed {
  return new DeliveryFailed(reason, again, { needsRepair: refused });
}

export function platformRefused({ reason, refused }: Failure): PlatformRefused {
  return new PlatformRefused(reason, { needsRepair: refused });
}
