/** Answers to commands: what was done, and what follows from it. */
export const answers = {
  'answer.sentence': '{sentence}.',
  'answer.declared': 'Declared {incident} ({severity})',
  'answer.declared.no-policy': 'Nobody is paged: there is no escalation policy. “page” pages somebody by name.',
  'answer.declared.maintenance':
    'The service is in maintenance: its alerts page nobody, but an incident that you declare does.',
  'answer.acknowledged': 'You acknowledged {incident}',
  'answer.acknowledged.next': 'Nobody else is paged for it.',
  'answer.confirmed': 'You are still on {incident}',
  'answer.snoozed': 'You snoozed {incident}',
  'answer.snoozed.next': 'The escalation restarts at {time}.',
  'answer.unacknowledged': 'Unacknowledged {incident}; escalation restarted',
  'answer.escalated': 'Escalated {incident}',
  'answer.resolved': 'Resolved {incident}',
  'answer.reopened': 'Reopened {incident}',
  'answer.severity': 'Changed the severity to {severity}: {incident}',
  'answer.renamed': 'Renamed to {incident}',
  'answer.assigned': 'Assigned {name} as {role} of {incident}',
  'answer.noted': 'Note added to {incident}',
  'answer.updated': 'Update posted to the card and the incident room.',
  'answer.updated.public': 'Update posted to the card and the incident room, and to the public status page.',
  'answer.page-title': '{name} asks for {target}',
  'answer.kept': 'Saved: {incident}',
  'answer.linked': 'Hello {name}: your account on {platform} is linked. Pages reach you here as well.',
  'answer.linked.notification':
    'Your account on {platform} is now linked to you. If that was not you, send “link remove:{option}” at once.',
  'answer.unlinked': 'Your account on {platform} is no longer linked to you.',
  'answer.link-code':
    'Your code is {code}. Send “link code:{code}” to Tocsin in a direct message on {platforms}. It works once, within 10 minutes; do not pass it on.',
  'answer.web': 'Your link to the web. It works once, within 10 minutes; do not pass it on.',
  'answer.web.sign-in': 'Sign in',
  'answer.web.demo': 'This is the demo: open {url} and pick who you are.',
} as const;
