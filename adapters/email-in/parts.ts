import type { AlertIntake, MailThreads } from '../../src/ports/alerts.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import type { BounceParts } from './bounces.ts';
import type { CheckToken } from './mailboxes.ts';
import type { ReplyParts } from './replies.ts';

export interface EmailInSettings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Sender of Tocsin's own mails, so that the server recognises one that comes back. */
  readonly from?: string;
  /** The mail server whose Authentication-Results an answer to a page has to have. Absent: none has to. */
  readonly authServer?: string;
  /** For STARTTLS. Without it the server offers none, and mails and tokens arrive in the clear. */
  readonly certificate?: { readonly key: string; readonly cert: string };
  /** In milliseconds: how long a mail may wait for its 250 before the sender is told to retry. */
  readonly receiveLimitMs?: number;
  /** In milliseconds: how long a connection may stay idle before it is closed. */
  readonly silentForMs?: number;
}

export interface EmailInParts {
  readonly intake: AlertIntake;
  readonly threads: MailThreads;
  readonly checkToken: CheckToken;
  readonly clock: Clock;
  readonly log: Log;
  /** Absent: nobody may answer a page by mail. */
  readonly replies?: ReplyParts | undefined;
  /** Absent: Tocsin sends no mails that could bounce. */
  readonly bounces?: BounceParts | undefined;
}
