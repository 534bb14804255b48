import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { oneLine, truncate } from '../../../src/lib/text.ts';
import type { Choice, Form, FormField } from '../../../src/ports/commands.ts';
import {
  CHOICES,
  MODAL_DESCRIPTION_LENGTH,
  MODAL_FIELDS,
  MODAL_INPUT_LENGTH,
  MODAL_LABEL_LENGTH,
  MODAL_TITLE_LENGTH,
  PLACEHOLDER_LENGTH,
  SELECT_LABEL_LENGTH,
  SELECT_VALUE_LENGTH,
} from '../limits.ts';
import { type Carried, carry, readCarried } from './carried.ts';

type Filled = Readonly<Record<string, string>>;

/**
 * Returns a form as a Discord modal.
 *
 * @param under the place that identifies the incident, where the submitted form would not contain it
 * @param filled earlier values
 */
export function drawForm(
  form: Form,
  under: string | undefined,
  filled: Filled = {},
): APIModalInteractionResponseCallbackData {
  const { code, tooLong } = carry(form.input, under);
  // Known arguments that are too long for the custom_id become filled-in fields, in place of optional ones.
  const known = tooLong.map((name) => drawKnown(name, filled[name] ?? form.input.args[name] ?? ''));
  const required = form.fields.filter((field) => field.required).length;
  const optional = Math.max(0, MODAL_FIELDS - required - known.length);
  let optionalLeft = optional;
  const fields = form.fields.filter((field) => field.required || optionalLeft-- > 0);
  return {
    custom_id: code,
    title: truncate(oneLine(form.title), MODAL_TITLE_LENGTH),
    components: [...fields.map((field) => drawField(field, filled[field.option])), ...known].slice(0, MODAL_FIELDS),
  };
}

function drawField(field: FormField, filled: string | undefined): APILabelComponent {
  const { choices = [] } = field;
  const usable = choices.filter(({ value }) => value.length > 0 && value.length <= SELECT_VALUE_LENGTH);
  // Discord has no select that loads its options. For a longer list people type the name, and similar names are suggested.
  const isPicked = usable.length > 0 && choices.length <= CHOICES;
  return label(field.label, isPicked ? drawSelect(field, usable, filled) : drawInput(field, filled), field.hint);
}

/**
 * Returns a select of the choices. People, too, are chosen from those in the file: Discord's user select offers everybody in
 * the server, most of whom Tocsin does not know, and leaves out people without an account there.
 */
function drawSelect(field: FormField, choices: readonly Choice[], filled: string | undefined): APIComponentInLabel {
  return {
    type: ComponentType.StringSelect,
    custom_id: field.option,
    required: field.required,
    ...(!field.required && { min_values: 0 }),
    ...hinted(field),
    options: choices.map((choice) => ({
      value: choice.value,
      label: truncate(oneLine(choice.label), SELECT_LABEL_LENGTH) || choice.value,
      ...(choice.value === filled && { default: true }),
    })),
  };
}

function drawInput(field: FormField, filled: string | undefined): APIComponentInLabel {
  const longest = Math.min(field.maxLength, MODAL_INPUT_LENGTH);
  return {
    type: ComponentType.TextInput,
    custom_id: field.option,
    style: field.kind === 'long-text' ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required: field.required,
    max_length: longest,
    ...hinted(field),
    ...(filled && { value: truncate(filled, longest) }),
  };
}

function hinted({ fallback }: FormField) {
  return fallback ? { placeholder: truncate(oneLine(fallback), PLACEHOLDER_LENGTH) } : {};
}

function drawKnown(name: string, value: string): APILabelComponent {
  return label(name, {
    type: ComponentType.TextInput,
    custom_id: name,
    style: TextInputStyle.Paragraph,
    required: false,
    max_length: MODAL_INPUT_LENGTH,
    value: truncate(value, MODAL_INPUT_LENGTH),
  });
}

function label(text: string, component: APIComponentInLabel, hint?: string): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: truncate(oneLine(text), MODAL_LABEL_LENGTH),
    ...(hint && { description: truncate(oneLine(hint), MODAL_DESCRIPTION_LENGTH) }),
    component,
  };
}

/** A submitted form. */
export interface Submitted extends Carried {
  /** Values by option, without the empty ones. */
  readonly filled: Filled;
}

export function readForm(submitted: ModalSubmitInteraction): Submitted | undefined {
  const carried = readCarried(submitted.customId);
  if (!carried) return undefined;
  const filled: Record<string, string> = {};
  for (const [name, field] of submitted.fields.fields) {
    const value =
      field.type === ComponentType.StringSelect
        ? field.values[0]
        : field.type === ComponentType.TextInput
          ? field.value.trim()
          : undefined;
    if (value) filled[name] = value;
  }
  return { ...carried, filled };
}
