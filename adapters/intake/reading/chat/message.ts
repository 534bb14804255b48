import { type Alert, alertLimits } from '../../../../src/domain/alerts/alert.ts';
import { headlineTitle, readHeadline, saysState } from '../../../../src/domain/alerts/headline.ts';
import { deniesEnd } from '../../../../src/domain/alerts/headline-denials.ts';
import type { Severity } from '../../../../src/domain/severity.ts';
import { oneLine } from '../../../../src/lib/text.ts';
import { isHeading, readAlertList, readStatedAlerts, type StatedAlert } from '../alert-list.ts';
import { alertFrom, labelsOf, labelValue, severityOf } from '../fields.ts';
import { readState } from '../statuses.ts';
import { mentions } from '../titles.ts';
import type { Colour } from './colour.ts';
import { readFluxObject } from './flux.ts';
import { isGeneral } from './general.ts';
import { readRuleState } from './kibana.ts';
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
  /** Green stands for what is over; every other colour may stand for anything. Absent: it has none. */
  readonly colour?: Colour | undefined;
}

/**
 * Reads an alert from a chat message: its first line tells the problem and whether it is resolved. Returns none for a
 * message that neither triggers nor resolves, and for an empty one.
 */
export function readChatMessage(
  source: string,
  { lines, links, images, fields, about, colour }: ChatMessage,
): readonly Alert[] {
  // “… is active:” leads to what follows.
  const given = lines.map((line) => oneLine(line).replace(/(?<=\bis \w{2,20}):$/, '')).filter((line) => line);
  const nas = readTrueNas(given);
  if (nas) return ofTrueNas(source, nas);
  const stated = given[0] !== undefined && isHeading(given[0]) ? readStatedAlerts(lines.join('\n')) : [];
  if (stated.length > 0 && !given.some(isGroup)) return stated.map((alert) => ofList(source, alert, links));
  const flux = readFluxObject(about === undefined ? given : [about], colour);
  const { first, state = flux?.state } = headlineIn(
    given.filter((line) => line !== flux?.line),
    fields,
  );
  if (first === undefined || isTrial(first) || isUpdate(given, fields)) return [];
  const rule = readRuleState(first);
  const read = readHeadline(first, false);
  const { severity } = read;
  const bare = rule?.name ?? read.bare;
  const status = state ?? rule?.state ?? read.status;
  const list = readAlertList(lines.join('\n'));
  if (status === 'other') return [];
  const named = [...fields, ...given.slice(1).flatMap(fieldIn)];
  const label = (name: string) => named.find(([one]) => one.toLowerCase() === name)?.[1];
  const grade = severityFrom(label('severity') ?? label('priority') ?? list?.severity ?? label('status'));
  // Words count more than a colour, which may be that of the sender, or stand for a grade, such as Falco’s “Notice”.
  const hasState =
    (bare !== first && (severity !== undefined || saysState(first))) ||
    state !== undefined ||
    deniesEnd(first) ||
    expires.test(first);
  const isGreen = colour === 'good' && grade === undefined && !hasState;
  const event = readState(label('event'));
  const fieldState = event ?? readState(label('status') ?? label('state'));
  // Where fields name the check and its state, the text is what it measured: another each time.
  const isByFields = given[0] !== undefined && isGeneral(given[0]) && checks.some(label) && fieldState !== undefined;
  const isByField = isByFields || event !== undefined || !hasState;
  const isOver =
    (isByField && fieldState === 'resolved') ||
    (!isByFields && status === 'resolved') ||
    (isGreen && fieldState === undefined);
  const hosts = [...new Set(machines.flatMap((name) => label(name) ?? []))];
  const where = hosts.filter((value) => !mentions(first, value));
  const isByMachine = isByFields || (where.length > 0 && isGeneral(first));
  // Falco’s sentence has the time and the user in it.
  const byRule = bare === first ? label('rule') : undefined;
  const title = [byRule ?? headlineTitle(first), ...where].join(' · ');
  return [
    alertFrom(source, {
      status: isOver ? 'resolved' : 'firing',
      title: [list?.title, flux ? `${flux.name}: ${title}` : title, bare, first],
      description: given
        .filter((line) => line !== first)
        .join('\n')
        .slice(0, alertLimits.description),
      identity: {
        parts: flux
          ? ['flux', flux.name]
          : isByMachine
            ? ['notification', ...hosts]
            : [(byRule ?? bare).toLowerCase(), ...where],
      },
      severity: severity ?? grade,
      labels: labelsOf(Object.fromEntries(fields), Object.fromEntries(named), list?.labels),
      url: links,
      image: images,
    }),
  ];
}

/** Fields that name a machine: the same headline may come from many machines. */
const machines = [
  ...['host', 'hostname', 'instance', 'node', 'server', 'device', 'entity', 'service', 'pod', 'container', 'name'],
  ...['check', 'agent'],
];
/** Those that name what is wrong with the machine. */
const checks = ['service', 'check'];

