import type { Translation } from '../../catalogue.ts';
import type { webPages as english } from '../../en/web/web-pages.ts';

export const webPages = {
  'web-page.needs-javascript': 'Der Web-Chat von Tocsin braucht JavaScript.',
  'web-page.to-chat': 'Web-Chat öffnen',
  'web-page.not-found': 'Seite nicht gefunden',
  'web-page.not-found.text': 'Unter dieser Adresse gibt es nichts.',
  'web-page.room-opening': '#{number} wurde gerade gemeldet',
  'web-page.room-opening.text': 'Der Raum wird geöffnet. Diese Seite sieht von selbst wieder nach.',
  'web-page.no-incident': 'Vorfall nicht gefunden',
  'web-page.no-incident.text': 'Es gibt keinen Vorfall mit dieser Nummer, oder er hat keinen Raum im Web-Chat.',
  'web-document.incident': 'Vorfall #{number} öffnen',
  'web-document.download': 'Als Markdown herunterladen',
  'web-page.unavailable': 'Zurzeit nicht verfügbar',
  'web-page.unavailable.text': 'Das hat nicht geklappt. Versuchen Sie es gleich noch einmal.',
  'web-page.method': 'Öffnen Sie diese Adresse im Browser',
  'web-page.method.text': 'Sie kann nur gelesen werden.',
  'web-page.role': 'Ihre Rolle erlaubt das nicht',
  'web-page.role.text': 'Bitten Sie die Administration, Ihre Rolle zu ändern.',
  'web-page.local-only': 'Nur auf diesem Rechner',
  'web-page.local-only.text':
    'In der Demo können alle für alle handeln. Deshalb antwortet sie nur auf dem Rechner, auf dem sie läuft.',
  'web-page.local-only.public':
    'PUBLIC_URL ist eine Adresse, die andere erreichen: Entfernen Sie die Einstellung, um die Demo zu verwenden.',
  'web-page.local-only.loopback': 'Öffnen Sie sie dort unter der Adresse 127.0.0.1.',
  'web-page.local-only.own-team':
    'Für Ihr eigenes Team schreiben Sie eine Konfigurationsdatei, siehe docs/configuration.md.',

  'sign-in.title': 'Bei Tocsin anmelden',
  'sign-in.once': 'Dieser Link meldet Sie in diesem Browser für bis zu 30 Tage an. Er funktioniert einmal.',
  'sign-in.button': 'Anmelden',
  'sign-in.type': 'Geben Sie in Slack, Discord oder Telegram ein:',
  'sign-in.how':
    'Der Bot schickt Ihnen einen Link, den nur Sie sehen. Er funktioniert einmal, innerhalb von 10 Minuten. Ohne Chat führen Sie auf dem Server aus:',
  'sign-in.expired': 'Dieser Link funktioniert nicht mehr',
  'sign-in.expired.text':
    'Er wurde schon verwendet oder ist älter als 10 Minuten. Für einen neuen geben Sie `/incident web` in Slack, Discord oder Telegram ein, oder führen Sie auf dem Server `tocsin sign-in` aus.',
  'sign-in.method.text': 'Öffnen Sie den Link im Browser.',
  'sign-in.too-many': 'Zu viele Versuche',
  'sign-in.too-many.text': 'Versuchen Sie es in {seconds, plural, one {# Sekunde} other {# Sekunden}} noch einmal.',
  'sign-in.foreign': 'Öffnen Sie den Link aus Ihrem Chat',
  'sign-in.foreign.text': 'Eine andere Website hat Ihren Browser hierher geschickt. Sie wurden nicht angemeldet.',

  'web-room.announce': 'Vorfälle',
  'web-room.direct': 'Direktnachricht',
  'web-session.unknown-device': 'Unbekannter Browser',

  'web-error.sign-in': 'Melden Sie sich zuerst an.',
  'web-error.no-room': 'Diesen Raum gibt es nicht.',
  'web-error.no-message': 'Diese Nachricht gibt es nicht.',
  'web-error.no-command': 'Diesen Befehl gibt es nicht.',
  'web-error.no-option': '„{command}“ hat keine solche Option.',
  'web-error.no-person': 'Im Demo-Team gibt es diese Person nicht.',
  'web-error.no-integration': 'Diese Integration steht nicht in der Konfigurationsdatei.',
  'web-error.no-payload': 'Dieses Payload wird nicht mehr aufbewahrt.',
  'web-error.no-job': 'Eine wiederkehrende Aufgabe dieses Namens gibt es nicht mehr.',
  'web-error.payload-unusable': 'Dieses Payload ist nicht lesbar. Probieren Sie es aus, um zu sehen, warum.',
  'web-error.empty': 'Geben Sie zuerst etwas ein.',
  'web-error.too-long': 'Das ist länger als {limit, number} Zeichen. Kürzen Sie es.',
  'web-error.other-person': 'In einem anderen Tab sind Sie jetzt {name}.',
  'web-error.too-many-streams': 'Zu viele Fenster von Tocsin sind offen. Schließen Sie einige.',
  'web-error.too-often':
    'Das ist zu viel in kurzer Zeit. Versuchen Sie es in {seconds, plural, one {# Sekunde} other {# Sekunden}} noch einmal.',
  'web-error.not-found': 'Unter dieser Adresse gibt es nichts.',
  'web-error.foreign': 'Das darf nur die Seite von Tocsin.',
  'web-error.starting': 'Tocsin startet oder wird beendet. Versuchen Sie es gleich noch einmal.',
  'web-error.old-button':
    'Diese Schaltfläche stammt aus einer früheren Version und funktioniert nicht mehr. „help“ zeigt, was möglich ist.',
} as const satisfies Translation<typeof english>;
