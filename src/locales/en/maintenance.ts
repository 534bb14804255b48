/** Maintenance windows: when they start and end, and the list of them. */
export const maintenance = {
  'maintenance.all-services': 'all services',
  'maintenance.all-services.label': 'All services',
  'maintenance.more-services': '{first} and {count, number} more',
  'maintenance.began': 'Maintenance of {services} until {end}: alerts are recorded and shown, nobody is paged.',
  'maintenance.began.by':
    'Maintenance of {services} until {end}, started by {name}: alerts are recorded and shown, nobody is paged.',
  'maintenance.ended': 'Maintenance of {services} ended after {duration}.',
  'maintenance.ended.title': 'Maintenance of {services} ended',
  'maintenance.another': 'Another maintenance window continues until {time}.',
  'maintenance.silenced.nothing': 'No alerts were silenced.',
  'maintenance.silenced.none':
    '{count, plural, one {# incident was silenced} other {# incidents were silenced}}; none is still triggered',
  'maintenance.silenced.open':
    '{count, plural, one {# incident was silenced} other {# incidents were silenced}}; {open, plural, one {# is} other {# are}} still triggered',
  'maintenance.silenced.paged':
    '{count, plural, one {# incident was silenced} other {# incidents were silenced}}; {open, plural, one {# is} other {# are}} still triggered and will be paged',
  'maintenance.started':
    'Maintenance of {services} until {end}: alerts are recorded and shown, nobody is paged for them. What still fires when it ends is paged. Open incidents continue, and incidents that people declare still page.',
  'maintenance.extended': 'Maintenance of {services} now ends at {end}.',
  'maintenance.planned': 'Planned: {line}. “maintenance” lists it.',
  'maintenance.stopped': 'Maintenance of {services} ended: what still fires is paged now.',
  'maintenance.stopped.next': 'The next window starts at {time}.',
  'maintenance.removed': 'Removed the planned maintenance of {services}.',
  'maintenance.none': 'No maintenance is active or planned. “maintenance start checkout for:2h” starts one.',
  'maintenance.title': 'Maintenance: {active, number} active, {planned, number} planned',
  'maintenance.active': 'active until {time}',
  'maintenance.period': '{from} to {to}',
  'maintenance.next': 'next {time}',
  'maintenance.recurring': 'recurring: {every} ({zone}) for {duration}',
  'maintenance.by': 'by {name}',
  'maintenance.by.file': 'from the configuration file',
  'maintenance.line.stop': '“maintenance stop window:{id}” ends it',
  'maintenance.line.remove': '“maintenance remove window:{id}” removes it',
  'maintenance.stop': 'Stop maintenance',
  'maintenance.stop.services': 'Stop {services}',
} as const;
