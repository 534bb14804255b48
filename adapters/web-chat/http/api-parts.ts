import type { Directory } from '../../../src/domain/directory.ts';
import type { IntegrationPage } from '../../../src/ports/alerts.ts';
import type { PushKeys, PushStore } from '../../../src/ports/chat/web-push.ts';
import type { Commands } from '../../../src/ports/commands.ts';
import type { JobPage } from '../../../src/ports/jobs/jobs.ts';
import type { OnCallPage } from '../../../src/ports/on-call/on-call-page.ts';
import type { SignIns } from '../../../src/ports/people.ts';
import type { DashboardReads } from '../../../src/ports/reporting.ts';
import type { Clock } from '../../../src/ports/runtime.ts';
import type { WebChatStore } from '../../../src/ports/web-chat.ts';
import type { Actions } from '../actions.ts';
import type { Live } from '../live.ts';
import type { Pushes } from '../push/pushes.ts';
import type { Tones } from '../tones.ts';
import type { WebRateLimits } from './rate-limits.ts';
import type { Visitors } from './visitor.ts';

/** What the API of the web chat needs. */
export interface ApiParts {
  readonly demo: boolean;
  readonly publicUrl: string;
  readonly directory: () => Directory;
  /** Undefined while the adapter is not started. */
  readonly commands: () => Commands | undefined;
  readonly store: WebChatStore;
  readonly signIns: SignIns;
  readonly pushStore: PushStore;
  readonly pushes: Pushes;
  /** Whether an endpoint may be an address of a private network, as tests have it. */
  readonly allowsPrivatePushes: boolean;
  readonly pushKeys: () => Promise<PushKeys>;
  readonly dashboard: DashboardReads;
  readonly integrationPage: IntegrationPage;
  readonly jobPage: JobPage;
  readonly onCallPage: OnCallPage;
  readonly visitors: Visitors;
  readonly actions: Actions;
  readonly live: Live;
  readonly tones: Tones;
  readonly limits: WebRateLimits;
  readonly clock: Clock;
}
