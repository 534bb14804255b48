/** For operators: recurring jobs and their runs. */
export const jobs = {
  'jobs.title': '{count, plural, one {# recurring job} other {# recurring jobs}}',
  'jobs.next': 'next {time}',
  'jobs.next.none': 'no next run',
  'jobs.never': 'has not run yet',
  'jobs.succeeded': 'succeeded {time}',
  'jobs.succeeded.with': 'succeeded {time}: {result}',
  'jobs.failed': 'failed {time}: {reason}',
  'jobs.waiting': 'failed {time}: {reason}; next try {next}',
  'jobs.running': 'running since {time}',
  'jobs.interrupted': 'interrupted {time}',
  'jobs.begun': 'Started {job}. “jobs” shows how it ends.',
  'jobs.alarm.failed': 'Recurring job {job} failed after {count, plural, one {# attempt} other {# attempts}}: {reason}',
  'jobs.alarm.interrupted':
    'Recurring job {job} was interrupted: its process stopped in the middle. It is not run again for this time.',
  'jobs.alarm.to-do':
    '“jobs” lists the jobs and their latest runs, “jobs run {job}” runs it again. This is said once, until it succeeds.',
  'jobs.alarm.works': 'Recurring job {job} succeeds again.',
  'jobs.no-reason': 'no reason was given',
  'jobs.deleted': 'deleted {what}',
  'jobs.deleted.nothing': 'nothing was old enough to delete',
  'jobs.deleted.incidents':
    '{count, plural, one {# incident} other {# incidents}} older than {days, plural, one {# day} other {# days}}',
  'jobs.deleted.alerts':
    '{count, plural, one {# alert} other {# alerts}} older than {days, plural, one {# day} other {# days}}',
  'jobs.deleted.payloads':
    '{count, plural, one {# payload} other {# payloads}} older than {days, plural, one {# day} other {# days}}',
  'jobs.deleted.audit':
    '{count, plural, one {# audit entry} other {# audit entries}} older than {days, plural, one {# day} other {# days}}',
  'jobs.deleted.runs':
    '{count, plural, one {# run} other {# runs}} of jobs older than {days, plural, one {# day} other {# days}}',
  'jobs.sent': 'sent {count, plural, one {# message} other {# messages}}',
  'recurring-report.title':
    'Report {name}: {count, plural, =0 {no incidents} one {# incident} other {# incidents}}, {from} to {to}',
  'recurring-report.acknowledge': 'Time to acknowledge: median {median}, 9 of 10 within {p90}',
  'recurring-report.resolve': 'Time to resolve: median {median}, 9 of 10 within {p90}',
  'recurring-report.pages': 'Pages: {people}',
  'recurring-report.person': '{name} ({count}{night, plural, =0 {} other {, # at night}})',
  'recurring-report.noisy': 'Noisy alerts: {alerts}',
  'recurring-report.alert':
    '{title} from {from} ({count, plural, one {# page} other {# pages}}{never, plural, =0 {} other {, # never acknowledged}})',
  'recurring-report.tasks': 'Open tasks: {tasks}',
  'recurring-report.truncated.incidents': 'Only the latest {incidents, number} incidents of this period are counted.',
  'recurring-report.truncated.events':
    'Of {incidents, plural, one {# incident} other {# incidents}} only the first {events, number} timeline events are counted.',
  'recurring-report.chart.days': 'Incidents per day',
  'recurring-report.axis.incidents': 'Incidents',
  'recurring-report.axis.pages': 'Pages',
  'recurring-report.axis.hours': 'Hours',
  'recurring-report.chart.severity': 'Incidents by severity',
  'recurring-report.chart.services': 'Incidents by service',
  'recurring-report.chart.pages': 'Pages',
  'recurring-report.chart.on-call': 'Hours on call',
} as const;
