import type { AlertIntake, MailThreads } from '../../src/ports/alerts.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import type { CheckToken } from './mailboxes.ts';

export interface EmailInSettings {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** The address that our own mails come from, so that they are known when they come back. */
  readonly from?: string;
  /** For STARTTLS. Without it there is none, and mail and tokens come in the clear. */
  readonly certificate?: { readonly key: string; readonly cert: string };
  /** Until a mail that waits for its 250 is to come again. */
  readonly receiveLimitMs?: number;
  /** Until a connection without a mail is closed. */
  readonly silentForMs?: number;
}

export interface EmailInParts {
  readonly intake: AlertIntake;
  readonly threads: MailThreads;
  readonly checkToken: CheckToken;
  readonly clock: Clock;
  readonly log: Log;
}
