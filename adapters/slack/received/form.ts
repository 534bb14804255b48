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

/** What a form must know again when it is submitted: Slack keeps it beside the form, so it survives a restart. */
export interface FormMemory {
  readonly input: CommandInput;
  readonly where: CommandOrigin;
  /** Where the answer goes: the channel, the thread, and the URL that Slack gave for this request. */
  readonly channel: string;
  readonly thread?: string;
  readonly responseUrl?: string;
  /** Of a form that was opened again: the invocation that was refused. */
  readonly id?: string;
}

/** What a form shows that was refused: what was filled in, and why not. */
export interface Refilled {
  readonly filled: Readonly<Record<string, string>>;
  readonly above: string;
}

/** Undefined when what is known already does not fit beside the form. */
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

/** Undefined when it was not written by `modal`. */
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

/** What was filled in; an option left empty is not in it. */
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
 * People are picked like everything else from what the file names: Slack's own user select offers everybody in the
 * workspace, most of whom Tocsin does not know, and nobody who has no account there.
 */
function select(field: FormField, filled: string | undefined): StaticSelect | ExternalSelect | undefined {
  const options = optionsOf(field.choices ?? []);
  // Slack takes no empty list and no long value; what cannot be picked from can still be typed.
  if (options.length === 0) return undefined;
  const initial = options.find(({ value }) => value === filled);
  const shared = { action_id: field.option, ...hinted(field), ...(initial && { initial_option: initial }) };
  if (options.length <= SELECT_OPTIONS) return { type: 'static_select', ...shared, options };
  return { type: 'external_select', ...shared, min_query_length: 0 };
}

/** What Slack takes of these choices; of a list that is asked for while somebody types, as many as it takes. */
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
