/** What Slack refuses in blocks and views, and what it shows of them. */

type Shape = Record<string, unknown>;
export type Complain = (why: string) => void;

/** The observed whole, beyond which Slack answers `msg_blocks_too_long`. */
const ALL_BLOCKS = 13_200;

const messageBlocks: Record<string, readonly string[]> = {
  header: ['text', 'block_id'],
  section: ['text', 'fields', 'accessory', 'block_id', 'expand'],
  context: ['elements', 'block_id'],
  divider: ['block_id'],
  image: ['image_url', 'alt_text', 'title', 'block_id'],
  actions: ['elements', 'block_id'],
  rich_text: ['elements', 'block_id'],
};
const modalBlocks: Record<string, readonly string[]> = {
  ...messageBlocks,
  input: ['label', 'element', 'hint', 'optional', 'block_id', 'dispatch_action'],
};

export function checkBlocks(blocks: unknown, surface: 'message' | 'modal', complain: Complain): void {
  if (!Array.isArray(blocks)) {
    complain('blocks is no array');
    return;
  }
  const most = surface === 'message' ? 50 : 100;
  if (blocks.length > most) complain(`${blocks.length} blocks, ${most} at most`);
  if (JSON.stringify(blocks).length > ALL_BLOCKS && surface === 'message') complain('msg_blocks_too_long');
  const known = surface === 'message' ? messageBlocks : modalBlocks;
  const ids = new Set<unknown>();
  for (const block of blocks as Shape[]) {
    const fields = known[String(block.type)];
    if (!fields) {
      complain(`no block of type ${String(block.type)} here`);
      continue;
    }
    only(block, fields, complain);
    if (block.block_id !== undefined) {
      text(block.block_id, 1, 255, 'block_id', complain);
      if (ids.has(block.block_id)) complain(`block_id ${String(block.block_id)} twice`);
      ids.add(block.block_id);
    }
    checkBlock(block, complain);
  }
}

function checkBlock(block: Shape, complain: Complain): void {
  switch (block.type) {
    case 'header': {
      textObject(block.text, 150, complain, 'plain_text');
      return;
    }
    case 'section': {
      if (block.text === undefined && block.fields === undefined) complain('a section with neither text nor fields');
      if (block.text !== undefined) textObject(block.text, 3_000, complain);
      const fields = (block.fields ?? []) as unknown[];
      if (fields.length > 10) complain('more than 10 fields');
      for (const one of fields) textObject(one, 2_000, complain);
      return;
    }
    case 'context': {
      const elements = block.elements as unknown[];
      if (elements.length > 10) complain('more than 10 elements in a context');
      for (const one of elements) textObject(one, 3_000, complain);
      return;
    }
    case 'image': {
      text(block.alt_text, 1, 2_000, 'alt_text', complain);
      checkUrl(block.image_url, complain);
      // Stands for what Slack cannot fetch.
      if (/^https?:\/\/refused\./.test(String(block.image_url))) complain('downloading image failed');
      return;
    }
    case 'actions': {
      checkActions(block.elements as Shape[], complain);
      return;
    }
    case 'rich_text': {
      checkRichText(block.elements as Shape[], complain);
      return;
    }
    case 'input':
      textObject(block.label, 2_000, complain, 'plain_text');
      if (block.hint !== undefined) textObject(block.hint, 2_000, complain, 'plain_text');
      checkInput(block.element as Shape, complain);
  }
}

function checkActions(elements: Shape[], complain: Complain): void {
  if (!Array.isArray(elements) || elements.length === 0 || elements.length > 25) {
    complain('an actions block has 1 to 25 elements');
    return;
  }
  const ids = new Set<unknown>();
  for (const one of elements) {
    if (one.type !== 'button') {
      complain(`no element of type ${String(one.type)} in this fake`);
      return;
    }
    only(one, ['action_id', 'text', 'value', 'url', 'style', 'confirm', 'accessibility_label'], complain);
    textObject(one.text, 75, complain, 'plain_text');
    text(one.action_id, 1, 255, 'action_id', complain);
    if (one.value !== undefined) text(one.value, 1, 2_000, 'value', complain);
    if (one.url !== undefined) checkUrl(one.url, complain);
    if (one.style !== undefined && one.style !== 'primary' && one.style !== 'danger') complain('an unknown style');
    if (ids.has(one.action_id)) complain(`action_id ${String(one.action_id)} twice`);
    ids.add(one.action_id);
  }
}

function checkUrl(url: unknown, complain: Complain): void {
  text(url, 1, 3_000, 'url', complain);
  if (!/^https?:\/\/[^\s<>|]+$/.test(String(url)) || !URL.canParse(String(url))) complain('an invalid url');
}

const richElements: Record<string, readonly string[]> = {
  text: ['text', 'style'],
  link: ['url', 'text', 'unsafe', 'style'],
  date: ['timestamp', 'format', 'url', 'fallback', 'style'],
  emoji: ['name', 'unicode', 'style'],
  user: ['user_id', 'style'],
  broadcast: ['range', 'style'],
};

