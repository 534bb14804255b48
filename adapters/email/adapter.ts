import addressparser from 'nodemailer/lib/addressparser';
import type { Directory } from '../../src/domain/directory.ts';
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
  /** As nodemailer takes it: `smtps://user:password@host:465`, `smtp://host:587`. */
  readonly smtpUrl: string;
  /** `tocsin@example.org`, or `Tocsin <tocsin@example.org>`. */
  readonly from: string;
  /** Where the links of a mail lead. */
  readonly publicUrl: string;
  readonly timing?: Partial<Timing>;
}

export interface Email extends ChatAdapter {
  /** The buttons of mails. They work whether the mail server is there or not, so they need no connection. */
  routesFor(commands: Commands): HttpRoutes;
}

/** One more way to reach a person. It carries pages out and, by signed links, what people decide on them back in. */
export function createEmail(
  settings: EmailSettings,
  { log, clock, signing, directory }: { log: Log; clock: Clock; signing: Signing; directory: () => Directory },
): Email {
  const { smtpUrl, publicUrl } = settings;
  const timing = { ...usualTiming, ...settings.timing };
  const links = createLinks({ signing, clock, publicUrl });
  const from = senderIn(settings.from);
  /** What the mail server has taken, over all connections. */
  const taken = createTaken();
  const drawCharts = createChartPictures(log);

  return {
    platform: 'email',
    limits: { text: TEXT_LENGTH, buttons: BUTTONS, buttonBytes: BUTTON_BYTES },
    exclusive: false,
    async connect(onDisconnect) {
      const server = await connectMailServer(smtpUrl, { log, timing, onDisconnect });
      return {
        ...createOutbound({ server, links, from, taken, directory, clock, log, drawCharts }),
        connected: () => server.reachable(),
        // People answer by the links, which need no listener.
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
