import type { ParsedMail } from 'mailparser';
import { type Headline, readHeadline, saysNothing, saysOver } from '../../src/domain/alerts/headline.ts';
import { deniesEnd, namesProblem } from '../../src/domain/alerts/headline-denials.ts';
import { oneLine } from '../../src/lib/text.ts';
import type { MailThread } from '../../src/ports/alerts.ts';
import { isCron, isGeneralSubject, saysProblem } from './general-subjects.ts';
import { type MailBody, readBody } from './mail-body.ts';

/** In characters. A longer subject is truncated before it becomes part of a fingerprint, which may have 500. */
const SUBJECT_COMPARED = 300;
/** How many ids of a long thread are looked up. */
const MOST_ANSWERED = 50;
/** Between the parts of a key. */
const NEXT = ' | ';

/** What a mail tells of one alert. */
export type MailReading = Pick<Headline, 'status' | 'severity'> &
  MailThread & {
    /** Keys of other alerts that an end ends. */
    readonly also?: readonly string[];
  };

/** Returns the ids of the mails that this one answers, the latest first. Empty when it begins a thread. */
export function answeredBy({ inReplyTo, references }: Pick<ParsedMail, 'inReplyTo' | 'references'>): readonly string[] {
  const all = [inReplyTo, ...[references ?? []].flat().reverse()].flatMap((id) => id?.trim() || []);
  return [...new Set(all)].slice(0, MOST_ANSWERED);
}

/**
 * Returns what a mail is about: mostly its subject. A general subject (“Alerts”) leaves it to the text. When both say nothing,
 * the thread decides: the earlier mails or, if none of them arrived here, the id of the first one, which all later ones name.
 *
 * @param thread what the earlier mails of its thread were about
 */
export function readMail(mail: ParsedMail, text: string, thread: MailThread | undefined): readonly MailReading[] {
  const subject = oneLine(mail.subject ?? '');
  const body = readBody(text);
  const answered = answeredBy(mail);
  if (saysNothing(subject) && answered.length > 0) return [ofThread(subject, text, body, answered, thread)];
  const read = readHeadline(subject);
  if (read.status !== 'other' && isGeneralSubject(subject)) return ofBody(subject, body);
  const told = read.status === 'firing' && body.isClosed ? 'resolved' : read.status;
  const status = told === 'resolved' && body.hasFailed ? 'firing' : told;
  const where = body.where.filter((machine) => !includes(subject, machine));
  const key = keyOf([read.bare, ...where]);
  // An answer that a person writes has the subject of the alert, and none of its fields.
  const isOfThread = thread?.key.startsWith(`${key}${NEXT}`);
  const also = (read.also ?? []).map((name) => keyOf([name, ...where]));
  return [{ ...read, status, title: subject, key: isOfThread ? thread!.key : key, also }];
}

function ofThread(
  subject: string,
  text: string,
  body: MailBody,
  answered: readonly string[],
  thread: MailThread | undefined,
): MailReading {
  const title = oneLine(text.split('\n', 1)[0] ?? '') || subject || untitled;
  const known = thread ?? { key: `thread ${answered.at(-1)!.slice(0, SUBJECT_COMPARED)}`, title };
  const read = readHeadline(subject || title);
  const isOver = saysOver(subject) && !body.hasFailed;
  return { ...read, status: isOver ? 'resolved' : read.status, ...known };
}

const untitled = 'Mail without a subject';

function ofBody(subject: string, body: MailBody): readonly MailReading[] {
  const { bare, severity } = readHeadline(subject);
  const general = saysNothing(subject) ? '' : bare;
  const where = body.where.filter((machine) => !includes(bare, machine));
  const graded = severity && { severity };
  const about = (line: string) => {
    const read = readHeadline(line);
    return {
      key: keyOf([general, ...where, read.bare]),
      also: (read.also ?? []).map((name) => keyOf([general, ...where, name])),
      title: where[0] && !includes(line, where[0]) ? `${where[0]}: ${line}` : line,
    };
  };
  if (body.listed.length > 0)
    return body.listed.map(({ line, isOver }) => ({
      ...about(line),
      ...graded,
      status: isOver ? 'resolved' : 'firing',
    }));
  const line = oneLine(body.line ?? '');
  if (line === '' || isCron(bare)) {
    const key = keyOf([bare || subject, ...where]);
    return [{ key, title: subject || line || untitled, ...graded, status: stateOf(subject, line, body) }];
  }
  return [{ ...about(line), ...graded, ...gradeOf(line), status: stateOf(subject, line, body) }];
}

function gradeOf(line: string) {
  const { severity } = readHeadline(line);
  return severity && { severity };
}

/** Something is over only when the mail says so, and nothing in it says otherwise. */
function stateOf(subject: string, line: string, body: MailBody): Headline['status'] {
  if (body.state === 'failing' || saysProblem(subject)) return 'firing';
  if (saysOver(subject)) return 'resolved';
  const told = line === '' ? undefined : readHeadline(line);
  if (body.namesProblem && told?.status !== 'other') return 'firing';
  if (told?.status === 'other' || told?.status === 'resolved') return told.status;
  const isProblem = told !== undefined && (told.bare !== line || deniesEnd(line) || namesProblem(line));
  return body.state === 'over' && !isProblem && !tellsError.test(subject) ? 'resolved' : 'firing';
}

/** “ZFS checksum error on nas1” is a problem, although the state of the pool beside it is ONLINE. */
const tellsError = /(?<![\p{L}])(?:errors?|failures?|warnings?|fehler|warnung|errore?s|erreurs?)(?![\p{L}])/iu;

function keyOf(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .join(NEXT)
    .toLowerCase()
    .slice(0, SUBJECT_COMPARED);
}

function includes(line: string, machine: string): boolean {
  return line.toLowerCase().includes(machine.toLowerCase());
}
