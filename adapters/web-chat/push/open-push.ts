import type { OpenPages, PushKeys, PushStore } from '../../../src/ports/chat/web-push.ts';
import type { Clock, Log } from '../../../src/ports/runtime.ts';
import type { Live } from '../live.ts';
import { within } from '../within.ts';
import { createPresence, type Presence } from './presence.ts';
import { createPushes, type Pushes } from './pushes.ts';
import { createPushClient, type PushNetwork } from './send.ts';
import { createTellBrowsers, type TellBrowsers } from './tell-browsers.ts';
import { makeKeys } from './vapid.ts';

export interface PushParts {
  readonly pushes: PushStore;
  readonly openPages: OpenPages;
  /** How push services are reached; absent: by public addresses only. */
  readonly pushNetwork?: PushNetwork;
}

export interface Push {
  readonly presence: Presence;
  readonly browsers: TellBrowsers;
  /** What the page's API needs. */
  readonly api: {
    readonly pushes: Pushes;
    readonly pushKeys: () => Promise<PushKeys>;
    readonly pushStore: PushStore;
    readonly allowsPrivatePushes: boolean;
  };
  /** Closes the connections to push services. The next message opens them again. */
  close(): void;
}

/** Puts together what tells browsers of pages while no page of Tocsin is open in them. */
export function openPush(
  { pushes: pushStore, openPages, pushNetwork: network }: PushParts,
  surroundings: {
    readonly publicUrl: string;
    readonly demo: boolean;
    readonly live: Pick<Live, 'people'>;
    readonly clock: Clock;
    readonly log: Log;
  },
): Push {
  const { publicUrl, demo, live, clock, log } = surroundings;
  const presence = createPresence({ openPages, live, clock, log });
  const pushKeys = rememberedKeys(pushStore);
  const client = createPushClient({ publicUrl, keys: pushKeys, clock, ...(network && { network }) });
  const pushes = createPushes({ store: pushStore, client, clock, log });
  return {
    presence,
    browsers: createTellBrowsers({ pushes, presence, demo, clock }),
    api: { pushes, pushKeys, pushStore, allowsPrivatePushes: network?.allowPrivate === true },
    close() {
      presence.stop();
      client.close();
    },
  };
}

/** Returns the installation's keys, which are made when they are needed first. */
function rememberedKeys(store: PushStore): () => Promise<PushKeys> {
  let known: Promise<PushKeys> | undefined;
  return () => {
    if (known) return known;
    const asked = within(store.keys(makeKeys()));
    known = asked;
    // After a failure the next message asks again. By then somebody may have asked, and that answer stays.
    asked.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked;
  };
}
