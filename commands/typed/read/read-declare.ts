import { refusedBy } from '../../../src/domain/refusal.ts';
import { severityMeant } from '../../../src/domain/severity-words.ts';
import type { FromWords, ReadWords } from '../../command.ts';
import { type Names, nameAt } from '../names.ts';
import { joined, split, type Word } from '../words.ts';

const levels =
  'critical|blocker|urgent|major|minor|high|medium|low|kritisch|hoch|mittel|niedrig|cr[ií]tic[oa]|alta|media|baja';
const kind = 'sev|severity|prio|priority|schweregrad|priorität|severidad|prioridad';

/** `sev1`, `SEV-2`, `P1` or `severity 1` before a title; other words only with a colon: titles begin with them. */
const severityFirst = new RegExp(
  String.raw`^(?:an?\s+)?\(?\[?(?:(?:${kind})[\s-]*([0-5]|${levels})|p([0-5])|(${levels})(?:(?=[\])]*\s*:)|[\s-](?:${kind})))(?![\p{L}\d])[\])]*\s*[:,–—-]?\s+`,
  'iu',
);
/** The same after a title: other words only behind a comma, a bracket or a dash. */
const severityLast = new RegExp(
  String.raw`[\s,([]+(?:[Ss]ev|SEV)[\s-]?([0-5])[)\].]*$|[\s,([]+P([0-5])[)\].]*$|\s*[,([–—][\s–—]*(${levels})[)\].]*$`,
  'u',
);
/** `sev:2`, `prio=high` and `, with severity high` for `severity:sev2`. */
const severityNamed = new RegExp(
  String.raw`(?:^|[\s,]+)(?:${kind})\s?[:=]\s?(\S+)|[\s,]+(?:(?:with|at|mit|con)\s+)?(?:${kind})\s+((?:sev[\s-]?)?[0-5]|${levels})[.!]*$`,
  'iu',
);
/** In capitals it is a severity wherever it stands. */
const severityInside = /(?<=\s)(?:SEV[-\s]?([0-5])|P([0-5]))[,:]?(?=\s)/u;

/** Words that name no trouble. Who is paged for them cannot tell what it is about. */
const saysNothing = new RegExp(
  String.raw`^(?:(?:an?|the|new|it|this|that|something|${levels}|(?:${kind})[\s-]*[0-5]?|p[0-5]|incidente?s?|vorfall|störung|outage|alarm|alert|emergency|notfall|problem|issue|page|resolved|fixed|closed|done|to|nothing|never ?mind|nvm|cancel|no|stop|help|list|now|please|nichts|nada)[\s.,:!?#\d]*)+$`,
  'iu',
);

/** `declare sev1 Database is down`: the severity is no part of the title. */
export const declareWords: FromWords = (words, { args, names }): ReadWords | undefined => {
  const typed = withoutKind(joined(words));
  const { title, severity } =
    args.severity === undefined ? splitSeverity(typed) : { title: typed, severity: undefined };
  const named = args.service === undefined ? splitService(title, names) : { rest: title, service: undefined };
  const { service } = named;
  // “For checkout, sev1, payments failing”: the severity comes after the service.
  const later =
    service !== undefined && severity === undefined && args.severity === undefined
      ? splitSeverity(named.rest)
      : undefined;
  const rest = later?.title ?? named.rest;
  const known = severity ?? later?.severity;
  const level = known && { severity: known };
  if (service !== undefined && rest === '') return { args: { service, ...level } };
  if (onlySeverity(rest)) return { args: { severity: severityMeant(rest)! } };
  // Somebody would be paged for it, and could not tell for what.
  if (!/\p{L}/u.test(rest) || saysNothing.test(rest)) {
    if (level && service === undefined && withoutKind(rest) === '') return { args: level };
    throw refusedBy('no-title', { option: 'title', text: joined(words) });
  }
  // “Declare if it happens again” would page somebody now.
  const isForLater = /^(?:only if|if|unless|in case|falls)(?!\p{L})/iu.test(rest);
  const doubt = isForLater ? ('later' as const) : isTest(rest) ? ('test' as const) : undefined;
  return { args: { title: rest, ...level, ...(service && { service }) }, ...(doubt && { doubtful: doubt }) };
};

