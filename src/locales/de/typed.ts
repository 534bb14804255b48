import type { Translation } from '../catalogue.ts';
import type { typed as english } from '../en/typed.ts';

export const typed = {
  'typed.resolve': '{incident} ({severity}) lösen?',
  'typed.resolve.yes': '#{number} lösen',
  'typed.page-declares': 'Das ist kein Raum eines Vorfalls. Einen Vorfall melden und {names} alarmieren?',
  'typed.page-declares.yes': 'Melden und alarmieren',
  'typed.cover': '{names} bitten, {schedule} von {from} bis {to} zu übernehmen? Wer zuerst annimmt, hat es.',
  'typed.cover.one':
    '{name} bitten, {schedule} von {from} bis {to} zu übernehmen? Bis {name} annimmt, ändert sich nichts.',
  'typed.cover.yes': '{people, plural, one {{name} bitten} other {# Personen bitten}}',
  'typed.override': '{name} auf {schedule} von {from} bis {to} in Bereitschaft setzen?',
  'typed.override.instead': '{name} auf {schedule} von {from} bis {to} in Bereitschaft setzen, statt {names}?',
  'typed.swap.yes': 'Mit {name} tauschen',
  'typed.override.yes': '{name} einsetzen',
  'typed.oncall.level': 'Stufe {level, number}',
  'typed.oncall.service': 'Bereitschaft für {service} um {when}',
  'typed.oncall.team': 'Team {team} um {when}',
  'typed.oncall.nobody': 'niemand',
  'typed.oncall.until': '{name} bis {until}',
  'typed.oncall.no-shift': 'keine Schicht innerhalb eines Jahres',
  'typed.oncall.shift.now': 'in Bereitschaft auf {schedule} bis {to}',
  'typed.oncall.shift.next': 'als Nächstes auf {schedule} von {from} bis {to}',
  'typed.quiet-off': 'Ihre Ruhezeiten sind bis {when} aus.',
  'typed.hello': 'Hallo {name}.',
  'typed.hello.no-pages': 'Kein offener Vorfall wartet auf Sie.',
  'typed.hello.pages':
    '{count, plural, one {# offener Vorfall ist Ihrer} other {# offene Vorfälle sind Ihre}}: {list}.',
  'typed.hello.on-call': 'Jetzt in Bereitschaft: {list}.',
  'typed.hello.declare': 'Melden',
  'typed.hello.help': 'Hilfe',
  'typed.count': '{what}: Die Zahl in „{words}“ kann ein Vorfall oder eine Anzahl sein. Wählen Sie den Vorfall.',
  'typed.count.says': 'Der Text ist „{words}“.',
  'typed.count.other': 'Für #{incident} verwenden',
} as const satisfies Translation<typeof english>;
