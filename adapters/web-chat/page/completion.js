/** What could come next in a line that is being typed. Nothing here knows the page. */

const LISTED = new Set(['incident', 'service', 'person', 'target', 'schedule']);

/**
 * `items` to choose from, `from` where what they replace begins, and `ask` when the server is to be asked for values.
 * Undefined when nothing can be offered.
 */
export function suggest(text, { direct, catalogue }) {
  const prefix = (direct ? /^\/?(?:incident\s+)?/ : /^\/(?:incident\s+)?/).exec(text)?.[0];
  if (prefix === undefined) return undefined;
  const rest = text.slice(prefix.length);
  const verb = /^(\S+)\s/.exec(rest)?.[1];
  if (verb === undefined) return verbs(rest, prefix, text, catalogue);
  const shape = catalogue.find(({ name }) => name === verb);
  return shape && argument(shape, text, prefix.length + verb.length + 1);
}

function verbs(typed, prefix, text, catalogue) {
  if (text === '') return undefined;
  const items = catalogue
    .filter(({ name }) => name.startsWith(typed.toLowerCase()))
    .map(({ name, summary }) => ({ insert: `${name} `, label: name, hint: summary }));
  // "/inc": the word that every command begins with on other chats, and the verbs beginning so.
  if (typed !== '' && prefix.length <= 1 && begins('incident', typed))
    items.unshift({ insert: 'incident ', label: 'incident', hint: 'Then a command, as on every other chat' });
  return offer(items, prefix.length);
}

function argument(shape, text, start) {
  const rest = text.slice(start);
  const named = /(?:^|\s)([a-z]+):("[^"]*|[^\s"]*)$/.exec(rest);
  const option = named && shape.options.find(({ name }) => name === named[1]);
  if (option) {
    const typed = named[2].replace(/^"/, '');
    return values(shape, option, typed, text.length - named[2].length);
  }
  const last = /\S*$/.exec(rest)[0];
  const from = text.length - last.length;
  const first = rest.trim() === last;
  const incident = first && shape.options.find(({ kind }) => kind === 'incident');
  const given = new Set([...rest.matchAll(/(?:^|\s)([a-z]+):/g)].map((match) => match[1]));
  const items = shape.options
    .filter(({ name, takesTheRest }) => !takesTheRest && !given.has(name) && name.startsWith(last.toLowerCase()))
    .map(({ name, description }) => ({ insert: `${name}:`, label: `${name}:`, hint: description }));
  if (incident && /^#?\d*$/.test(last))
    return { items: [], from, after: items, ask: { command: shape.name, option: incident.name, typed: last } };
  return offer(items, from);
}

function values(shape, option, typed, from) {
  // Its own choices come besides what the file names, and the server knows both.
  if (LISTED.has(option.kind))
    return { items: [], from, after: [], ask: { command: shape.name, option: option.name, typed } };
  if (!option.choices) return undefined;
  return offer(
    option.choices
      .filter(({ value, label }) => begins(value, typed) || begins(label, typed))
      .map((choice) => chosen(choice)),
    from,
  );
}

export function chosen({ value, label }) {
  return { insert: `${/\s/.test(value) ? `"${value}"` : value} `, label: value, hint: label === value ? '' : label };
}

function begins(text, typed) {
  return text.toLowerCase().startsWith(typed.toLowerCase());
}

function offer(items, from) {
  return items.length > 0 ? { items, from } : undefined;
}
