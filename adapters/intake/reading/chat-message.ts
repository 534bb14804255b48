import { type Alert, alertLimits } from '../../../src/domain/alerts/alert.ts';
import { headlineTitle, readHeadline, saysState } from '../../../src/domain/alerts/headline.ts';
import type { Severity } from '../../../src/domain/severity.ts';
import { oneLine } from '../../../src/lib/text.ts';
import { alertFrom, labelsOf, severityOf } from './fields.ts';
import { readState } from './statuses.ts';
import { mentions } from './titles.ts';
import { readTrueNas, type TrueNasMessage } from './truenas.ts';

/** A message that a monitor posted for people in a chat. */
export interface ChatMessage {
  /** Its paragraphs in plain text; the first is the headline. */
  readonly lines: readonly string[];
  /** URLs of its links, in order. */
  readonly links: readonly string[];
  /** URLs of its pictures, in order. */
  readonly images: readonly string[];
  /** Named values, such as the fields of an attachment. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** The object that the message is about, where a separate field names it: Flux' `kustomization/shop.default`. */
  readonly about?: string | undefined;
  /** Meaning of its colour, where the colour has one. */
  readonly colour?: 'good' | 'bad' | undefined;
}

/**
 * Reads an alert from a chat message: its first line tells the problem and whether it is resolved. Returns none for a
 * message that neither triggers nor resolves, and for an empty one.
 */
export function readChatMessage(
  source: string,
  { lines, links, images, fields, about, colour }: ChatMessage,
): readonly Alert[] {
  const given = lines.map(oneLine).filter((line) => line);
  const nas = readTrueNas(given);
  if (nas) return ofTrueNas(source, nas);
  const flux = about !== undefined && /^[a-z]{3,40}\/[\w.-]{1,300}$/.test(about) ? about : undefined;
  const first = headlineIn(given) ?? fields.map(([name, value]) => `${name}: ${value}`)[0];
  if (first === undefined || isTrial(first)) return [];
  const { status, bare, severity } = readHeadline(first);
  if (status === 'other') return [];
  const named = [...fields, ...given.slice(1).flatMap(fieldIn)];
  const label = (name: string) => named.find(([one]) => one.toLowerCase() === name)?.[1];
  const isOver = status === 'resolved' || colour === 'good' || readState(label('event')) === 'resolved';
  const where = [...new Set(machines.flatMap((name) => label(name) ?? []))].filter((value) => !mentions(first, value));
  const isGeneral = where.length > 0 && general.test(first);
  const title = [headlineTitle(first), ...where].join(' · ');
  return [
    alertFrom(source, {
      status: isOver ? 'resolved' : 'firing',
      title: [flux ? `${flux}: ${title}` : title, bare, first],
      description: given
        .filter((line) => line !== first)
        .join('\n')
        .slice(0, alertLimits.description),
      identity: { parts: flux ? ['flux', flux] : [...(isGeneral ? ['notification'] : [bare.toLowerCase()]), ...where] },
      severity: severity ?? severityFrom(label('severity') ?? label('priority')),
      labels: labelsOf(Object.fromEntries(fields)),
      url: links,
      image: images,
    }),
  ];
}

/** Fields that name a machine: the same headline may come from many machines. */
const machines = ['host', 'hostname', 'instance', 'node', 'server', 'device', 'service', 'pod', 'container', 'name'];

/** Reads a line such as `Host: web-1`, as Checkmk writes it. */
function fieldIn(line: string): readonly (readonly [name: string, value: string])[] {
  const { name, value } = /^(?<name>host|service|event)\s?:\s(?<value>.{1,200})$/i.exec(line)?.groups ?? {};
  return name && value ? [[name, value]] : [];
}

/**
 * A first line of at most so many words may be only the name of the sender, such as “Gatus”, when a later line tells a
 * state.
 */
const wordsOfName = 3;
/** Matches “Uptime Kuma Alert” and “Service PROBLEM notification”: later lines name the problem. */
const general = /^(?:[\w.]{1,30}\s){0,3}(?:alerts?|notifications?|alarms?)$/i;

/**
 * Returns the line that tells the problem: the first one, or a later one where the first is only the monitor's name.
 */
function headlineIn([first, ...others]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  if (general.test(first)) return others.find(isNews) ?? first;
  const [second] = others;
  if (second === undefined || saysState(first) || !saysState(second)) return first;
  return first.split(' ').length <= wordsOfName && second.split(' ').length > wordsOfName ? second : first;
}

function isNews(line: string): boolean {
  return saysState(line) && line.includes(' ') && !general.test(line) && fieldIn(line).length === 0;
}

/** Returns whether the line is a test message of a sender's settings. */
function isTrial(line: string): boolean {
  return /\bthis is a test (?:message|notification|alert) (?:sent )?(?:from|by|of|for)\b|\byour webhook is configured\b/i.test(
    line,
  );
}

function ofTrueNas(source: string, { host, firing, resolved }: TrueNasMessage): readonly Alert[] {
  const alert = (status: Alert['status']) => (text: string) =>
    alertFrom(source, {
      status,
      title: [`${host}: ${text}`],
      identity: { parts: ['truenas', host, text] },
      labels: labelsOf({ host }),
    });
  return [...resolved.map(alert('resolved')), ...firing.map(alert('firing'))];
}

function severityFrom(given: string | undefined): Severity | undefined {
  return given === undefined ? undefined : severityOf(given.replace(/[^a-z0-9-]/gi, ''));
}
