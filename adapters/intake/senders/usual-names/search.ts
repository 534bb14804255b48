import { isTexts, record, webUrl } from '../../reading/fields.ts';
import { spelledPlainly, tagRecord } from '../../reading/payload.ts';
import {
  isAside,
  isOnlyEnd,
  isRemark,
  isWork,
  readAlertState,
  readEventState,
  readState,
  readSwitch,
  type State,
  stateInWords,
  tellsWork,
} from '../../reading/statuses.ts';
import {
  alertFields,
  alertState,
  aside,
  checks,
  earlier,
  identified,
  linkHolders,
  machines,
  ofAlert,
  own,
  rules,
  runningThings,
  runningWork,
  scopes,
  secret,
  tellsMore,
  usual,
  workNames,
} from './names.ts';
import { isBeside, isInList, isInside, isKey } from './paths.ts';
import { type Found, isNumber, linesIn, sentence, textOf } from './texts.ts';

/** The fields of an object by their names in plain spelling, the outer ones first. */
export class Search {
  /** Where what was found stands. */
  readonly taken: { readonly field: string; readonly path: readonly string[] }[] = [];
  private readonly fields = new Map<string, Found[]>();
  private readonly whole: Readonly<Record<string, unknown>>;

  constructor(whole: Readonly<Record<string, unknown>>, depth: number) {
    this.whole = whole;
    let level: readonly { readonly path: readonly string[]; readonly value: object }[] = [{ path: [], value: whole }];
    for (let deep = 0; deep < depth && level.length > 0; deep += 1) {
      const entries = level.flatMap(({ path, value }) =>
        Object.entries(value).map(([name, one]) => ({ path: [...path, name], value: one as unknown })),
      );
      for (const entry of entries) this.add(entry);
      level = entries.flatMap(({ path, value }) => {
        const name = spelledPlainly(path.at(-1)!);
        if (aside.has(name) || earlier.test(name)) return [];
        const inside =
          record.safeParse(value).data ?? record.safeParse(Array.isArray(value) ? value[0] : undefined).data;
        return inside ? [{ path: Array.isArray(value) ? [...path, '0'] : path, value: inside }] : [];
      });
    }
    const messages = usual.message.flatMap((name) => this.fields.get(name) ?? []);
    for (const entry of messages.flatMap(({ path, value }) => linesIn(path, value))) this.add(entry);
  }

  private add(entry: Found): void {
    const name = spelledPlainly(entry.path.at(-1)!).replaceAll('.', '');
    const known = this.fields.get(name);
    if (known) known.push(entry);
    else this.fields.set(name, [entry]);
  }

  /** Returns the names that are like this, in their order in the body. */
  like(pattern: RegExp): readonly string[] {
    return [...this.fields.keys()].filter((name) => pattern.test(name) && !earlier.test(name));
  }

  /** Returns what fits first, by the order of the names. */
  first<T>(
    field: string,
    names: readonly string[],
    fits: (value: unknown) => T | undefined,
    isMeant: (path: readonly string[]) => boolean = () => true,
  ): T | undefined {
    for (const name of names)
      for (const { path, value } of this.fields.get(name) ?? []) {
        const read = isMeant(path) ? fits(value) : undefined;
        if (read === undefined) continue;
        if (!this.taken.some((one) => one.field === field && one.path === path)) this.taken.push({ field, path });
        return read;
      }
    return undefined;
  }

  /** Returns whether a field of one of these names has a value that fits. */
  has(names: readonly string[], fits: (value: unknown) => boolean = () => true): boolean {
    return names.some((name) => this.fields.get(name)?.some(({ value }) => fits(value)));
  }

