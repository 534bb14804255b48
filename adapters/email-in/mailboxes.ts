import type { ApiClient } from '../../src/ports/http.ts';
import { SmtpReply } from './smtp-reply.ts';

/** The name that stands for no service. */
const GENERAL = 'alerts';

/**
 * As the door for programs does it: the caller, or the answer it would give.
 *
 * @param token undefined where none was given: in a trial on loopback this machine needs none
 */
export type CheckToken = (
  token: string | undefined,
  peer: { readonly address: string },
) => Promise<ApiClient | Response>;

/** Where a mail may be sent to, once it is known that it may. */
export interface Mailbox {
  /** The id of a service; absent: the routes tell. */
  readonly service?: string;
}

/**
 * The mailbox of an address: `alerts@`, `<service>@`, `alerts+<service>@`; and with a token where one is needed and
 * nobody has logged in: `alerts+<token>@`, `<service>+<token>@`.
 *
 * @param known the token with which the sender has logged in
 * @throws SmtpReply 550 with the reason, 451 for who is to come again later
 */
export async function mailboxOf(
  address: string,
  known: string | undefined,
  peer: { readonly address: string },
  checkToken: CheckToken,
): Promise<Mailbox> {
  const [name = '', ...plus] = address.slice(0, address.lastIndexOf('@')).split('+');
  const open = !((await checkToken(known, peer)) instanceof Response);
  // Given twice it is no service's name, and must not be kept as one.
  const token = !open || (known && plus.at(-1) === known) ? plus.pop() : undefined;
  if (!open) await refuseWrong(token, peer, checkToken);
  const service = name.toLowerCase() === GENERAL ? plus.join('+') : name;
  if (service === '') return {};
  if (/^[a-z0-9][a-z0-9._-]{0,99}$/i.test(service) && !isOfMailServers(service)) return { service };
  throw new SmtpReply(550, '5.1.1 No such mailbox: write to alerts@ or to the id of a service');
}

async function refuseWrong(
  token: string | undefined,
  peer: { readonly address: string },
  checkToken: CheckToken,
): Promise<void> {
  if (!token)
    throw new SmtpReply(
      550,
      '5.7.1 A token is missing: write to alerts+<token>@ or <service>+<token>@, or log in with the token as password',
    );
  const answer = await checkToken(token, peer);
  if (answer instanceof Response) throw replyFor(answer.status);
}

/** What the door for programs answers, in the words of SMTP. */
function replyFor(status: number): SmtpReply {
  if (status === 429) return new SmtpReply(451, '4.7.1 Too much from here: try again later');
  if (status === 403) return new SmtpReply(550, '5.7.1 This token may not bring alerts: give it the scope “alerts”');
  return new SmtpReply(550, '5.7.1 That token is none of API_TOKENS: look at the part behind the + of the address');
}

/** They write to these by themselves, and mean the people. */
function isOfMailServers(name: string): boolean {
  return /^(postmaster|abuse|mailer-daemon|no-?reply)$/i.test(name);
}
