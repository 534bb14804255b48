import type { Translation } from '../catalogue.ts';
import type { refusals as english } from '../en/refusals.ts';

export const refusals = {
  'refusal.title-missing': 'Ein Vorfall braucht einen Titel. Sagen Sie in wenigen Worten, was nicht stimmt.',
  'refusal.title-too-long': 'Der Titel hat {length} Zeichen, erlaubt sind höchstens {most}. Kürzen Sie ihn.',
  'refusal.description-too-long':
    'Die Beschreibung hat {length} Zeichen, erlaubt sind höchstens {most}. Kürzen Sie sie.',
  'refusal.summary-too-long':
    'Die Zusammenfassung hat {length} Zeichen, erlaubt sind höchstens {most}. Kürzen Sie sie.',
  'refusal.note-too-long': 'Die Notiz hat {length} Zeichen, erlaubt sind höchstens {most}. Kürzen Sie sie.',
  'refusal.message-too-long': 'Die Nachricht hat {length} Zeichen, erlaubt sind höchstens {most}. Kürzen Sie sie.',
  'refusal.update-too-long': 'Das Update hat {length} Zeichen, erlaubt sind höchstens {most}. Kürzen Sie es.',
  'refusal.task-too-long': 'Die Aufgabe hat {length} Zeichen, erlaubt sind höchstens {most}. Kürzen Sie sie.',
  'refusal.already-yours': 'Sie haben #{incident} bereits bestätigt.',
  'refusal.already-acknowledged':
    '#{incident} wurde bereits von {name} über {via} bestätigt.{note, select, none {} other { Um den Text zu behalten: „note {incident} {note}“}}',
  'refusal.already-resolved':
    '#{incident} wurde bereits von {name} über {via} gelöst. Falls es nicht vorbei ist, zuerst wieder öffnen: „reopen {incident}“',
  'refusal.acknowledged-since':
    '{name} hat #{incident} {at} über {via} bestätigt.{changes, select, yes { Es wurde nichts geändert.} other {}}{summary, select, none {} other { Um ihn trotzdem zu lösen: „resolve {incident} {summary}“}}',
  'refusal.resolved-since':
    '{name} hat #{incident} {at} über {via} gelöst.{changes, select, yes { Es wurde nichts geändert.} other {}}{summary, select, none {} other { Um Ihre Zusammenfassung zu behalten: „note {incident} {summary}“}}',
  'refusal.acknowledged-by-you': 'Sie haben #{incident} bereits bestätigt.',
  'refusal.resolved-by-you': 'Sie haben #{incident} bereits gelöst.',
  'refusal.changed-since':
    '#{incident} hat sich seit der Rückfrage geändert. Es wurde nichts geändert und niemand alarmiert.',
  'refusal.paged-since':
    'Inzwischen wurde für #{incident} alarmiert: {names} ({at}). Es wurde nichts geändert und niemand sonst alarmiert.',
  'refusal.not-snoozed': '#{incident} ist nicht zurückgestellt. „show {incident}“ zeigt seinen Zustand.',
  'refusal.not-acknowledged': 'Niemand hat #{incident} bestätigt, also gibt es nichts zurückzunehmen.',
  'refusal.merge-itself':
    '#{incident} kann nicht mit sich selbst zusammengeführt werden. Nennen Sie einen anderen Vorfall.',
  'refusal.already-merged':
    '#{incident} wurde mit #{into} zusammengeführt. Arbeite dort weiter; eine Zusammenführung lässt sich nicht rückgängig machen.',
  'refusal.merge-into-resolved':
    '#{incident} ist gelöst und kann daher nichts aufnehmen. Führe andersherum zusammen oder öffne #{incident} zuerst wieder: „reopen {incident}“',
  'refusal.merged-too-many':
    '#{incident} hat bereits {most, number} Vorfälle aufgenommen, mehr geht nicht. Nehmen Sie einen anderen Vorfall.',
  'refusal.not-resolved': '#{incident} ist nicht gelöst und kann daher nicht wieder geöffnet werden.',
  'refusal.note-empty': 'Eine Notiz braucht Text: „note {incident} the cache is full“',
  'refusal.update-empty': 'Ein Update braucht Text: „update {incident} we are restarting the cache“',
  'refusal.no-policy':
    '#{incident} hat keine Eskalationsrichtlinie, also gibt es keine nächste Stufe. Nennen Sie, wen Sie alarmieren wollen: „escalate {incident} to:alice“',
  'refusal.not-yours': '#{incident} wurde von {name} über {via} bestätigt. Nur diese Person kann ihn zurückstellen.',
  'refusal.snooze-length': 'Zurückstellen geht für 1 Minute bis 7 Tage, zum Beispiel „for:2h“.',
  'refusal.same-severity': '#{incident} hat bereits den Schweregrad {severity}.',
  'refusal.same-title': '#{incident} hat bereits diesen Titel.',
  'refusal.same-role': '{name} hat bei #{incident} bereits die Rolle {incidentRole}.',
  'refusal.nobody-on-call': 'Für „{target}“ hat gerade niemand Bereitschaft. Nennen Sie stattdessen eine Person.',
  'refusal.unreachable':
    '{names}: nicht erreichbar, denn es gibt kein Konto auf einem hier verbundenen Chat. Nennen Sie jemand anderen, oder bitten Sie die Administration um ein Konto.',
  'refusal.too-many-tasks':
    '#{incident} hat {tasks} Aufgaben, ein Vorfall fasst höchstens {most}. Führen Sie die übrigen dort, wo Sie Ihre Arbeit planen.',
  'refusal.same-task': 'Aufgabe {task} von #{incident} lautet bereits so.',
  'refusal.task-done-already': 'Aufgabe {task} von #{incident} wurde bereits von {name} über {via} erledigt.',
  'refusal.task-not-done': 'Aufgabe {task} von #{incident} ist noch offen und kann nicht wieder geöffnet werden.',
  'refusal.unknown-task':
    '#{incident} hat keine Aufgabe {task}. {tasks, plural, =0 {Bisher gibt es keine.} other {„task {incident}“ zeigt sie.}}',
  'refusal.task-empty': 'Sagen Sie, was zu tun ist: „task rotate the keys person:carol“',
  'refusal.task-edit-empty':
    'Geben Sie der Aufgabe einen neuen Text, eine Person oder beides: „task edit:3 rotate all keys person:carol“',
  'refusal.two-task-wishes':
    'Bitte eins nach dem anderen: „done“, „reopen“, „edit“ oder „delete“, jeweils für eine Aufgabe.',
  'refusal.no-task-number': '„{text}“ ist keine Aufgabe. Geben Sie ihre Nummer an: „task done:3“',

  'refusal.unreadable-duration': '„{text}“ ist keine Zeitspanne. Schreiben Sie sie wie 30s, 5m, 2h, 1d, 1w oder 1h30m.',
  'refusal.duration-too-long': '„{text}“ ist mehr als zehn Jahre. Geben Sie eine kürzere Zeit an, etwa 1w.',
  'refusal.unreadable-rotation':
    '„{text}“ ist keine Länge einer Rotation. Schreiben Sie Stunden, Tage oder Wochen, wie 12h, 1d, 3d, 1w oder 2w.',
  'refusal.elapsed-needs-hours': '„{text}“ zählt Tage. Schreiben Sie Stunden, wie {hours}h elapsed.',
  'refusal.unreadable-cron':
    '„{text}“ ist kein Cron-Muster. Schreiben Sie Minute, Stunde, Tag, Monat und Wochentag, wie cron 0 2 * * sun.',
  'refusal.cron-too-often': '„{text}“ kommt öfter als einmal pro Stunde. Nennen Sie eine Minute, wie cron 0 2 * * sun.',
  'refusal.cron-not-every-year':
    '„{text}“ kommt nicht in jedem Jahr vor. Wählen Sie einen Tag, den jedes Jahr hat, wie cron 0 2 1 * *.',
  'refusal.no-such-zone':
    'Es gibt keine Zeitzone „{zone}“. {near, select, none {Schreiben Sie einen Namen wie Europe/Berlin, America/New_York oder UTC.} other {Meinten Sie {near}?}}',
  'refusal.unreadable-time-of-day': '„{text}“ ist keine Uhrzeit. Schreiben Sie sie wie 08:00 oder 18:30.',
  'refusal.unreadable-local-time': '„{text}“ ist keine Ortszeit. Schreiben Sie sie wie 2026-12-24T09:00.',
  'refusal.unreadable-moment':
    '„{text}“ ist keine Zeit. Schreiben Sie sie wie 18:00, morgen 9 Uhr, Freitag 18:00, 2026-12-24T09:00 oder +2h.',
  'refusal.unreadable-exact-moment':
    '„{text}“ ist kein Zeitpunkt. Schreiben Sie ihn wie 2026-12-24T09:00, 09:00 (die nächste), +2h oder now.',
  'refusal.ambiguous-hours':
    '„{text}“ kann zwei Zeiten meinen. Schreiben Sie beide Enden wie 09:00 und 17:00, und jedes mit seinem Tag.',
  'refusal.ambiguous-moment':
    '„{text}“ kann zwei Tage bedeuten. Schreiben Sie den Monat als Wort, zum Beispiel 4. März, oder 2026-03-04.',
  'refusal.moment-past': '„{text}“ ist vorbei: Das ist {when}. Nenn eine Zeit, die noch kommt.',
  'refusal.no-such-date': 'Den „{date}“ gibt es im Kalender nicht. Prüfen Sie Monat und Tag.',
  'refusal.unreadable-recurrence':
    '„{text}“ ist keine Wiederholung. Schreiben Sie sie wie cron 0 2 * * sun oder FREQ=WEEKLY;BYDAY=SU;BYHOUR=2.',
  'refusal.unreadable-rrule':
    '„{text}“ ist als Teil einer Regel nicht lesbar. Schreiben Sie sie wie FREQ=WEEKLY;BYDAY=SU;BYHOUR=2, höchstens täglich.',
  'refusal.rrule-counts-from-nowhere':
    'Eine Regel mit COUNT braucht einen Beginn, ab dem sie zählt. Ergänzen Sie „from“.',
  'refusal.rrule-too-often': 'Die Regel kommt öfter als einmal pro Stunde. Nennen Sie eine Minute mit BYMINUTE.',
  'refusal.rrule-never': 'Die Regel nennt keinen Tag, der je kommt. Wählen Sie einen, der kommt.',

  'refusal.unknown-schedule': 'Den Dienstplan „{schedule}“ gibt es nicht mehr. „oncall“ zeigt die Dienstpläne.',
  'refusal.no-schedules':
    'Es gibt noch keine Dienstpläne. Die Administration trägt sie in die Konfigurationsdatei ein.',
  'refusal.which-target':
    'Sagen Sie, wer alarmiert wird: eine Person, ein Team oder einer dieser Dienstpläne: {known}. Zum Beispiel: „page to:primary are you there?“',
  'refusal.which-shifts':
    'Welche Schichten? Nennen Sie beide, etwa „swap my monday with {name}’s tuesday“. „oncall for:{name}“ zeigt die nächsten.',
  'refusal.which-schedule': 'Es gibt mehrere Dienstpläne. Ergänzen Sie „schedule:“ und einen davon: {known}.',
  'refusal.on-call-already': 'Diese Person hat dann bereits Bereitschaft; es muss nichts geändert werden.',
  'refusal.too-many-overrides':
    '„{schedule}“ hat {most} kommende Vertretungen, mehr sind nicht erlaubt. Ändern Sie die Ebenen in der Konfigurationsdatei.',
  'refusal.unknown-override':
    'Eine solche im Chat eingetragene Vertretung gibt es nicht. „override“ zeigt die kommenden.',
  'refusal.override-over': 'Diese Vertretung ist vorbei und kann nicht mehr abgesagt werden.',
  'refusal.not-your-override':
    'Diese Vertretung hat jemand anderes eingetragen. Diese Person oder die Leitung (manager) kann sie absagen.',
  'refusal.end-missing':
    'Eine Vertretung braucht ein Ende. Ergänzen Sie „to“, etwa „to:+2h“ oder „to:2026-12-26T09:00“.',
  'refusal.ends-before-it-starts': 'Das Ende liegt vor dem Beginn. Geben Sie ein „to“ an, das nach „from“ liegt.',
  'refusal.over-already': 'Diese Zeit ist schon vorbei. Geben Sie eine künftige an.',
  'refusal.period-too-long': 'Das ist länger als {days} Tage. Geben Sie eine kürzere Zeit an.',
  'refusal.return-missing': 'Wann sind Sie zurück? Ergänzen Sie es, etwa „away to:2026-12-28T09:00“.',
  'refusal.too-many-absences': 'Es sind schon {most} kommende Abwesenheiten eingetragen. „away off“ beendet sie.',
  'refusal.away-yourself-only':
    'Mit der Rolle {role} können Sie nur sich selbst als abwesend eintragen. Bitten Sie {name} darum oder jemanden mit der Rolle manager.',
  'refusal.override-yourself-only':
    'Mit der Rolle {role} können Sie nur sich selbst eintragen. Bitten Sie {name} darum oder jemanden mit der Rolle manager.',
  'refusal.cannot-respond':
    '{name} hat die Rolle {role}, kann keine Vorfälle bestätigen und daher keine Bereitschaft haben. Bitten Sie die Administration, die Rolle zu ändern.',
  'refusal.no-shift':
    'Sie haben auf „{schedule}“ innerhalb eines Jahres keine Schicht, also gibt es nichts zu vertreten.',
  'refusal.shift-over': 'Diese Schicht ist vorbei. Daran lässt sich nichts mehr ändern.',
  'refusal.nobody-to-ask':
    'Auf „{schedule}“ kann sonst niemand per Direktnachricht gefragt werden. Nehmen Sie stattdessen „override“.',
  'refusal.taken-already': '{name} hat diese Schicht bereits übernommen. Vielen Dank.',
  'refusal.taken-by-other':
    '{name} hat diese Schicht bereits übernommen. Sprechen Sie mit {name}, und nehmen Sie sie mit „override“ zurück.',
  'refusal.withdrawn': '{name} braucht keine Vertretung mehr. Vielen Dank.',
  'refusal.own-shift': 'Das ist Ihre eigene Schicht. Jemand anderes muss sie übernehmen.',
  'refusal.not-asked': '{name} hat die anderen auf „{schedule}“ gefragt, und Sie gehören nicht dazu.',
  'refusal.not-theirs-now': '{name} hat dann keine Bereitschaft mehr, also gibt es nichts zu übernehmen.',
  'refusal.not-away-now': '{name} ist jetzt nicht abwesend, also gibt es nichts zu übernehmen.',
  'refusal.not-the-asker': 'Nur {name} kann diese Anfrage zurückziehen.',
  'refusal.unknown-cover': 'Eine solche Anfrage gibt es nicht. Ihre Schicht ist vermutlich lange vorbei.',
  'refusal.asked-already':
    'Sie haben bereits danach gefragt, und noch hat niemand übernommen (gefragt: {names}). Zum Zurückziehen: „cover withdraw:{id}“',
  'refusal.covered-already': '{name} hat diese Schicht bereits übernommen; sie ist vertreten.',
  'refusal.not-your-shift':
    '{name, select, none {Niemand hat} other {{name} hat}} in dieser Zeit auf „{schedule}“ Bereitschaft, nicht durchgehend Sie. Fragen Sie für eine eigene Schicht; „oncall“ zeigt sie.',

  'refusal.never-again': 'Das kommt nie wieder. Wählen Sie eine Regel mit einem künftigen Zeitpunkt.',
  'refusal.too-many-windows':
    'Es gibt bereits {most} im Chat angelegte Wartungsfenster. Entfernen Sie alte, oder nutzen Sie die Konfigurationsdatei.',
  'refusal.not-running':
    '„{id}“ läuft gerade nicht, also gibt es nichts zu beenden. „maintenance“ zeigt, was läuft; ein geplantes entfernen: „maintenance remove window:{id}“',
  'refusal.stands-in-the-file':
    '„{id}“ steht in der Konfigurationsdatei; dort kann die Administration es entfernen. Für jetzt beenden: „maintenance stop window:{id}“',
  'refusal.running': '„{id}“ läuft gerade. Beenden Sie es zuerst: „maintenance stop window:{id}“',
  'refusal.over': '„{id}“ ist vorbei, also gibt es nichts zu entfernen.',
  'refusal.unknown-window': 'Ein solches Wartungsfenster gibt es nicht. „maintenance“ zeigt sie.',
  'refusal.in-the-past':
    'Das beginnt in der Vergangenheit. Lassen Sie „from“ weg, um jetzt zu beginnen, oder geben Sie eine künftige Zeit an.',
  'refusal.too-far': 'Das ist mehr als {days} Tage voraus. Planen Sie es, wenn es näher ist.',
  'refusal.maintenance-length': 'Eine Wartung dauert 1 Minute bis {days} Tage, zum Beispiel „for:2h“.',
  'refusal.in-maintenance-already':
    'Das ist bereits mindestens so lange in Wartung („{id}“). Zum Beenden: „maintenance stop window:{id}“',
  'refusal.planned-already': 'Dieselbe Wartung ist bereits geplant, als „{id}“.',
  'refusal.start-meant':
    'Um einen Service in Wartung zu nehmen, ergänzen Sie „start“: „maintenance start checkout for:2h“',
  'refusal.service-missing': 'Nennen Sie den Service: „maintenance start checkout for:2h“',
  'refusal.length-missing': 'Sagen Sie, wie lange es dauert. Ergänzen Sie „for“, etwa „for:2h“.',
  'refusal.which-window': 'Mehrere Fenster laufen. Nennen Sie, welches enden soll: {windows}. „maintenance“ zeigt sie.',
  'refusal.not-in-maintenance':
    '{service, select, none {Gerade ist nichts in Wartung} other {„{service}“ ist gerade nicht in Wartung}}, also gibt es nichts zu beenden.',
  'refusal.window-missing':
    'Nennen Sie das Fenster mit der Kennung, die „maintenance“ zeigt: „maintenance remove window:…“',
  'refusal.all-services-need-manager':
    'Mit der Rolle {role} können Sie einzelne Services in Wartung nehmen. Für alle auf einmal fragen Sie jemanden mit der Rolle manager.',

  'refusal.too-many-steps': '{steps} Schritte sind zu viele. Geben Sie höchstens {most} an.',
  'refusal.step-twice': '{platform} steht zweimal für denselben Zeitpunkt da. Nennen Sie es einmal.',
  'refusal.unknown-way':
    '„{text}“ ist kein Weg, Sie zu alarmieren. Schreiben Sie Schritte wie „slack, telegram after 2m, email after 5m“. Bekannt: {ways}.',
  'refusal.no-account':
    'Sie haben hier kein Konto auf {platform}; „link“ fügt eins hinzu. Sie haben: {ways, select, none {noch keins} other {{ways}}}.',
  'refusal.no-address':
    'Sie haben hier keine E-Mail-Adresse; die Administration trägt sie in die Konfigurationsdatei ein. Sie haben: {ways, select, none {noch keinen Weg} other {{ways}}}.',
  'refusal.wait-too-long': '„{text}“ ist zu lange. Ein Schritt kommt innerhalb eines Tages.',
  'refusal.hours-missing': 'Ruhezeiten brauchen Anfang und Ende: „quiet from:22:00 to:07:00“',
  'refusal.no-hours': 'Diese Zeiten beginnen und enden gleichzeitig. Für gar keine Ruhezeiten: „quiet off“',
  'refusal.unknown-severity':
    '„{text}“ ist kein Schweregrad. Schreiben Sie sev1, sev2, sev3 oder sev4, mehrere mit Komma dazwischen, oder none.',
  'refusal.no-way': 'Sie haben kein Konto auf einer hier verbundenen Plattform. „link“ fügt eins hinzu.',
  'refusal.one-at-a-time': 'Nutzen Sie „{command} {action}“ allein, dann die Änderung.',
  'refusal.list-by-person':
    'Vorfälle werden nach Zustand, Dienst, Schweregrad und Zeitraum aufgelistet, nicht nach Personen. „oncall {name}“ zeigt deren Schichten, „list“ bei jedem Vorfall, wer ihn hat.',
  'refusal.one-incident': '„{command}“ nimmt einen Vorfall auf einmal, etwa „{command} 42“. „list“ zeigt die offenen.',
  'refusal.one-command': 'Nichts wurde geändert: Senden Sie je Zeile einen Befehl, erst „{first}“, dann „{second}“.',
  'refusal.one-target':
    'Nennen Sie eine Person, ein Team oder einen Dienstplan auf einmal, und senden Sie für jeden eine Zeile.',
  'refusal.pages-now':
    'Alarmiert wird sofort, nicht später: Für „{time}“ wurde niemand alarmiert. Senden Sie die Zeile dann noch einmal.',
  'refusal.one-service':
    '„maintenance“ nimmt einen Service auf einmal. Nichts wurde begonnen. Senden Sie für jeden Service eine Zeile.',
  'refusal.service-is-no-target':
    '„{service}“ ist ein Service. „declare … service:{service}“ alarmiert, wer dafür Bereitschaft hat; „page“ nimmt eine Person, ein Team oder einen Dienstplan.',
  'refusal.cover-is-for-yourself':
    '„cover“ bittet andere, eine Schicht von Ihnen zu übernehmen. Um für {name} einzuspringen, nutzen Sie „override“, etwa „override me tomorrow“.',
  'refusal.no-title':
    '„{text}“ sagt nicht, was los ist. Schreiben Sie einen Titel, etwa „declare Checkout ist ausgefallen“.',
  'refusal.quiet-needs-two-times':
    'Ruhezeiten haben Anfang und Ende und gelten jeden Tag. Schreiben Sie sie wie „quiet 22:00-07:00“; für eine Nacht „away morgen 22:00 bis 7:00“.',
  'refusal.unknown-person':
    'Ich kenne Sie auf {platform} noch nicht{name, select, none {} other {, {name}}}. Bitten Sie {names, select, none {die Person, die Tocsins Konfigurationsdatei pflegt} other {{names}}}, „{key}: "{id}"“ bei Ihren Konten zu ergänzen, oder senden Sie mir „link“ auf einer Plattform, auf der ich Sie kenne.',
  'refusal.no-such-person':
    'Es gibt keine Person „{text}“. Geben Sie die Kennung einer Person der Konfigurationsdatei an.',
  'refusal.not-in-file':
    'Sie stehen nicht mehr in der Konfigurationsdatei. Bitten Sie die Administration, Sie einzutragen.',
  'refusal.too-many-tries':
    'Von diesem Konto wurden zu viele Codes versucht. Warten Sie 15 Minuten, dann versuchen Sie einen neuen.',
  'refusal.wrong-code':
    'Dieser Code ist ungültig: vertippt, schon benutzt oder älter als 10 Minuten. Senden Sie mir „link“, wo ich Sie kenne, für einen neuen.',
  'refusal.account-taken': 'Dieses Konto auf {platform} gehört bereits jemandem.',
  'refusal.account-in-file':
    'Ihr Konto auf {platform} steht in der Konfigurationsdatei. Dort kann die Administration es ändern.',
  'refusal.not-linked': 'Sie haben auf {platform} kein Konto, das mit einem Code verknüpft wurde.',
  'refusal.has-one-already':
    '{name} hat bereits ein anderes Konto auf {platform}. Um es zuerst zu trennen: „link remove:{remove}“',
  'refusal.known-already':
    'Ich kenne dieses Konto auf {platform} schon: es gehört {name}. Senden Sie den Code von dem Konto, das ich nicht kenne.',
  'refusal.nothing-to-link': 'Sie haben bereits ein Konto auf jeder hier verbundenen Plattform.',
  'refusal.link-not-here':
    'Auf {platform} lassen sich keine Konten verknüpfen. Nutzen Sie „web“ für einen Anmeldelink.',
  'refusal.code-missing':
    'Ich kenne Sie auf {platform} noch nicht. Senden Sie mir „link“ auf einer Plattform, auf der ich Sie kenne, dann den Code hier: „link code:ABCD-2345“',
  'refusal.code-not-private': 'Ein Code ist nur für Sie. Senden Sie mir „link“ in einer Direktnachricht.',
  'refusal.code-was-public':
    'Andere konnten diesen Code lesen, er ist daher ungültig. Holen Sie einen neuen und senden Sie ihn in einer Direktnachricht.',
  'refusal.web-not-private': 'Ein Anmeldelink ist nur für Sie. Senden Sie mir „web“ in einer Direktnachricht.',
  'refusal.audit-not-private':
    'Das Audit-Log ist nicht für alle bestimmt. Senden Sie mir „audit“ in einer Direktnachricht.',

  'refusal.unknown-command':
    '{reads, select, none {Es gibt keinen Befehl „{verb}“.} question {Nichts wurde geändert: Das liest sich als Frage.} impossible {Nichts wurde geändert: Ein Vorfall wird nie geteilt oder gelöscht, und Zusammengeführtes bleibt zusammen. „declare“ meldet einen weiteren, „merge“ führt zwei zusammen.} mistake {Jetzt wurde nichts geändert. Etwas zurücknehmen: „unack 14“, „reopen 14“ oder „snooze 14 off“.} condition {Nichts wurde geändert: Befehle wirken sofort, nicht später oder unter einer Bedingung.} other {Nichts wurde geändert.}}{near, select, none {} other { Meinten Sie „{near}“?}}{line, select, none {} other { {as, select, declare {Um einen Vorfall zu melden, senden Sie} note {Um das zu notieren, senden Sie} later {Wenn es so weit ist, senden Sie} other {Schreiben Sie:}} „{line}“.}} „help“ zeigt die Befehle.',
  'refusal.not-for-programs': 'Für Programme gibt es keinen Befehl „{verb}“.',
  'refusal.nothing-to-change': '„{command}“ ändert ohne Option nichts. Geben Sie mindestens eine davon an: {options}.',
  'refusal.unknown-option': '„{command}“ hat keine Option „{option}“.',
  'refusal.missing-option':
    '„{command}“ braucht „{option}“.{example, select, none {} other { Zum Beispiel: „{example}“}}',
  'refusal.too-long': '„{option}“ hat {length} Zeichen, erlaubt sind höchstens {most}. Kürzen Sie den Text.',
  'refusal.word-left-over':
    '„{word}“ passt nicht zu „{command}“. Möglich sind: {options, select, none {keine Optionen} other {{options}}}.',
  'refusal.given-twice': '„{option}“ steht zweimal da. Geben Sie es einmal an.',
  'refusal.unknown-name':
    '{what, select, service {Es gibt keinen Service} person {Es gibt keine Person} schedule {Es gibt keinen Dienstplan} target {Es gibt keine Person, kein Team und keinen Dienstplan} other {„{option}“ kennt kein}} „{name}“.{near, select, none {} other { Meinten Sie „{near}“?}} Bekannt: {known, select, none {noch nichts} other {{known}}}.',
  'refusal.names-everybody':
    '{what, select, person {„{name}“ ist nicht eine einzelne Person. Nennen Sie eine von diesen: {known}.} other {Alle auf einmal kann niemand alarmieren. Nennen Sie eine Person, ein Team oder einen Dienstplan: {known}. Die nächste Stufe eines Vorfalls alarmiert „escalate“.}}',
  'refusal.names-nobody':
    '„{name}“ sagt nicht, wer alarmiert werden soll. Nennen Sie eine Person, ein Team oder einen Dienstplan: {known}. Für die nächste Stufe eines Vorfalls: „escalate“. Wer Bereitschaft hat: „oncall“.',
  'refusal.unreadable-end':
    '„{text}“ ist weder eine Dauer noch eine Zeit. Schreiben Sie sie wie 30m, 2h, 1d, bis 9 Uhr, bis Montag oder über Nacht.',
  'refusal.unreadable-period':
    '„{text}“ ist kein Zeitraum, der begonnen hat. Schreiben Sie ihn wie heute, gestern, 24h, seit Montag, letzte Woche, November oder 1. Nov bis 15. Nov.',
  'refusal.incident-missing': '„{command}“ braucht einen Vorfall. Geben Sie seine Nummer an, etwa 42.',
  'refusal.not-a-number':
    '„{text}“ ist kein Vorfall. Geben Sie seine Nummer an, etwa 42 oder #42; „list“ zeigt die Vorfälle.',
  'refusal.unknown-incident': 'Es gibt keinen Vorfall #{number}. „list“ zeigt die offenen.',
  'refusal.not-allowed':
    '{token, select, none {{person, select, none {Sie haben die Rolle {role}} other {{person} hat die Rolle {role}}}, und „{command}“ braucht die Rolle {needs}. Bitten Sie die Administration, sie zu ändern.} other {Das Token „{token}“ hat die Rolle {role}, und „{command}“ braucht die Rolle {needs}. Verwenden Sie ein Token mit dieser Rolle.}}',
  'refusal.which-incident': 'Nennen Sie den Vorfall mit seiner Nummer.',
  'refusal.asked-first': 'Das muss zuerst bestätigt werden.',
  'refusal.button-expired': 'Dieser Knopf ist abgelaufen. Senden Sie die Zeile noch einmal.',
  'refusal.button-of-another': 'Das wurde {name} gefragt. Senden Sie die Zeile selbst.',
  'refusal.button-done': 'Sie haben diesen Knopf schon gedrückt, und es wurde ausgeführt.',
  'refusal.unknown-help':
    'Es gibt keinen Befehl und keine Gruppe „{text}“.{near, select, none {} other { Meinten Sie „{near}“?}} Nennen Sie einen Befehl, etwa „help declare“, oder eine Gruppe: {groups}.',
  'refusal.no-such-bundle': 'Diese Nachricht ist zu alt. „paged“ zeigt, wofür Sie alarmiert wurden.',
  'refusal.no-such-page': '„page“ ist eine Zahl von 1 bis {most}: „{command} page:2“',
  'refusal.which-missing':
    'Sagen Sie, was verworfen werden soll: „deliveries drop 42“, „deliveries drop letters“ oder „deliveries drop all“.',
  'refusal.unknown-which': '„{text}“ ist ungültig. Geben Sie die Nummer eines Vorfalls an, „letters“ oder „all“.',
  'refusal.drop-needs-manager':
    'Mit der Rolle {role} können Sie keine Nachrichten verwerfen: was verworfen ist, erreicht niemanden. Fragen Sie jemanden mit der Rolle manager, oder nutzen Sie „deliveries retry“.',
  'refusal.unknown-job': '„{text}“ ist keine wiederkehrende Aufgabe. Aufgaben: {known}.',
  'refusal.job-running': '{job} läuft schon. „jobs“ zeigt, wie es ausgeht.',
  'refusal.job-missing': 'Nennen Sie die Aufgabe, die laufen soll: „jobs run retention“. Aufgaben: {known}.',
  'refusal.no-such-period':
    'Ein Bericht umfasst 1 bis {days} ganze Tage (UTC), die begonnen haben: „report 7d“, „report heute“ oder „report November“. Für Stunden: „list 12h“',
} as const satisfies Translation<typeof english>;
