import { describe, it } from 'vitest';
import type { Policy } from '../../../src/domain/escalation/policy.ts';
import { policy } from '../../harness/directory.ts';
import { alice, bob, declared, facts, given, minutes } from './given.ts';

const monitor = { by: 'alertmanager', via: 'alert' } as const;

/** That service is in maintenance until then, at the moment `now`. */
function within(until: number, now = 0) {
  return facts({
    now: minutes(now),
    maintenance: (service) => (service === 'checkout' ? { window: 'w', until: minutes(until) } : undefined),
  });
}
const after = (now: number) => facts({ now: minutes(now) });
const held = (until: number) => ({ type: 'held', until: minutes(until), maintenance: { window: 'w' } }) as const;
const waiting = () => declared(monitor, within(60));

describe('in a maintenance', () => {
  it('an alert begins an incident that waits for its end', () => {
    given(waiting()).when({ type: 'wake' }, within(60, 30)).thenEvents();
    given(waiting())
      .when({ type: 'wake' }, after(60))
      .thenEvents({ type: 'escalated', level: 0 }, { type: 'paged', people: ['alice'] });
  });

  it('that still lasts when it wakes, it waits on', () => {
    given(waiting()).when({ type: 'wake' }, within(90, 60)).thenEvents(held(90));
  });

  it('that was changed, it goes by what is so now, and by nothing when nothing is other', () => {
    given(waiting()).when({ type: 'maintenance-changed' }, within(60, 30)).thenEvents();
    given(waiting()).when({ type: 'maintenance-changed' }, within(90, 30)).thenEvents(held(90));
    given(waiting())
      .when({ type: 'maintenance-changed' }, after(30))
      .thenEvents({ type: 'escalated', level: 0 }, { type: 'paged' });
  });

  it('what does not wait for it is left alone by a change', () => {
    given(declared(monitor)).when({ type: 'maintenance-changed' }, after(1)).thenEvents();
    given(waiting(), [{ type: 'acknowledge', ...alice }])
      .when({ type: 'maintenance-changed' }, after(30))
      .thenEvents();
    given(waiting(), [{ type: 'resolve', ...alice }])
      .when({ type: 'maintenance-changed' }, after(30))
      .thenEvents();
  });

  it('what a person declares, reopens or escalates pages', () => {
    given(declared({}, within(60)))
      .when({ type: 'wake' }, within(60, 5))
      .thenEvents({ type: 'escalated', level: 1 }, { type: 'paged' });
    given(waiting(), [{ type: 'resolve', ...alice }])
      .when({ type: 'reopen', ...bob }, within(60, 10))
      .thenEvents({ type: 'reopened' }, { type: 'escalated', level: 0 }, { type: 'paged' });
    given(waiting())
      .when({ type: 'escalate', ...bob }, within(60, 10))
      .thenEvents({ type: 'escalated', level: 0 }, { type: 'paged' });
  });

  it('what was open before goes on', () => {
    given(declared(monitor))
      .when({ type: 'wake' }, within(60, 5))
      .thenEvents({ type: 'escalated', level: 1 }, { type: 'paged' });
    given(declared(monitor), [{ type: 'acknowledge', ...alice }])
      .when({ type: 'unacknowledge', ...alice }, within(60, 5))
      .thenEvents({ type: 'unacknowledged' }, { type: 'escalated', level: 0 }, { type: 'paged' });
  });

  it('what nobody was paged for and is given back waits again', () => {
    given(waiting(), [{ type: 'acknowledge', ...alice }])
      .when({ type: 'unacknowledge', ...alice }, within(60, 5))
      .thenEvents({ type: 'unacknowledged' }, held(60));
  });

  it('what is not urgent waits for both, whichever begins first', () => {
    const hours = [{ from: '09:00', to: '17:00' }];
    const hold: Policy = { ...policy, hold: { severities: ['sev4'], hours, timezone: 'UTC' } };
    // It is two in the morning: a maintenance until three, then until somebody is at work.
    given(declared({ ...monitor, policy: hold, severity: 'sev4' }, within(60)))
      .when({ type: 'wake' }, after(60))
      .thenEvents({ type: 'held', until: minutes(7 * 60) });
    // At nine there is a maintenance.
    given(declared({ ...monitor, policy: hold, severity: 'sev4' }, facts()))
      .when({ type: 'wake' }, within(8 * 60, 7 * 60))
      .thenEvents(held(8 * 60));
  });

  it('of another service is none', () => {
    given(declared({ ...monitor, service: 'search' }, within(60)))
      .when({ type: 'wake' }, within(60, 5))
      .thenEvents({ type: 'escalated', level: 1 }, { type: 'paged' });
  });
});
