import type { Translation } from '../../catalogue.ts';
import type { mail as english } from '../../en/web/mail.ts';

export const mail = {
  'mail.footer': 'Tocsin hat diese E-Mail an {address} gesendet. Antworten werden nicht gelesen.',
  'mail.footer.answer':
    'Tocsin hat diese E-Mail an {address} gesendet. Antworten: „quittieren“, „behoben“ oder eine Notiz.',
  'mail.footer.buttons':
    'Die Schaltflächen handeln {days, number} Tage lang als {address}, bis {expires}: Leiten Sie diese E-Mail nicht weiter.',
  'mail.answer.unclear':
    'Sonst hat sich nichts geändert. Antworten Sie mit „quittieren“, „behoben“ oder „eskalieren an“ und einem Namen. Anderer Text wird ohne weitere E-Mail eine Notiz zu #{number}.',
  'mail.answer.empty':
    'Ihre Antwort zu #{number} enthält keinen Text, es hat sich nichts geändert. Schreiben Sie „quittieren“, „behoben“ oder eine Notiz über die zitierte E-Mail.',
  'mail.page.as': 'Als',
  'mail.page.missing': 'Füllen Sie die fehlenden Felder aus.',
  'mail.page.nothing-yet': 'Vor dem Klick auf die Schaltfläche geschieht nichts.',
  'mail.page.optional': 'optional',
  'mail.page.choose': 'Bitte wählen',
  'mail.page.none': 'Keine Angabe',
  'mail.page.nothing-changed': 'Es wurde nichts geändert.',
  'mail.page.expired': 'Dieser Link funktioniert nicht mehr',
  'mail.page.expired.text': 'Er ist älter als {days, number} Tage. Öffnen Sie den Vorfall in Ihrem Chat oder im Web.',
  'mail.page.altered': 'Dieser Link ist unvollständig',
  'mail.page.altered.text':
    'Er wurde unterwegs verändert oder abgeschnitten. Öffnen Sie ihn direkt aus der E-Mail, oder kopieren Sie ihn ganz.',
  'mail.page.not-found': 'Unter dieser Adresse gibt es nichts',
  'mail.page.not-found.text': 'Wenn der Link aus einer E-Mail stammt, öffnen Sie ihn dort, oder kopieren Sie ihn ganz.',
  'mail.page.method': 'Öffnen Sie den Link im Browser',
  'mail.page.failed': 'Etwas ist schiefgelaufen',
  'mail.page.failed.text':
    'Möglicherweise wurde es trotzdem ausgeführt: Sehen Sie im Chat nach, bevor Sie es noch einmal versuchen. Einzelheiten stehen im Log.',
} as const satisfies Translation<typeof english>;
