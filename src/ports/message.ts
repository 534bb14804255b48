import type { Language } from '../domain/languages.ts';
import type { CommandInput } from './commands/input.ts';
import type { Mention } from './text-pieces.ts';

export type Tone = 'danger' | 'warning' | 'success' | 'neutral';

/** A line of a card. `at` is a moment, drawn after the value in the reader's own zone where the platform can. */
export interface Field {
  readonly label: string;
  readonly value: string;
  readonly at?: Date;
}

/** A button has no handler: it invokes a command, as if its presser had typed it. */
export interface Button {
  readonly label: string;
  readonly tone?: 'primary' | 'danger';
  readonly invokes: CommandInput;
  /**
   * Shows what was done already and cannot be pressed. A platform without disabled buttons draws an ordinary one, and
   * its command only says who did it. A mail leaves it out.
   */
  readonly disabled?: true;
}

/** An address to open. */
export interface Link {
  readonly label: string;
  readonly url: string;
}

/** A picture on the web. Its address must reveal nothing: the platform's servers fetch it. */
export interface Picture {
  readonly url: string;
  /** The alternative text. */
  readonly alt: string;
  /** The label of the link to it, where the platform cannot show it. */
  readonly label: string;
}

/** Numbers that belong together, each drawn as a bar. */
export interface Chart {
  readonly title: string;
  /** The unit of the numbers, such as “Hours”. */
  readonly axis?: string;
  /** The bars follow one another in time. */
  readonly isTimeline?: true;
  readonly bars: readonly { readonly label: string; readonly value: number }[];
}

/** A file of text. */
export interface Attachment {
  readonly name: string;
  /** A media type, such as `text/csv`. */
  readonly type: string;
  readonly text: string;
}

/** Further links are left out: a card has to be read at a glance. */
export const mostLinks = 10;

/** Returns the links that are drawn. */
export function linksOf({ links = [] }: Message): readonly Link[] {
  return links.slice(0, mostLinks);
}

/** Returns the links that are drawn where the picture is not: it is the first of them. */
export function linksWithPicture({ picture, links = [] }: Message): readonly Link[] {
  return [...(picture ? [{ label: picture.label, url: picture.url }] : []), ...links].slice(0, mostLinks);
}

/** Emoji before the title, on platforms that have no colours for a message. */
export const toneSigns: Readonly<Record<Tone, string>> = { danger: '🔴 ', warning: '🟠 ', success: '🟢 ', neutral: '' };

/**
 * A message as plain data, which each platform draws in its own way. All text is plain: it contains no markup, mention
 * or link, whatever characters it has.
 */
export interface Message {
  /** The whole message in short: fallback, push preview, text for screen readers. */
  readonly text: string;
  /** The subject of a mail, where it is not `text`: the same for all mails of an incident, so that they are one conversation. */
  readonly subject?: string;
  /**
   * For a mail that answers one about an incident: its Message-ID, and those of the mails before it in the conversation, the
   * first one first.
   */
  readonly answers?: { readonly id: string; readonly before: readonly string[]; readonly incident: string };
  /** The incident that a mail of several is about first, so that one that comes back can be told apart. */
  readonly returnsTo?: string;
  /** The people whom `text` mentions. Nobody else is mentioned, whatever a text contains. */
  readonly mentions?: readonly Mention[];
  /** When set, it is drawn with title and body instead of `text`. */
  readonly title?: string;
  /**
   * For a message with a title: a line that mentions people. Only a new message notifies them, so an edit leaves it
   * out. The web chat, where nobody can be mentioned, does not draw it.
   */
  readonly call?: { readonly text: string; readonly mentions: readonly Mention[] };
  readonly body?: string;
  readonly tone?: Tone;
  readonly fields?: readonly Field[];
  readonly buttons?: readonly Button[];
  /**
   * At most `mostLinks`, the most important first. Each is drawn as a button where the platform takes its address, else as
   * text. An address that a platform refuses never costs the message.
   */
  readonly links?: readonly Link[];
  /**
   * Shown where the platform's own servers fetch it, so that its address learns nothing of who looks, and else a link. One
   * that the platform refuses never costs the message.
   */
  readonly picture?: Picture;
  /** Drawn in mail alone: everywhere else the body says what matters. */
  readonly charts?: readonly Chart[];
  /** Sent by mail alone. */
  readonly attachments?: readonly Attachment[];
  /** IANA zone for moments, where the platform cannot use the reader's own; UTC when absent. Always named when drawn. */
  readonly zone?: string;
  /** The language of the message, for words and times that a platform adds; English when absent. */
  readonly language?: Language;
}