function checkRichText(sections: Shape[], complain: Complain): void {
  if (!Array.isArray(sections) || sections.length === 0) {
    complain('rich text without elements');
    return;
  }
  for (const section of sections) {
    if (section.type !== 'rich_text_section') {
      complain(`no ${String(section.type)} in this fake`);
      return;
    }
    only(section, ['elements'], complain);
    for (const one of section.elements as Shape[]) {
      const fields = richElements[String(one.type)];
      if (!fields) {
        complain(`no rich text element of type ${String(one.type)}`);
        return;
      }
      only(one, fields, complain);
      if (one.type === 'text') text(one.text, 1, 4_000, 'text', complain);
      if (one.type === 'link' && !/^https?:\/\/\S+$/.test(String(one.url))) complain('an invalid link');
      if (one.type === 'date' && (!Number.isInteger(one.timestamp) || !/\{\w+\}/.test(String(one.format))))
        complain('an invalid date');
      const { style } = one;
      if (style !== undefined) only({ type: '', ...(style as Shape) }, ['bold', 'italic', 'strike', 'code'], complain);
    }
  }
}

function checkInput(element: Shape, complain: Complain): void {
  text(element.action_id, 1, 255, 'action_id', complain);
  if (element.placeholder !== undefined) textObject(element.placeholder, 150, complain, 'plain_text');
  if (element.type === 'plain_text_input') {
    only(
      element,
      ['action_id', 'multiline', 'max_length', 'min_length', 'initial_value', 'placeholder', 'focus_on_load'],
      complain,
    );
    const { max_length: most } = element;
    if (most !== undefined && !(Number.isInteger(most) && Number(most) >= 1 && Number(most) <= 3_000))
      complain('max_length is 1 to 3000');
    const { initial_value: initial } = element;
    if (initial !== undefined) text(initial, 1, Number(most ?? 3_000), 'initial_value', complain);
    return;
  }
  if (element.type === 'external_select') {
    only(
      element,
      ['action_id', 'initial_option', 'min_query_length', 'placeholder', 'confirm', 'focus_on_load'],
      complain,
    );
    if (element.initial_option !== undefined) checkOptions([element.initial_option as Shape], complain);
    return;
  }
  if (element.type !== 'static_select') {
    complain(`no input of type ${String(element.type)} in this fake`);
    return;
  }
  only(element, ['action_id', 'options', 'initial_option', 'placeholder', 'confirm', 'focus_on_load'], complain);
  checkOptions(element.options as Shape[], complain);
  const { initial_option: initial } = element;
  const sameAsOne = (element.options as Shape[]).some((one) => JSON.stringify(one) === JSON.stringify(initial));
  if (initial !== undefined && !sameAsOne) complain('initial_option is none of the options');
}

/** The options of a select; also those that it was given while somebody typed. */
export function checkOptions(options: readonly Shape[], complain: Complain): void {
  if (!Array.isArray(options) || options.length < 1 || options.length > 100) {
    complain('1 to 100 options');
    return;
  }
  for (const option of options) {
    only({ type: '', ...option }, ['text', 'value', 'description'], complain);
    textObject(option.text, 75, complain, 'plain_text');
    text(option.value, 1, 150, 'value', complain);
  }
  if (new Set(options.map(({ value }) => value)).size !== options.length) complain('the same option value twice');
}

export function checkView(view: Shape, complain: Complain): void {
  if (view.type !== 'modal') {
    complain('the view is no modal');
    return;
  }
  only(
    view,
    [
      'title',
      'submit',
      'close',
      'callback_id',
      'private_metadata',
      'blocks',
      'clear_on_close',
      'notify_on_close',
      'external_id',
    ],
    complain,
  );
  textObject(view.title, 24, complain, 'plain_text');
  if (view.submit !== undefined) textObject(view.submit, 24, complain, 'plain_text');
  if (view.close !== undefined) textObject(view.close, 24, complain, 'plain_text');
  text(view.callback_id, 1, 255, 'callback_id', complain);
  text(view.private_metadata ?? '', 0, 3_000, 'private_metadata', complain);
  checkBlocks(view.blocks, 'modal', complain);
  const inputs = (view.blocks as Shape[]).some(({ type }) => type === 'input');
  if (inputs && view.submit === undefined) complain('inputs and no submit');
}

function textObject(one: unknown, most: number, complain: Complain, kind?: 'plain_text'): void {
  const shape = one as Shape | undefined;
  if (!shape || (shape.type !== 'plain_text' && shape.type !== 'mrkdwn')) {
    complain('no text object');
    return;
  }
  if (kind && shape.type !== kind) complain(`must be ${kind}`);
  only(shape, shape.type === 'plain_text' ? ['text', 'emoji'] : ['text', 'verbatim'], complain);
  text(shape.text, 1, most, 'text', complain);
}

function text(one: unknown, least: number, most: number, what: string, complain: Complain): void {
  if (typeof one !== 'string') {
    complain(`${what} is no string`);
    return;
  }
  if (one.length < least || one.length > most)
    complain(`${what} has ${one.length} characters, ${least} to ${most} are taken`);
}

function only(shape: Shape, fields: readonly string[], complain: Complain): void {
  for (const field of Object.keys(shape))
    if (field !== 'type' && !fields.includes(field)) complain(`unknown field ${field} in ${String(shape.type)}`);
}
