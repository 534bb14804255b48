import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { oneLine, truncate } from '../../src/lib/text.ts';
import type { Form, FormField } from '../../src/ports/commands.ts';
import { type Carried, carry, readCarried } from './carried.ts';
import {
  CHOICES,
  MODAL_FIELDS,
  MODAL_INPUT_LENGTH,
  MODAL_LABEL_LENGTH,
  MODAL_TITLE_LENGTH,
  SELECT_LABEL_LENGTH,
  SELECT_VALUE_LENGTH,
} from './limits.ts';

/** @param under the place from which the incident may be told, where the submitted form would not say so itself. */
export function drawForm(form: Form, under: string | undefined): APIModalInteractionResponseCallbackData {
  const { code, tooLong } = carry(form.input, under);
  // What is known and too long to be carried is shown as filled in already; optional questions make room for it.
  const known = tooLong.map((name) => drawKnown(name, form.input.args[name] ?? ''));
  const required = form.fields.filter((field) => field.required).length;
  const optional = Math.max(0, MODAL_FIELDS - required - known.length);
  let optionalLeft = optional;
  const fields = form.fields.filter((field) => field.required || optionalLeft-- > 0);
  return {
    custom_id: code,
    title: truncate(oneLine(form.title), MODAL_TITLE_LENGTH),
    components: [...fields.map(drawField), ...known].slice(0, MODAL_FIELDS),
  };
}

function drawField(field: FormField): APILabelComponent {
  return label(field.label, field.choices?.length ? drawSelect(field, field.choices) : drawInput(field));
}

function drawSelect(field: FormField, choices: NonNullable<FormField['choices']>): APIComponentInLabel {
  return {
    type: ComponentType.StringSelect,
    custom_id: field.option,
    required: field.required,
    ...(!field.required && { min_values: 0 }),
    options: choices
      .filter(({ value }) => value.length > 0 && value.length <= SELECT_VALUE_LENGTH)
      .slice(0, CHOICES)
      .map((choice) => ({
        value: choice.value,
        label: truncate(oneLine(choice.label), SELECT_LABEL_LENGTH) || choice.value,
      })),
  };
}

function drawInput(field: FormField): APIComponentInLabel {
  return {
    type: ComponentType.TextInput,
    custom_id: field.option,
    style: field.kind === 'long-text' ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required: field.required,
    max_length: Math.min(field.maxLength, MODAL_INPUT_LENGTH),
  };
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

function label(text: string, component: APIComponentInLabel): APILabelComponent {
  return { type: ComponentType.Label, label: truncate(oneLine(text), MODAL_LABEL_LENGTH), component };
}

/** The form as it was filled in; what was left empty is left out. */
export function readForm(submitted: ModalSubmitInteraction): Carried | undefined {
  const carried = readCarried(submitted.customId);
  if (!carried) return undefined;
  const args: Record<string, string> = { ...carried.input.args };
  for (const [name, field] of submitted.fields.fields) {
    const value =
      field.type === ComponentType.StringSelect
        ? field.values[0]
        : field.type === ComponentType.TextInput
          ? field.value.trim()
          : undefined;
    if (value) args[name] = value;
  }
  return { ...carried, input: { command: carried.input.command, args } };
}
