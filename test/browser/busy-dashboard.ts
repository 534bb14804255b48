import type { Dashboard } from '../../src/ports/reporting.ts';

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** Two open incidents, one of them unassigned, and a month that was not quiet. */
export const busyDashboard = (): Dashboard => ({
  at: new Date(),
  open: [
    {
      number: 42,
      title: '<b>Checkout</b> is down',
      severity: 'sev1',
      state: 'triggered',
      service: 'Checkout',
      since: ago(12),
      paged: { people: ['alice', 'bob'], at: ago(2) },
      nextAt: ago(-3),
      room: 'incident-42',
      failedPages: [{ person: 'bob', platform: 'slack' }],
    },
    {
      number: 40,
      title: 'Search is slow',
      severity: 'sev3',
      state: 'acknowledged',
      since: ago(185),
      owner: { person: 'carol', since: ago(60) },
    },
  ],
  more: false,
  onCall: [
    { schedule: 'primary', now: { person: 'alice', until: ago(-600) }, next: { person: 'bob', from: ago(-600) } },
    { schedule: 'nights' },
  ],
  figures: {
    days: 30,
    incidents: 1_234,
    bySeverity: { sev1: 4, sev2: 30, sev3: 1_200, sev4: 0 },
    toAcknowledgeMs: 4 * 60_000,
    toResolveMs: 125 * 60_000,
    byService: [{ service: 'Checkout', incidents: 1_000 }],
    paged: [{ person: 'alice', pages: 310 }],
  },
});
