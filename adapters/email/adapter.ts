import addressparser from 'nodemailer/lib/addressparser';
import type { Directory } from '../../src/domain/directory.ts';
import { createReplyAddresses } from '../../src/lib/mail/replies.ts';
import type { ChatAdapter } from '../../src/ports/chat.ts';
import type { Commands } from '../../src/ports/commands.ts';
import type { HttpRoutes } from '../../src/ports/http.ts';
import type { Clock, Log, Signing } from '../../src/ports/runtime.ts';
import { createChartPictures } from './charts/chart-pictures.ts';
import { BUTTON_BYTES, BUTTONS, TEXT_LENGTH } from './limits.ts';
import { createLinks } from './links.ts';
import type { Sender } from './mail.ts';
import { connectMailServer } from './mail-server.ts';
import { createOutbound, createTaken } from './outbound.ts';
import { createRoutes } from './routes.ts';
import { type Timing, usualTiming } from './timing.ts';

export interface EmailSettings {
  /** SMTP URL as nodemailer takes it: `smtps://user:password@host:465`, `smtp://host:587`. */
  readonly smtpUrl: string;
  /** Sender: `tocsin@example.org`, or `Tocsin <tocsin@example.org>`. */
  readonly from: string;
  /** Base URL of the links in mails. */
  readonly publicUrl: string;
  /** The domain at which this server receives mail, where people answer pages. Absent: it receives none. */
  readonly replyDomain?: string;
  readonly timing?: Partial<Timing>;
}

export interface Email extends ChatAdapter {
  /** Returns the routes of the buttons in mails. They need no connection to the mail server. */
  routesFor(commands: Commands): HttpRoutes;
}

/** Creates the email adapter: it sends pages, and takes commands back through the signed links in them. */
export function createEmail(
  settings: EmailSettings,
  { log, clock, signing, directory }: { log: Log; clock: Clock; signing: Signing; directory: () => Directory },
): Email {
  const { smtpUrl, publicUrl } = settings;
  const timing = { ...usualTiming, ...settings.timing };
  const links = createLinks({ signing, clock, publicUrl });
  const replies = settings.replyDomain ? createReplyAddresses(signing, settings.replyDomain) : undefined;
  const from = senderIn(settings.from);
  /** Accepted mails, remembered across reconnections. */
  const taken = createTaken();
  const drawCharts = createChartPictures(log);

  return {
    platform: 'email',
    limits: { text: TEXT_LENGTH, buttons: BUTTONS, buttonBytes: BUTTON_BYTES },
    exclusive: false,
    async connect(onDisconnect) {
      const server = await connectMailServer(smtpUrl, { log, timing, onDisconnect });
      return {
        ...createOutbound({ server, links, replies, from, taken, directory, clock, log, drawCharts }),
        connected: () => server.reachable(),
        // Commands arrive by the links over HTTP, so there is nothing to listen to.
        listen: async () => ({ listening: () => true, close: async () => undefined }),
        close: () => server.close(),
      };
    },
    routesFor: (commands) => createRoutes({ links, commands, directory, log }),
  };
}

function senderIn(from: string): Sender {
  const [first] = addressparser(from, { flatten: true });
  return first?.address ? { name: first.name, address: first.address } : { name: '', address: from };
}