  /**
   * By a word, else by yes or no, else by the kind of the event, else by a severity that is none any more. That something was
   * completed counts only where nothing says how.
   */
  status(): State | undefined {
    const isOuter = (path: readonly string[]) => path.length === 1;
    const isAnEvent = (path: readonly string[]) =>
      isOuter(path) || (path.length === 3 && path[1] === '0') || (path.length === 2 && path[0] === 'event');
    if (this.first('status', usual.event, (value) => isRemark(value) || undefined, isAnEvent)) return 'silent';
    if (this.first('status', usual.notification, (value) => isAside(value) || undefined, isOuter)) return 'silent';
    // Jenkins tells of each build that begins as well.
    if (this.has(runningWork) && this.has([...usual.event, 'phase'], isBegun)) return 'silent';
    // That a request went well says nothing of what it is about: `status: success` beside `result: failure`.
    const outcome = this.state(usual.outcome, readState);
    if (outcome === 'firing') return outcome;
    const isAnswer = this.has(['status'], isOfAnswer);
    if (isAnswer && this.state(usual.thing, readState) === 'firing') return 'firing';
    return (
      this.first('status', usual.status, (value) => this.readOver(value)) ??
      this.state(
        usual.status,
        (value) => (isOnlyEnd(value) ? undefined : readState(value)),
        (path) => !isInList(path),
      ) ??
      this.first(
        'status',
        ended,
        (value) => stateIf(value, 'resolved', 'firing'),
        (path) => !isInList(path),
      ) ??
      this.state(usual.status, (value) => (isOnlyEnd(value) ? undefined : readState(value))) ??
      this.first('status', usual.over, (value) => stateIf(value, 'resolved', 'firing')) ??
      this.first('status', usual.wrong, (value) => stateIf(value, 'firing', 'resolved')) ??
      this.state(this.like(alertState), readAlertState) ??
      this.first('status', usual.active, (value) => this.readActive(value), isOuter) ??
      this.state(usual.event, (value) => (value === 'test' ? undefined : readEventState(value))) ??
      this.state(['event', 'eventtype', 'eventname', 'action'], readEventState) ??
      this.state(usual.status, readState) ??
      this.first('status', usual.severity, readEnd) ??
      this.first('status', ['success'], (value) => this.readSuccess(value)) ??
      (this.has([...usual.summary, ...usual.message], (value) => sentence(value) !== undefined && !isWork(value))
        ? undefined
        : this.first('status', usual.event, (value) => (isWork(value) ? 'silent' : undefined), isOuter))
    );
  }

  /** Words that mean an end only of some things: an alert that is cancelled, a detector that stopped, a service that runs. */
  private readOver(value: unknown): State | undefined {
    const word = textOf(value)?.toLowerCase() ?? '';
    if (/^cancell?ed$/.test(word) && this.has(alertFields)) return 'resolved';
    if (word === 'stopped' && this.has(['detectorid'])) return 'resolved';
    const isThing = this.has(runningThings) && !this.has(runningWork);
    const isOfAlert = this.isOfAlert();
    if (isThing && word === 'active' && !isOfAlert && !this.has(tellsMore)) return 'resolved';
    if (isThing && word === 'running') return 'resolved';
    if (isThing && word === 'closed' && !isOfAlert && !this.has(identified)) return 'firing';
    return readSwitch(value, isOfAlert || (/abled$/.test(word) && this.has(checks)));
  }

  /** That work went well ends its failure; of anything else, `success: true` says that the request did. */
  private readSuccess(value: unknown): State | undefined {
    const told = [...usual.summary, ...usual.message];
    const isOfWork = this.has([...workNames, ...runningWork]) || this.has([...usual.who, ...told], tellsWork);
    const isTold = this.has(told, (one) => sentence(one) !== undefined);
    return value === true && isTold && !isOfWork ? undefined : stateIf(value, 'resolved', 'firing');
  }

  /** That something is active is the state of an alert; of anything else only that it is not is news. */
  private readActive(value: unknown): State | undefined {
    return this.isOfAlert() ? stateIf(value, 'firing', 'resolved') : value === false ? 'firing' : undefined;
  }

  private isOfAlert(): boolean {
    return [...this.fields.keys()].some((name) => ofAlert.test(name));
  }

  /** The state in the sender's own word. */
  stateWord(): string | undefined {
    const path = this.taken.find(({ field }) => field === 'status')?.path;
    const value = path?.reduce<unknown>((at, name) => (at as Readonly<Record<string, unknown>>)[name], this.whole);
    if (typeof value === 'boolean') return `${value ? '' : 'not '}${spelledPlainly(path!.at(-1)!)}`;
    return typeof value === 'string' ? stateInWords(value) : undefined;
  }

  /** An address among those that an object of links holds. */
  innerLink(): string | undefined {
    return this.first('url', [...this.fields.keys()], webUrl, (path) =>
      path.slice(0, -1).some((name) => linkHolders.has(spelledPlainly(name))),
    );
  }

  /** What a list holds has states of its own, which are not that of the whole. */
  private state(
    names: readonly string[],
    fits: (value: unknown) => State | undefined,
    isMeant: (path: readonly string[]) => boolean = () => true,
  ): State | undefined {
    const isTold = names.some((name) =>
      this.fields.get(name)?.some(({ path, value }) => !isInList(path) && textOf(value) !== undefined),
    );
    return this.first('status', names, fits, (path) => isMeant(path) && (!isTold || !isInList(path)));
  }

