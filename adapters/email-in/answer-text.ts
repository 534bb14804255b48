import type { ParsedMail } from 'mailparser';
import { writtenIn } from './mail-text.ts';

/** In characters. */
const longest = 4_000;
/** What phones and mail programs put under a mail, without the line of hyphens. */
const sentFrom =
  /^(?:sent (?:from|with|via|by|on) |get outlook for |outlook for .{2,10} を|(?:ios|android|mac|windows)\s?(?:版|用|向け)?\s?の?\s?outlook\b|von (?:meinem|meiner) .{1,40} gesendet|(?:diese|die) (?:nachricht|e-?mail) wurde von .{1,60} gesendet|gesendet (?:von|mit|über|aus) |(?:holen|laden) sie sich outlook|outlook für (?:ios|android|mac)|enviado (?:desde|con|do|a través|por) |obt(?:ener|én) outlook|envoyé (?:de|depuis|avec|à partir) |télécharger outlook|.{1,30}から送信|yahoo mail:|.{1,60} reacted (?:via|to your)|(?:confidentiality notice|disclaimer|aviso legal|haftungsausschluss)\b|(?:this|diese|este) (?:e-?mail|message|nachricht|mensaje|correo)\b.{0,80}(?:confidential|privileged|intended|vertraulich|bestimmt|confidencial))/i;
/** What ends a letter. What follows is a name, a title, a telephone number. */
const regards =
  /^(?:(?:(?:best|kind|warm|many)(?:est)?|with (?:best|kind)) )?(?:regards|wishes|thanks|thank you|cheers|sincerely|br|kr|thx)(?: (?:and|&) (?:best |kind )?regards| in advance| a lot| so much| again)?[\s,.!–-]{0,3}$|^(?:mit )?(?:freundlichen?|freundliche|besten?|beste|vielen?|viele|lieben?|liebe|schönen?|schöne|herzlichen?|herzliche) (?:grü(?:ß|ss)en?|gruß|dank)[\s,.!]{0,3}$|^(?:mfg|lg|vg|grüße?|gruss|danke(?: (?:schön|dir|euch|ihnen))?)[\s,.!]{0,3}$|^(?:un |muchos |cordiales )?(?:saludos?|gracias|abrazo)(?: cordiales?| de antemano)?[\s,.!]{0,3}$|^(?:atentamente|cordialmente|muchas gracias)[\s,.!]{0,3}$|^(?:どうぞ)?(?:よろしく|宜しく)(?:お願い.{0,8})?[。.!\s]{0,3}$|^(?:以上(?:です)?|ありがとうございま(?:す|した)|お疲れ様です|お世話になって.{0,8})[、。.!\s]{0,3}$/i;
const greeting =
  /^(?:hi|hello|hey|dear|good (?:morning|evening|day)|hallo|guten (?:morgen|tag|abend)|moin|servus|liebe[rs]?|hola|buen(?:os|as) (?:días|tardes|noches)|estimad[oa]s?)(?: [\p{L}\p{N} ,.’'-]{1,40})?[,!.:]?$|^.{1,30}(?:様|さん)[、,]?$|^(?:お疲れ様です|お世話になっております)[。、]?$/iu;
/** What the mail server before this one puts above mails from outside. */
const banner =
  /^[\W_]{0,4}(?:caution|warning|attention|external|achtung|warnung|extern|externe|precaución|atención)\b.{0,200}(?:e-?mail|message|sender|nachricht|absender|outside|external|extern|correo|mensaje|remitente)\b.{0,200}$/i;

/**
 * Returns what somebody answers: without the mail that they answer, without a greeting, and without what stands below their
 * words. Empty when nothing is left.
 */
export function answerIn(mail: Pick<ParsedMail, 'text' | 'html'>): string {
  const lines = writtenIn(mail)
    .split('\n')
    .map((line) => line.replace(/[\u200b-\u200d\ufeff]+(?=$|\s)|^[\u200b-\u200d\ufeff]+/g, '').trim())
    .filter((line) => line !== '' && !/^[-_=*]{4,}$/.test(line));
  const begins = lines.findIndex((line) => !banner.test(line) && !greeting.test(line));
  if (begins < 0) return '';
  const written = lines.slice(begins);
  const end = written.findIndex((line) => sentFrom.test(line) || regards.test(line));
  return (end < 0 ? written : written.slice(0, end)).join('\n').slice(0, longest);
}

/** “resolve - fixed the cache”, “ack!”: as one types it in a chat. */
export function typedLine(line: string): string {
  return line.replace(/^([\p{L}’']{2,20})\s?(?:[-–—:,.!]\s?)+/u, '$1 ').trim();
}
