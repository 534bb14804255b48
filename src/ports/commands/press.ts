import { type CommandInput, decodeInput } from './input.ts';

/**
 * A button adds to the options of its command the state of the incident that it was drawn for, and whether the person
 * was asked. No command has options of these names, so nobody can type them.
 */
const seenArg = 'seen';
const sureArg = 'sure';
/** Marks a typed line that was understood from free words. */
const freeArg = 'free';
/** Marks a typed line whose number may be an incident or a count: `note 3 servers are down`. */
const countArg = 'count';
/** Marks a typed line that is a question, or has a time or a condition: `resolve 14?`, `page bob if it gets worse`. */
const doubtArg = 'doubt';

/**
 * In the button of an answer that can be shared: the key of the answer, and the channel when the button is elsewhere.
 */
const shareArg = 'share';
const channelArg = 'in';

/** The id under which is kept what a button does that holds no more than this. */
const keptArg = 'kept';

/** All of these names, for checks of a command's options. */
export const pressArgs: ReadonlySet<string> = new Set([
  seenArg,
  sureArg,
  freeArg,
  countArg,
  doubtArg,
  shareArg,
  channelArg,
  keptArg,
]);

/** Instead of a state: the button has none, or is in a message that is never edited, such as a mail. */
export const anyState = '-';
/** Instead of an agreement: the form has opened. It may be submitted empty, and does not open again. */
const askedByForm = 'form';

export interface Press {
  /** The state that the button was drawn for, as the domain spells it; or `anyState`. */
  readonly seen: string;
  /** What its presser agreed to when asked. Absent: they were not asked yet. */
  readonly agreed?: string;
  /** A form has asked for what the button does not say. */
  readonly filledIn: boolean;
}

type Args = CommandInput['args'];

/** Returns what the button said; undefined when the command was typed or chosen from a list. */
export function pressOf({ [seenArg]: seen, [sureArg]: sure }: Args): Press | undefined {
  if (seen === undefined) return undefined;
  return { seen, filledIn: sure === askedByForm, ...(sure !== undefined && sure !== askedByForm && { agreed: sure }) };
}

/** Returns the options of the command alone. */
export function withoutPress(args: Args): Args {
  return Object.fromEntries(Object.entries(args).filter(([name]) => !pressArgs.has(name)));
}

/** Marks what was understood from free words: what pages, resolves or changes the rota asks first. */
export function understoodFreely({ command, args }: CommandInput): CommandInput {
  return { command, args: { ...args, [freeArg]: 'yes' } };
}

/** Marks a line whose number may be an incident's, or say how many: where it is typed decides. */
export function maybeCounting({ command, args }: CommandInput): CommandInput {
  return understoodFreely({ command, args: { ...args, [countArg]: 'yes' } });
}

const doubts = ['asked', 'later', 'quiet', 'test'] as const;

/**
 * Why a clear line needs a question first: it is a question itself, it is not for now, it may ask for another kind of
 * silence, or it may only test.
 */
export type Doubt = (typeof doubts)[number];

/** Marks a line that does nothing before its person has agreed. */
export function doubted({ command, args }: CommandInput, why: Doubt): CommandInput {
  return understoodFreely({ command, args: { ...args, [doubtArg]: why } });
}

/** Returns undefined for a line that is to be done at once. */
export function doubtOf({ [doubtArg]: why }: Args): Doubt | undefined {
  return doubts.find((one) => one === why);
}

/** Returns whether the number of the line may say how many. */
export function mayCount(args: Args): boolean {
  return args[countArg] !== undefined;
}

/** Returns whether the line was understood from free words. */
export function isUnderstoodFreely(args: Args): boolean {
  return args[freeArg] !== undefined;
}

/** Returns what a button invokes that was drawn for this state. */
export function drawnFor(seen: string, { command, args }: CommandInput): CommandInput {
  return { command, args: { ...args, [seenArg]: seen } };
}

/** Returns what the button invokes that agrees to what was asked. */
export function agreeing(agreed: string, { command, args }: CommandInput): CommandInput {
  return { command, args: { [seenArg]: anyState, ...args, [sureArg]: agreed } };
}

/** An answer that is to be posted for everybody. */
export interface Share {
  /** The same for every press of one button. */
  readonly key: string;
  /** The id of the channel, where the button is somewhere else. */
  readonly channel?: string;
}

/** Returns what the button invokes that posts the answer to this for everybody. */
export function sharing({ key, channel }: Share, { command, args }: CommandInput): CommandInput {
  return { command, args: { ...args, [shareArg]: key, ...(channel !== undefined && { [channelArg]: channel }) } };
}

/** Returns undefined when nothing is to be shared. */
export function shareOf({ [shareArg]: key, [channelArg]: channel }: Args): Share | undefined {
  return key === undefined ? undefined : { key, ...(channel !== undefined && { channel }) };
}

/** Returns what a button invokes whose command and options are kept under this id. */
export function keptUnder(id: string, command: string): CommandInput {
  return { command, args: { [keptArg]: id } };
}

/** Returns the id under which the command and the options of a button are kept; undefined when it holds them itself. */
export function keptIdOf({ [keptArg]: id }: Args): string | undefined {
  return id;
}

/** Returns what a form invokes that a press opened; of what was typed nothing changes. */
export function filledInAfter(input: CommandInput): CommandInput {
  if (pressOf(input.args) === undefined) return input;
  return { command: input.command, args: { ...input.args, [sureArg]: askedByForm } };
}

/** Returns what a pressed button invokes; undefined when its code was not written by `encodeInput`. */
export function decodePress(code: string): CommandInput | undefined {
  const input = decodeInput(code);
  // Messages from before buttons told their state are pressed as well.
  return input && { command: input.command, args: { [seenArg]: anyState, ...input.args } };
}