  /** What makes it the same alert when it comes again; that of a rule with where it holds. */
  key(labels: unknown): string | undefined {
    const key = this.first('key', usual.key, textOf, isKey) ?? this.first('key', ['id'], textOf, isInside(identified));
    if (key !== undefined) return key;
    const rule = this.first('key', usual.rule, textOf) ?? this.first('key', ['id'], textOf, isInside(rules));
    return rule === undefined || Object.keys(labels ?? {}).length === 0 ? rule : `${rule} ${JSON.stringify(labels)}`;
  }

  /** All names of what it may be about: two checks of one host have one host. */
  names(): readonly string[] {
    const found = usual.who.flatMap((name) => this.fields.get(name) ?? []);
    const outer = found.filter(({ path }) => !isInList(path));
    return (outer.length > 0 ? outer : found).flatMap(({ value }) => textOf(value) ?? []);
  }

  /** The names beside the title: one title may be that of many services. The number of a run is another each time. */
  namesBeside(): Readonly<Record<string, string>> {
    const found = usual.who.flatMap((name) =>
      (this.fields.get(name) ?? []).flatMap(({ path, value }) => {
        const text = this.isBesideTitle(path) ? textOf(value) : undefined;
        return text === undefined || /#\s?\d/.test(text) ? [] : [[name, text] as const];
      }),
    );
    return Object.fromEntries(found);
  }

  readonly isBesideTitle = (path: readonly string[]): boolean =>
    isBeside(this.taken.find(({ field }) => field === 'title')?.path, path);

  /** Of a title in two parts, `application.name` and `error.message`, the second tells what is wrong. */
  readonly isBesideMessage = (path: readonly string[]): boolean =>
    isBeside(this.taken.findLast(({ field }) => field === 'title')?.path, path);

  /** What says where it is. */
  scopes(): Readonly<Record<string, unknown>> {
    const where = scopes.flatMap((name) => {
      const value = this.fields
        .get(name)
        ?.map((one) => textOf(one.value))
        .find((text) => text);
      return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(where);
  }

  labels(): Readonly<Record<string, unknown>> {
    const named = ['labels', 'tags'].flatMap((name) => {
      const [found] = this.fields.get(name) ?? [];
      const tags = isTexts(found?.value) ? found.value.map(String) : textOf(found?.value);
      return tags === undefined ? (record.safeParse(found?.value).data ?? {}) : tagRecord(tags);
    });
    return Object.assign({}, this.scopes(), ...named);
  }

  /** The machine that it is about. */
  machine(labels: Readonly<Record<string, unknown>> | undefined): string | undefined {
    const names = Object.keys(labels ?? {});
    const found = machines.flatMap((machine) => names.find((name) => spelledPlainly(name) === machine) ?? [])[0];
    const machine = found === undefined ? undefined : textOf(labels?.[found]);
    return machine !== undefined && machine.length <= longestMachine && !webUrl(machine) ? machine : undefined;
  }

  /** Whatever else it says in words, so that it can page; never what looks like a secret. */
  rest(): string | undefined {
    const texts = [...this.fields.values()].flat().flatMap(({ path, value }) => {
      const name = path.at(-1)!;
      const isHidden = path.some((part) => secret.test(part)) || (path.length === 1 && own.has(name.toLowerCase()));
      return isHidden || sentence(value) === undefined || isNumber(String(value))
        ? []
        : [{ depth: path.length, text: `${name}: ${value}` }];
    });
    const [least] = texts.map(({ depth }) => depth).sort((a, b) => a - b);
    const outer = texts.filter(({ depth }) => depth === least).map(({ text }) => text);
    return outer.length > 0 ? outer.slice(0, 4).join(', ') : undefined;
  }
}

const longestMachine = 80;
/** That it is over, or not, wherever a monitor says so; other words of the kind may be said of anything. */
const ended = ['resolved', 'isresolved', 'recovered', 'cleared'];

/** `status: success` may be that of the request, beside `state: alerting`. */
function isOfAnswer(value: unknown): boolean {
  return typeof value === 'string' && /^(?:success|ok)$/i.test(value);
}

function isBegun(value: unknown): boolean {
  return typeof value === 'string' && /^(?:queued|start|started)$/i.test(value);
}

function stateIf(value: unknown, yes: State, no: State): State | undefined {
  return typeof value === 'boolean' ? (value ? yes : no) : undefined;
}

/** A severity says that it is over where a monitor has no other field for that: `level: OK`. */
function readEnd(value: unknown): State | undefined {
  return readState(value) === 'resolved' ? 'resolved' : undefined;
}
