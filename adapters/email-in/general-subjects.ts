import { readHeadline, saysNothing, saysState } from '../../src/domain/alerts/headline.ts';

const nouns = [
  'alerts?|alarms?|notifications?|notices?|messages?|events?|reports?|summary|status|logs?|output|results?|warnings?|errors?|information|infos?',
  '\\p{L}*benachrichtigung(?:en)?|\\p{L}*meldung(?:en)?|hinweis|\\p{L}*bericht|warnung(?:en)?|ereignis(?:se)?',
  'alertas?|avisos?|notificaci(?:ón|ones)|mensajes?|informes?|eventos?|alertes?|avis|rapports?|événements?',
  '通知|お知らせ|レポート|メッセージ|アラート|報告',
].join('|');
const into = 'from|for|on|of|by|at|von|für|auf|de|del|du|sur|pour|en|から|の';
/**
 * “Alerts”, “RDS Notification Message”, “Notification from your device: nas1”, “Backup report for db1”. A name may stand on
 * both sides, and no problem.
 */
const general = new RegExp(
  `^(?:\\[[^\\]]{1,60}\\]\\s?){0,3}(?:[\\p{L}\\p{N}._-]{2,40}(?:\\s[\\p{L}\\p{N}._-]{1,40})?:\\s)?(?:[\\p{L}\\p{N}.&'’/_-]{1,30}\\s){0,4}(?:${nouns})(?:\\s(?:message|mail|email|notification|report|alert))?(?:\\s(?:${into})\\s(?:[^:]|::){1,60}|\\s[\\w.-]{0,30}\\d[\\w.-]{0,30})?(?:\\s?[:(-]\\s?[\\w.@-]{1,60}\\)?)?$`,
  'iu',
);
const script = /^(?:[^<>]{1,40}の)?(?:通知|お知らせ|レポート|アラート)$/u;
/** What cron runs names itself, and its output tells how it went. */
const cron = /^cron <[^<>]{1,200}> .{1,400}$/i;
/** [RESOLVED] Notification from nas1: the state stands apart from what the subject is about. */
const brackets = /^(?:\s?\[[^\]]{1,60}\]){1,3}/;
/** Words that tell a problem, where the noun may be one of a state: “UPS alert”, FreeNAS’s “Critical Alerts”. */
const noun =
  /(?<![\p{L}\p{N}])(?:critical alerts|alerts?|alarms?|errors?|warnings?|warnung|alertas?|alertes?|alarme|アラート)(?![\p{L}\p{N}])/giu;
const problems =
  /(?<![\p{L}\p{N}])(?:full|high|low|slow|lost|exceed(?:ed|s)?|expir(?:ed|es|ing)|dead|stuck|stopped|crash(?:ed)?|fail(?:s|ed|ure|ures|ing)?|down|unreachable|timed? ?out|voll|hoch|niedrig|lleno|alta|plein)(?![\p{L}\p{N}])/iu;

/** Returns whether a subject says neither what is wrong nor what is well again, so the text of the mail has to. */
export function isGeneralSubject(subject: string): boolean {
  if (saysNothing(subject)) return true;
  const { bare } = readHeadline(subject);
  if (isCron(bare)) return true;
  const told = subject.replace(brackets, '').replace(noun, '');
  if (problems.test(told) || saysState(told) || readHeadline(told).status === 'resolved') return false;
  return general.test(bare) || script.test(bare);
}

/** Returns whether cron sends it, and the subject names the job. */
export function isCron(subject: string): boolean {
  return cron.test(subject);
}

/** Returns whether a general subject says that something is wrong: “[Error] Notification from your device: nas1”. */
export function saysProblem(subject: string): boolean {
  return (
    readHeadline(subject).status === 'firing' &&
    /^\P{L}{0,4}(?:error|critical|warning|failed|failure|down|problem|fehler|warnung|kritisch|エラー|警告|障害)(?:\]|\s?:)/iu.test(
      subject,
    )
  );
}