const onlyTests =
  /^(?:(?:an?|the|this|that|it|is|it['’]s|just|only|my|first|hello|please|some|test|tests|testing|tested|drill|dry[\s-]?run|incident|alarm|alert|page|message|one|two|\d+|dies|das|ist|ein|eine|nur|testalarm|probealarm|übung|vorfall|es|una?|prueba|probando|simulacro|incidente|テスト|試験|訓練)[\s.,:!?()-]*)+$/iu;
const saysTest = /(?<!\p{L})(?:test|drill|dry|testalarm|probealarm|übung|prueba|probando|simulacro)|テスト|試験|訓練/iu;
const saysIgnore =
  /(?<!\p{L})(?:(?:please|pls) ignore|ignore (?:this|me|it|please)|(?:just|only) (?:a )?test(?:ing)?|(?:this is|it['’]s) (?:just |only )?a (?:test|drill)|bitte ignorieren|nur ein test|ignorar por favor|por favor ignorar?|solo una? prueba)(?!\p{L})|無視して/iu;

/** Whether a title says that nothing is wrong: `test`, `testing, please ignore`. “Test environment is down” does not. */
function isTest(title: string): boolean {
  return (saysTest.test(title) && onlyTests.test(title)) || saysIgnore.test(title);
}

function onlySeverity(text: string): boolean {
  return /\d|^(?:critical|high|medium|low)$/i.test(text) && severityMeant(text) !== undefined && !/^\d/.test(text);
}

function withoutKind(text: string): string {
  return text
    .replace(/^(?:an?\s+)?(?:new\s+)?(?:incidente?|vorfall)(?![\p{L}])[:,]?(?:\s+|$)/iu, '')
    .replace(
      /^(?:an?\s+)?(critical|major|minor|high|medium|low)(?:[\s-]priority|[\s-]severity)?\s+(?:incident|outage)\s*[:,]\s*/iu,
      '$1: ',
    )
    .trim();
}

function splitSeverity(title: string): { readonly title: string; readonly severity?: string } {
  for (const pattern of [severityNamed, severityFirst, severityLast, severityInside]) {
    const found = pattern.exec(title);
    const word = found?.slice(1).find((group) => group !== undefined);
    const severity = word && severityMeant(/^[05]$/.test(word) ? `sev${word}` : word);
    const rest = title
      .replace(pattern, ' ')
      .replace(/\s+[,–—-]\s*$/u, '')
      .replace(/\s{2,}(?!\n)/gu, ' ')
      .trim();
    if (severity && rest !== '') return { title: withoutKind(rest), severity };
  }
  return { title };
}

/** `for checkout: cannot pay` and `cannot pay service checkout` name the service; “checkout” in a title does not. */
function splitService(title: string, names: Names): { readonly rest: string; readonly service?: string } {
  const [, first] = /^(?:(?:for|on|in|at|of|für|para|en)\s+)(?:the\s+|service\s+)*([\s\S]+)$/iu.exec(title) ?? [];
  if (first) {
    const words = split(first, []);
    const found = nameAt(words, names.services);
    const rest = found && joined(words.slice(found.words)).replace(/^[\s:,–—-]+/u, '');
    // “For checkout down” without the service would say nothing.
    if (found && rest && !/\s/u.test(rest)) return { rest: first, service: found.id };
    if (found && rest !== undefined) return { rest, service: found.id };
  }
  const [, before = '', last] =
    /^([\s\S]+?)[\s,]+(?:(?:for|on|in)\s+)?(?:the\s+)?(?:service|svc)\s?[:=\s]\s*([^\n]+)$/iu.exec(title) ?? [];
  const words: Word[] = last ? split(last, []) : [];
  const found = nameAt(words, names.services);
  return found?.words === words.length && found ? { rest: before.trim(), service: found.id } : { rest: title };
}
