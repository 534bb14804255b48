import type { ApiClient } from '../../src/ports/http.ts';
import { SmtpReply } from './smtp-reply.ts';

/** The mailbox that names no service. */
const GENERAL = 'alerts';

/**
 * Checks a token like the HTTP API: gives the client, or the Response that the API would send.
 *
 * @param token undefined when none was given: in a trial on loopback, this machine needs none
 */
export type CheckToken = (
  token: string | undefined,
  peer: { readonly address: string },
) => Promise<ApiClient | Response>;

/** A mailbox that exists and accepts this sender. */
export interface Mailbox {
  /** The id of a service; absent: the routes of the configuration decide. */
  readonly service?: string;
}

/**
 * Returns the mailbox of an address: `alerts@`, `<service>@`, `alerts+<service>@`. When a token is required and the client
 * has not logged in, the address ends with it: `alerts+<token>@`, `<service>+<token>@`.
 *
 * @param known the token with which the client has logged in
 * @throws SmtpReply 550 with the reason, or 451 when the client should retry later
 */
export async function mailboxOf(
  address: string,
  known: string | undefined,
  peer: { readonly address: string },
  checkToken: CheckToken,
): Promise<Mailbox> {
  const [name = '', ...plus] = address.slice(0, address.lastIndexOf('@')).split('+');
  const open = !((await checkToken(known, peer)) instanceof Response);
  // A token in the address of a client that logged in is not the name of a service, and must not be stored as one.
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

/** Translates the status of the HTTP API into an SMTP reply. */
function replyFor(status: number): SmtpReply {
  if (status === 429) return new SmtpReply(451, '4.7.1 Too many requests from this address: try again later');
  if (status === 403) return new SmtpReply(550, '5.7.1 This token may not bring alerts: give it the scope “alerts”');
  return new SmtpReply(550, '5.7.1 The token is not one of API_TOKENS: check the part behind the + of the address');
}

/** Returns whether mail servers write to this name by themselves (postmaster and the like), to reach a person. */
function isOfMailServers(name: string): boolean {
  return /^(postmaster|abuse|mailer-daemon|no-?reply)$/i.test(name);
}
