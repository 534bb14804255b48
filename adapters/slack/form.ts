import type { InputBlock, ModalView, PlainTextInput, StaticSelect } from '@slack/web-api';
import { truncate } from '../../src/lib/text.ts';
import type { Translate } from '../../src/locales/catalogue.ts';
import type { Choice, CommandInput, CommandOrigin, Form, FormField } from '../../src/ports/commands.ts';
import {
  INPUT_LABEL,
  INPUT_TEXT,
  MODAL_BUTTON,
  MODAL_METADATA,
  MODAL_TITLE,
  OPTION_TEXT,
  OPTION_VALUE,
} from './limits.ts';

export const FORM_ID = 'tocsin_form';

/** What a form must know again when it is submitted: Slack keeps it beside the form, so it survives a restart. */
export interface FormMemory {
  readonly input: CommandInput;
  readonly where: CommandOrigin;
  /** Where the answer goes: the channel, the thread, and the URL that Slack gave for this request. */
  readonly channel: string;
  readonly thread?: string;
  readonly responseUrl?: string;
}

/** Undefined when what is known already does not fit beside the form. */
export function modal(form: Form, memory: FormMemory, t: Translate): ModalView | undefined {
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
    blocks: form.fields.map(inputBlock),
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

function inputBlock(field: FormField): InputBlock {
  return {
    type: 'input',
    block_id: field.option,
    optional: !field.required,
    label: plain(field.label || field.option, INPUT_LABEL),
    element: select(field) ?? textInput(field),
  };
}

/** Slack takes no empty list and no long value; what cannot be picked from can still be typed. */
function select(field: FormField): StaticSelect | undefined {
  const choices = field.choices?.filter(({ value }) => value.length > 0 && value.length <= OPTION_VALUE) ?? [];
  if (choices.length === 0) return undefined;
  return { type: 'static_select', action_id: field.option, options: choices.map(option) };
}

function option({ value, label }: Choice) {
  return { text: plain(label || value, OPTION_TEXT), value };
}

function textInput(field: FormField): PlainTextInput {
  return {
    type: 'plain_text_input',
    action_id: field.option,
    multiline: field.kind === 'long-text',
    max_length: Math.min(Math.max(1, field.maxLength), INPUT_TEXT),
  };
}

function plain(text: string, limit: number) {
  return { type: 'plain_text' as const, text: truncate(text, limit), emoji: false };
}
