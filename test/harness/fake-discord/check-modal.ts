import { array, invalid, type Json, object, oneOf, text } from './refusal.ts';

export interface ModalField {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly required: boolean;
  readonly maxLength: number;
  /** What it is filled with already. */
  readonly value: string;
  /** Set for a select. */
  readonly options?: readonly string[];
}

export interface Modal {
  readonly customId: string;
  readonly title: string;
  readonly fields: readonly ModalField[];
  /** What came. */
  readonly json: Json;
}

export function checkModal(value: unknown): Modal {
  const modal = object(value, 'modal', ['custom_id', 'title', 'components']);
  const ids = new Set<string>();
  const fields = array(modal.components, 'components', 1, 5).map((one, i) => {
    const path = `components[${i}]`;
    const label = object(one, path, ['type', 'label', 'description', 'component']);
    oneOf(label.type, `${path}.type`, [18]);
    const name = text(label.label, `${path}.label`, 1, 45);
    if (label.description !== undefined) text(label.description, `${path}.description`, 1, 100);
    const described = typeof label.description === 'string' ? { description: label.description } : {};
    const field = { ...checkField(label.component, `${path}.component`, name), ...described };
    if (ids.has(field.id)) throw invalid(path, 'Component custom id cannot be duplicated');
    ids.add(field.id);
    return field;
  });
  return {
    customId: text(modal.custom_id, 'custom_id', 1, 100),
    title: text(modal.title, 'title', 1, 45),
    fields,
    json: modal,
  };
}

function checkField(value: unknown, path: string, label: string): ModalField {
  if (typeof value === 'object' && value !== null && 'type' in value && value.type === 3)
    return checkSelect(value, path, label);
  const input = object(value, path, [
    'type',
    'custom_id',
    'style',
    'required',
    'min_length',
    'max_length',
    'value',
    'placeholder',
  ]);
  oneOf(input.type, `${path}.type`, [4]);
  oneOf(input.style, `${path}.style`, [1, 2]);
  if (input.placeholder !== undefined) text(input.placeholder, `${path}.placeholder`, 1, 100);
  const maxLength = input.max_length === undefined ? 4000 : Number(input.max_length);
  if (!(maxLength >= 1 && maxLength <= 4000)) throw invalid(`${path}.max_length`, 'must be between 1 and 4000');
  return {
    id: text(input.custom_id, `${path}.custom_id`, 1, 100),
    label,
    required: input.required !== false,
    maxLength,
    value: input.value === undefined ? '' : text(input.value, `${path}.value`, 0, maxLength),
  };
}

function checkSelect(value: object, path: string, label: string): ModalField {
  const select = object(value, path, [
    'type',
    'custom_id',
    'required',
    'min_values',
    'max_values',
    'options',
    'placeholder',
  ]);
  if (select.placeholder !== undefined) text(select.placeholder, `${path}.placeholder`, 1, 150);
  if (select.required !== false && select.min_values === 0) throw invalid(path, 'required, and yet nothing is');
  const chosen: string[] = [];
  const options = array(select.options, `${path}.options`, 1, 25).map((one, i) => {
    const option = object(one, `${path}.options[${i}]`, ['label', 'value', 'description', 'default']);
    text(option.label, `${path}.options[${i}].label`, 1, 100);
    if (option.default) chosen.push(String(option.value));
    return text(option.value, `${path}.options[${i}].value`, 1, 100);
  });
  if (new Set(options).size < options.length)
    throw invalid(`${path}.options`, 'The specified option value is already used');
  if (chosen.length > 1) throw invalid(`${path}.options`, 'more defaults than values');
  return {
    id: text(select.custom_id, `${path}.custom_id`, 1, 100),
    label,
    required: select.required !== false,
    maxLength: 100,
    value: chosen[0] ?? '',
    options,
  };
}