/** What ends is what is wrong, in whatever colour it is told. */
const expires = /\bexpir(?:e|es|ed|ing)\b/i;

/** Reads a line such as `Host: web-1`, as Checkmk and Zabbix write it, or `On web-1 [10.0.0.1]`. */
function fieldIn(line: string): readonly (readonly [name: string, value: string])[] {
  const [, name, value] = /^(host|service|event|severity|priority)\s?:\s(.{1,200})$/i.exec(line) ?? [];
  if (name && value) return [[name, value]];
  const [, host] = /^on (\S{1,200} \[[^\]\s]{1,60}\])$/i.exec(line) ?? [];
  return host ? [['host', host]] : [];
}

/**
 * A first line of at most so many words may be only the name of the sender, such as “Gatus”, when a later line tells a
 * state.
 */
const wordsOfName = 3;
/** Fields that tell the problem where the lines only say that there is one. */
const telling = ['message', 'description', 'summary'];

/** A sentence that says a state and not of what: “An alert has been resolved after passing successfully 2 time(s) in a row”. */
const ofNothing =
  /^(?:an? |the |this |your )?(?:monitored )?(?:alert|alarm|incident|problem|issue|endpoint|check|monitor|health ?check|site|website|service|server)\s(?:has|have|is|was)\s(?:(?:been|gone|now|back)\s)?(?<word>[a-z]{2,20})\b/i;

function stateOfNothing(line: string | undefined): 'firing' | 'resolved' | undefined {
  const state = readState(ofNothing.exec(line ?? '')?.groups?.word);
  return state === 'silent' ? undefined : state;
}

interface Headlines {
  /** What tells the problem. */
  readonly first?: string | undefined;
  /** What says its state, where another line does. */
  readonly state?: 'firing' | 'resolved' | undefined;
}

/**
 * Returns the line that tells the problem: the first one, or a later one where the first is only the monitor's name.
 */
function headlineIn([first, ...others]: readonly string[], fields: ChatMessage['fields']): Headlines {
  if (first === undefined) {
    const [[name, value] = []] = fields;
    const state = stateOfNothing(value);
    return { first: state ? name : name && `${name}: ${value}`, state };
  }
  if (isHeading(first)) return { first: others.find(isGroup) ?? first };
  if (isGeneral(first)) {
    const told = fields.find(([name]) => telling.includes(name.toLowerCase()))?.[1];
    // “Uptime Kuma Alert at 11:00” only says more of the same.
    const more = others.filter((line) => !line.startsWith(first));
    const [name, sentence] = more;
    const state = name === undefined || saysState(name) ? undefined : stateOfNothing(sentence);
    if (state) return { first: name, state };
    const line = more.find(isNews) ?? told?.split('\n', 1)[0] ?? more.find((one) => fieldIn(one).length === 0);
    return { first: line ?? first };
  }
  const [second] = others;
  if (second === undefined || saysState(first)) return { first };
  const state = stateOfNothing(second);
  if (state || !saysState(second)) return { first, state };
  return { first: first.split(' ').length <= wordsOfName && second.split(' ').length > wordsOfName ? second : first };
}

/** [FIRING:1] DiskFull: the title of a group, which Grafana puts below its text on Discord. */
function isGroup(line: string): boolean {
  return /^\[(?:firing|resolved)\b[^\]]{0,40}\]\s/i.test(line);
}

function ofList(source: string, alert: StatedAlert, links: readonly string[]): Alert {
  const note = (name: string) => labelValue(alert.annotations, name);
  const named = ['alertname', 'instance'].flatMap((name) => labelValue(alert.labels, name) ?? []).join(' on ');
  return alertFrom(source, {
    status: alert.status,
    title: [note('summary'), note('title'), named, note('description')],
    description: note('description') ?? note('message'),
    identity: { parts: ['listed'], labels: alert.labels },
    severity: severityOf(labelValue(alert.labels, 'severity')),
    labels: labelsOf(alert.labels),
    url: [alert.links.source, ...links],
    links: { ...alert.links },
  });
}

function isNews(line: string): boolean {
  const hasState = saysState(line) || readHeadline(line, false).bare !== line;
  return hasState && line.includes(' ') && !isGeneral(line) && fieldIn(line).length === 0;
}

/** Zabbix tells of acknowledgements, notes and another severity in the same shape as of the problem. */
function isUpdate(lines: readonly string[], fields: ChatMessage['fields']): boolean {
  const isTold = /^Current problem status is \w{1,20}, .{0,60}\backnowledged: (?:Yes|No)\b/;
  return fields.some(([name]) => /^event update time$/i.test(name)) || lines.some((line) => isTold.test(line));
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
