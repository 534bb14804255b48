import type { ExternalSelect, InputBlock, ModalView, PlainTextInput, StaticSelect } from '@slack/web-api';
import { truncate } from '../../../src/lib/text.ts';
import type { Translate } from '../../../src/locales/catalogue.ts';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import type { Choice, CommandOrigin, Form, FormField } from '../../../src/ports/commands.ts';
import {
  BODY_TEXT,
  INPUT_HINT,
  INPUT_LABEL,
  INPUT_TEXT,
  MODAL_BUTTON,
  MODAL_METADATA,
  MODAL_TITLE,
  OPTION_TEXT,
  OPTION_VALUE,
  PLACEHOLDER,
  SELECT_OPTIONS,
} from '../limits.ts';

export const FORM_ID = 'tocsin_form';

/** Data of an open form that its submission needs. Slack stores it with the form, so it survives a restart. */
export interface FormMemory {
  readonly input: CommandInput;
  readonly where: CommandOrigin;
  /** Where the answer goes: the channel, the thread, and the response URL of the request. */
  readonly channel: string;
  readonly thread?: string;
  readonly responseUrl?: string;
  /** For a form that was opened again: the id of the refused invocation. */
  readonly id?: string;
}

/** Contents of a refused form: its values, and the reason. */
export interface Refilled {
  readonly filled: Readonly<Record<string, string>>;
  readonly above: string;
}

/** Returns the form as a modal; undefined when the known arguments do not fit into its metadata. */
export function modal(form: Form, memory: FormMemory, t: Translate, again?: Refilled): ModalView | undefined {
  const metadata = [memory, { ...memory, responseUrl: undefined }]
    .map((one) => JSON.stringify(one))
    .find((one) => one.length <= MODAL_METADATA);
  if (metadata === undefined) return undefined;
  return {
    type: 'modal',
    callback_id: FORM_ID,
    title: plain(form.title, MODAL_TITLE),
    submit: plain(form.submit, MODAL_BUTTON),
    close: plain(t('chat.cancel'), MODAL_BUTTON),
    private_metadata: metadata,
    blocks: [
      ...(again ? [{ type: 'section' as const, text: plain(again.above, BODY_TEXT) }] : []),
      ...form.fields.map((field) => inputBlock(field, again?.filled[field.option])),
    ],
  };
}

/** Reads the metadata of a modal; undefined when `modal` did not write it. */
export function memoryOf(metadata: string): FormMemory | undefined {
  try {
    const memory = JSON.parse(metadata) as Partial<FormMemory>;
    return memory.input && memory.where && memory.channel ? (memory as FormMemory) : undefined;
  } catch {
    return undefined;
  }
}

type Entered = Readonly<Record<string, Readonly<Record<string, EnteredValue>>>>;
interface EnteredValue {
  readonly value?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
}

/** Returns the values by option, without the empty ones. */
export function filledIn(values: Entered): Readonly<Record<string, string>> {
  const args: Record<string, string> = {};
  for (const inputs of Object.values(values))
    for (const [option, entered] of Object.entries(inputs)) {
      const value = entered.value ?? entered.selected_option?.value ?? '';
      if (value.trim()) args[option] = value;
    }
  return args;
}

function inputBlock(field: FormField, filled: string | undefined): InputBlock {
  return {
    type: 'input',
    block_id: field.option,
    optional: !field.required,
    label: plain(field.label || field.option, INPUT_LABEL),
    ...(field.hint && { hint: plain(field.hint, INPUT_HINT) }),
    element: select(field, filled) ?? textInput(field, filled),
  };
}

/**
 * Returns a select of the choices. People, too, are chosen from those in the file: Slack's user select offers everybody in
 * the workspace, most of whom Tocsin does not know, and leaves out people without a Slack account.
 */
function select(field: FormField, filled: string | undefined): StaticSelect | ExternalSelect | undefined {
  const options = optionsOf(field.choices ?? []);
  // Slack takes neither an empty list nor a long value; the field is then a text input.
  if (options.length === 0) return undefined;
  const initial = options.find(({ value }) => value === filled);
  const shared = { action_id: field.option, ...hinted(field), ...(initial && { initial_option: initial }) };
  if (options.length <= SELECT_OPTIONS) return { type: 'static_select', ...shared, options };
  return { type: 'external_select', ...shared, min_query_length: 0 };
}

/** Returns the choices as Slack options, as many as one select or one answer of an external select takes. */
export function optionsOf(choices: readonly Choice[]) {
  return choices
    .filter(({ value }) => value.length > 0 && value.length <= OPTION_VALUE)
    .map(({ value, label }) => ({ text: plain(label || value, OPTION_TEXT), value }));
}

function textInput(field: FormField, filled: string | undefined): PlainTextInput {
  const longest = Math.min(Math.max(1, field.maxLength), INPUT_TEXT);
  return {
    type: 'plain_text_input',
    action_id: field.option,
    multiline: field.kind === 'long-text',
    max_length: longest,
    ...hinted(field),
    ...(filled && { initial_value: truncate(filled, longest) }),
  };
}

function hinted({ fallback }: FormField) {
  return fallback ? { placeholder: plain(fallback, PLACEHOLDER) } : {};
}

function plain(text: string, limit: number) {
  return { type: 'plain_text' as const, text: truncate(text, limit), emoji: false };
}
