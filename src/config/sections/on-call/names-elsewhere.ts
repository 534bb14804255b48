/** The names of PagerDuty, Opsgenie, Grafana OnCall, GoAlert and others for a key, for “did you mean …?”. */
type NamesElsewhere = ReadonlyMap<string, string>;

/** @param names for each key the other names for it */
function namesOf(names: Readonly<Record<string, readonly string[]>>): NamesElsewhere {
  return new Map(Object.entries(names).flatMap(([key, others]) => others.map((other) => [other, key] as const)));
}

/** Names for the two ends of a period. */
const ends = {
  from: ['start', 'starts', 'begin', 'begins', 'since', 'start_time', 'startDate'],
  to: ['end', 'ends', 'until', 'till', 'stop', 'end_time', 'endDate'],
};

export const periodElsewhere = namesOf(ends);
export const overrideElsewhere = namesOf({ ...ends, person: ['user', 'who', 'by', 'people', 'users', 'member'] });

export const layerElsewhere = namesOf({
  people: ['users', 'members', 'participants'],
  every: ['length', 'interval', 'shift', 'frequency', 'duration', 'period'],
  'people or every': ['rotation'],
  starts: ['from', 'begins', 'since', 'handoff', 'handover', 'hand_off', 'rotation_virtual_start'],
  ends: ['until', 'to', 'till'],
  timezone: ['zone', 'tz'],
  only: ['hours', 'restrictions', 'days', 'by_day'],
});

export const policyElsewhere = namesOf({
  levels: ['steps', 'rules', 'tiers', 'escalation_rules', 'stages', 'chain'],
  repeat: ['loops', 'num_loops', 'repeats'],
});

export const levelElsewhere = namesOf({
  page: ['notify', 'target', 'targets', 'who', 'recipient', 'recipients', 'responders', 'users', 'people'],
  escalateAfter: ['delay', 'timeout', 'wait', 'after', 'delayMinutes', 'escalation_delay_in_minutes'],
  only: ['severity', 'severities'],
});
