import type { Language } from '../../src/domain/languages.ts';
import { divideLinks } from '../../src/lib/links.ts';
import { formatMomentWithYear } from '../../src/lib/moment.ts';
import { oneLine, truncate, withoutControls } from '../../src/lib/text.ts';
import {
  type Attachment,
  type Button,
  type Chart,
  linksWithPicture,
  type Message,
  mostLinks,
  type Tone,
} from '../../src/ports/message.ts';
import type { PicturedChart } from './charts/chart-html.ts';
import {
  BARS,
  BUTTON_LABEL_LENGTH,
  BUTTONS,
  CHART_LABEL_LENGTH,
  DAYS,
  FIELD_LABEL_LENGTH,
  FIELD_VALUE_LENGTH,
  FIELDS_LENGTH,
  LINK_LABEL_LENGTH,
  PAGE_SUBJECT_LENGTH,
  PREVIEW_LENGTH,
  SUBJECT_LENGTH,
  TEXT_LENGTH,
  TITLE_LENGTH,
} from './limits.ts';

/** A message with every text truncated and translated, before it becomes HTML or plain text. Nothing is escaped yet. */
export interface Drawing {
  readonly subject: string;
  /** What an inbox shows beside the subject; empty where the mail begins with it. */
  readonly preview: string;
  readonly title?: string;
  readonly body: string;
  readonly tone: Tone;
  readonly fields: readonly DrawnField[];
  readonly buttons: readonly DrawnButton[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly charts: readonly PicturedChart[];
  readonly attachments: readonly Attachment[];
  /** Links whose URL a mail program would not open, as text. */
  readonly linkText: string;
}

export interface DrawnField {
  readonly label: string;
  readonly value: string;
  readonly moment?: { readonly words: string; readonly iso: string };
}

export interface DrawnButton {
  readonly label: string;
  readonly tone?: Button['tone'];
  readonly url: string;
}

/** @param urlOf where a button leads; a mail has no buttons, only links */
export function draw(message: Message, urlOf: (button: Button) => string, language: Language): Drawing {
  const links = divideLinks(linksWithPicture(message), () => true, mostLinks);
  // A disabled button has no link in a mail.
  const buttons = (message.buttons ?? []).filter(({ disabled }) => !disabled);
  if (buttons.length > BUTTONS) throw new Error(`${buttons.length} buttons; a mail takes ${BUTTONS}`);
  const title = truncate(withoutControls(message.title ?? '').trim(), TITLE_LENGTH);
  return {
    subject: subjectOf(message),
    preview: title ? truncate(oneLine(message.body ?? message.text), PREVIEW_LENGTH) : '',
    ...(title && { title }),
    body: truncate(withoutControls((title ? message.body : message.text) ?? ''), TEXT_LENGTH),
    tone: message.tone ?? 'neutral',
    fields: drawFields(message, language),
    buttons: buttons.map((button) => ({
      label: truncate(oneLine(button.label), BUTTON_LABEL_LENGTH) || '…',
      ...(button.tone && { tone: button.tone }),
      url: urlOf(button),
    })),
    links: links.asButtons.map(({ label, url }) => ({
      label: truncate(oneLine(label), LINK_LABEL_LENGTH) || url,
      url,
    })),
    linkText: links.asText,
    charts: (message.charts ?? []).map(drawChart),
    attachments: message.attachments ?? [],
  };
}

function subjectOf({ subject, answers, text }: Message): string {
  // The subject of an answer is the other mail's, or mail programs show them apart.
  if (subject && answers) return truncate(oneLine(subject), SUBJECT_LENGTH);
  if (subject !== undefined) return truncate(oneLine(subject), PAGE_SUBJECT_LENGTH);
  return truncate(oneLine(text), SUBJECT_LENGTH) || 'Tocsin';
}

/** Truncates a chart to the bars that a mail takes. When it drops some, the title says how many it shows. */
function drawChart({ title, axis, isTimeline, bars }: Chart): Chart {
  const drawn = bars.slice(0, isTimeline ? DAYS : BARS);
  const part = drawn.length < bars.length ? ` (${drawn.length}/${bars.length})` : '';
  return {
    title: truncate(oneLine(title), CHART_LABEL_LENGTH) + part,
    ...(axis !== undefined && { axis: truncate(oneLine(axis), CHART_LABEL_LENGTH) }),
    ...(isTimeline && { isTimeline }),
    bars: drawn.map(({ label, value }) => ({ label: truncate(oneLine(label), CHART_LABEL_LENGTH), value })),
  };
}

function drawFields({ fields = [], zone }: Message, language: Language): DrawnField[] {
  const drawn: DrawnField[] = [];
  let room = FIELDS_LENGTH;
  for (const field of fields) {
    const label = truncate(oneLine(field.label), FIELD_LABEL_LENGTH);
    const value = truncate(withoutControls(field.value), FIELD_VALUE_LENGTH);
    room -= label.length + value.length;
    if (room < 0) return [...drawn, { label: '…', value: '' }];
    const { at } = field;
    drawn.push({
      label,
      value,
      ...(at && { moment: { words: formatMomentWithYear(at, zone, language), iso: at.toISOString() } }),
    });
  }
  return drawn;
}
