/** What people read of rotas: hand-overs, overrides, and changes of the file that move shifts. */
export const rota = {
  'rota.nobody': 'nobody',
  'rota.until': '{name} until {until}',
  'rota.shift-over.until': 'Your shift on {schedule} is over. As planned, nobody is on call until {until}. Thank you.',
  'rota.override-cancelled.now': 'Override of {schedule} by {name} cancelled. On call now: {people}.',
  'rota.override-cancelled.then':
    'Override of {schedule} by {name} from {from} to {to} cancelled. On call then: {people}.',
  'rota.override-cancelled.notice':
    '{by} cancelled the override of {schedule} by {name} from {from} to {to}. On call instead: {people}.',
  'rota.no-shift': 'none',
  'rota.period': 'from {from} to {to}',
  'rota.period.running': 'now until {to}',
  'rota.period.open': 'from {from} on',
  'rota.renamed': 'The schedule {before} is called {after} now. Your shifts stay as they are.',
  'rota.changed':
    'The rota of {schedule} changed with the configuration file. Your next shifts: {after}. Before: {before}.',
  'rota.changed.now':
    'You are on call for {schedule} now, because the configuration file changed. Your next shifts: {after}. Before: {before}.',
  'rota.override-moved':
    'The rota of {schedule} changed, and {name} still takes it from {from} to {to}. On call then without that: {after}; before: {before}. If the dates are wrong now, “{cancel}” takes it back.',
  'rota.cover-request-moved':
    'The rota of {schedule} changed under your request for cover from {from} to {to}. On call then: {after}. “{withdraw}” withdraws it; then ask for your new dates.',
  'rota.override-lost':
    '{name} left the configuration file, so their override of {schedule} from {from} to {to} no longer counts. On call instead: {people}.',
} as const;
