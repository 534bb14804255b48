/** Lists of incidents, timelines and tasks. */
export const lists = {
  'list.title.open': '{count, plural, =0 {No open incidents} one {# open incident} other {# open incidents}}',
  'list.title.triggered':
    '{count, plural, =0 {No triggered incidents} one {# triggered incident} other {# triggered incidents}}',
  'list.title.acknowledged':
    '{count, plural, =0 {No acknowledged incidents} one {# acknowledged incident} other {# acknowledged incidents}}',
  'list.title.resolved':
    '{count, plural, =0 {No resolved incidents} one {# resolved incident} other {# resolved incidents}}',
  'list.title.all': '{count, plural, =0 {No incidents} one {# incident} other {# incidents}}',
  'list.newest': '{title}, newest first; there are more',
  'list.since': '{title}, since {from}',
  'list.before': '{title}, before {until}',
  'list.between': '{title}, {from} to {until}',
  'list.none': '{title}. “declare Checkout is down” declares one.',
  'list.unreadable':
    '{incidents} cannot be shown: {count, plural, one {its document is} other {their documents are}} damaged, or from a later version of Tocsin. “tocsin doctor” says more to an operator.',
  'list.rest': '… {count, number} more',
  'paged.title':
    '{count, plural, =0 {You were paged for no open incident} one {You were paged for # open incident} other {You were paged for # open incidents}}',
  'paged.ask': 'Acknowledge {count, plural, one {# incident} other {# incidents}}? {numbers}',
  'paged.acknowledged':
    '{count, plural, =0 {Nothing left to acknowledge.} one {Acknowledged {numbers}.} other {Acknowledged # incidents: {numbers}}}',
  'paged.already-yours': '{count, plural, one {# was yours already.} other {# were yours already.}}',
  'paged.failed':
    '{count, plural, one {# could not be saved: {numbers}. Try again.} other {# could not be saved: {numbers}. Try again.}}',
  'paged.others': '{count, plural, one {# was left alone:} other {# were left alone:}}',
  'which-incident.none': 'No incident is open. “list state:all” shows resolved ones.',
  'which-incident': 'Which incident? Add its number, for example “{line}”.',
  'timeline.title': 'Timeline of {incident}',
  'timeline.empty': 'nothing yet',
  'timeline.earlier': '… {count, plural, one {# earlier entry} other {# earlier entries}}',
  'tasks.none': '{incident} has no tasks. “task {number} rotate the keys” adds one.',
  'tasks.title': 'Tasks of {incident}: {done}',
  'tasks.done-count': '{done, number} of {total, number} done',
  'tasks.done-by': 'done by {name}',
  'tasks.hint': '“task {number} done:{task}” completes a task that has no button.',
  'tasks.task-added': 'Added task {task} to {incident}: {text}',
  'tasks.task-added.owner': 'Added task {task} for {owner} to {incident}: {text}',
  'tasks.task-changed': 'Changed task {task} of {incident} (unassigned): {text}',
  'tasks.task-changed.owner': 'Changed task {task} of {incident} for {owner}: {text}',
  'tasks.task-done': 'Completed task {task} of {incident}: {text}',
  'tasks.task-reopened': 'Reopened task {task} of {incident}: {text}',
  'tasks.task-reopened.owner': 'Reopened task {task} of {incident} for {owner}: {text}',
  'tasks.task-deleted': 'Deleted task {task} of {incident}: {text}',
  'tasks.button.done': 'Done {task}',
  'tasks.button.reopen': 'Reopen {task}',
  'tasks.button.all': 'All tasks',
} as const;
