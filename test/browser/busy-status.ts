import type { PublicIncident, StatusPage } from '../../src/ports/reporting.ts';

const at = (time: string) => new Date(`2026-03-${time}:00Z`);

function incident(number: number, changes: Partial<PublicIncident> = {}): PublicIncident {
  return {
    id: `00000000-0000-8000-8000-00000000000${number}`,
    service: 'Checkout',
    impact: 'partial-outage',
    since: at('09T11:42'),
    updates: [],
    changed: at('09T11:42'),
    ...changes,
  };
}

/** What people may write, at its worst. */
export const hostile = `<img src=x onerror="document.title='caught'"> ]]> \u0007 ${'long'.repeat(80)}`;

/** A service in each state but the worst, a problem that is open, and two that are over. */
export const busyStatus: StatusPage = {
  title: 'Example Shop',
  about: 'How the shop is doing.',
  state: 'partial-outage',
  services: [
    { name: 'Checkout', state: 'partial-outage' },
    { name: 'Search', state: 'under-maintenance' },
    { name: 'Accounts and everything that has to do with signing in', state: 'degraded' },
    { name: 'Help', state: 'operational' },
  ],
  open: [
    incident(1, {
      status: 'identified',
      updates: [
        { at: at('09T11:55'), status: 'identified', text: 'It is one bank.\nAll other cards work.' },
        { at: at('09T11:44'), status: 'investigating', text: hostile },
      ],
      changed: at('09T11:55'),
    }),
  ],
  ended: [
    incident(2, { impact: 'major-outage', since: at('07T22:10'), ended: at('08T00:20') }),
    incident(3, { impact: 'degraded', since: at('04T08:00'), ended: at('04T08:20') }),
  ],
  maintenance: [
    {
      id: '00000000-0000-8000-8000-000000000008',
      services: ['Search'],
      from: at('09T11:00'),
      until: at('09T13:00'),
      running: true,
    },
    {
      id: '00000000-0000-8000-8000-000000000009',
      services: ['Checkout', 'Search'],
      from: at('10T02:00'),
      until: at('10T04:00'),
      running: false,
    },
  ],
  days: 14,
  more: { open: false, ended: false },
  at: at('09T12:00'),
  outdated: false,
};
