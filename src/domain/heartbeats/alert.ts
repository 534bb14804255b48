import { formatDuration } from '../../lib/duration.ts';
import { formatMoment } from '../../lib/moment.ts';
import type { Alert } from '../alerts/alert.ts';
import { type Heartbeat, type HeartbeatState, silentFrom } from './heartbeat.ts';

/**
 * Returns the alert of a heartbeat. The fingerprint is its name alone, so that each heartbeat has one open incident.
 */
export function heartbeatAlert(heartbeat: Heartbeat, state: HeartbeatState, status: Alert['status']): Alert {
  const { id, service, severity } = heartbeat;
  return {
    source: 'heartbeat',
    status,
    fingerprint: id,
    labels: [{ name: 'heartbeat', value: id }],
    ...(service !== undefined && { service }),
    ...(severity && { severity }),
    ...(status === 'resolved' ? { title: `${id} beats again` } : problem(heartbeat, state)),
  };
}

function problem(heartbeat: Heartbeat, state: HeartbeatState): Pick<Alert, 'title' | 'description' | 'startsAt'> {
  const { id, everyMs, graceMs } = heartbeat;
  if (state.failed) {
    const { at, reason } = state.failed;
    return { title: `${id} reports that it failed`, startsAt: at, ...(reason && { description: reason }) };
  }
  const expected = `a beat every ${formatDuration(everyMs)} was expected, at most ${formatDuration(graceMs)} late`;
  const last = state.lastBeat
    ? `The last beat came ${formatMoment(state.lastBeat, 'UTC')}`
    : `No beat has come since it is watched, from ${formatMoment(state.since, 'UTC')} on`;
  return {
    title: `${id} has gone silent`,
    description: `${last}; ${expected}.`,
    startsAt: silentFrom(heartbeat, state),
  };
}
