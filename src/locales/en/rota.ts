/** What people read of rotas: hand-overs, overrides, and changes of the file that move shifts. */
export const rota = {
  'rota.nobody': 'nobody',
  'rota.until': '{name} until {until}',
  'rota.shift-over': 'Your shift on {schedule} is over. Thank you.',
  'rota.shift-over.until': 'Your shift on {schedule} is over. As planned, nobody is on call until {until}. Thank you.',
  'rota.override-cancelled.now': 'Override of {schedule} by {name} cancelled. On call now: {people}.',
  'rota.override-cancelled.then':
    'Override of {schedule} by {name} from {from} to {to} cancelled. On call then: {people}.',
  'rota.override-cancelled.notice':
    '{by} cancelled the override of {schedule} by {name} from {from} to {to}. On call instead: {people}.',
} as const;
