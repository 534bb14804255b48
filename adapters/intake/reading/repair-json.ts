/** What is longer was made by a program that writes JSON, and is refused as it is. */
const longest = 1024 * 1024;

/**
 * Reads what templates that people wrote by hand make of JSON: line breaks inside texts, a comma too many, `NaN`, a zero byte at the
 * end, one object a line, quotes inside a text, and what Python prints of a dict (single quotes, `True`, `None`). It is called only for text that is no JSON.
 *
 * @returns undefined when it is still none
 */
export function readRepaired(text: string): unknown {
  if (text.length > longest) return undefined;
  const whole = parsed(repaired(text)) ?? parsed(repaired(withQuotesEscaped(text)));
  if (whole !== undefined) return whole;
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const objects = lines.map((line) => (line.trim().startsWith('{') ? parsed(line) : undefined));
  return lines.length > 1 && objects.every((one) => one !== undefined) ? objects : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What follows the quote at the end of a name, of a value in an object, and of one in a list. */
const endOf = { name: /\s*:/y, value: /\s*(?:,\s*"|\}|$)/y, entry: /\s*[,\]]/y } as const;

/** Escapes quotes inside texts, which templates leave as they are: `"Get "https://x": EOF"`. */
function withQuotesEscaped(text: string): string {
  const open: string[] = [];
  let result = '';
  let before = '';
  let end: RegExp | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!;
    if (end && character === '\\') result += character + (text[++at] ?? '');
    else if (end && character === '"') {
      end.lastIndex = at + 1;
      const isEnd = end.test(text);
      result += isEnd ? '"' : '\\"';
      if (isEnd) end = undefined;
    } else {
      result += character;
      if (end || character.trim() === '') continue;
      if (character === '"') end = open.at(-1) === '[' ? endOf.entry : before === ':' ? endOf.value : endOf.name;
      else if (character === '{' || character === '[') open.push(character);
      else if (character === '}' || character === ']') open.pop();
      before = character;
    }
  }
  return result;
}

/** JSON's own, and Python's, which writes `u'…'` where it is old. */
const strings = /"(?:[^"\\]|\\[\s\S])*"|u?'(?:[^'\\]|\\[\s\S])*'/g;

function repaired(text: string): string {
  const plain = text.replace(/[\0\s]+$/, '');
  let result = '';
  let from = 0;
  for (const found of plain.matchAll(strings)) {
    const quoted = found[0].startsWith('"') ? found[0] : doubleQuoted(found[0]);
    result += repairedBetween(plain.slice(from, found.index)) + quoted.replace(/\p{Cc}/gu, escaped);
    from = found.index + found[0].length;
  }
  // A comma before a bracket stands in one piece with it: no string is between them.
  return result + repairedBetween(plain.slice(from));
}

const constants: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null', undefined: 'null' };

function repairedBetween(text: string): string {
  return text
    .replace(/,(?=\s*[}\]])/g, '')
    .replace(/(?<![\w.])-?(?:NaN|Infinity)(?!\w)/g, 'null')
    .replace(/(?<!\w)(?:True|False|None|undefined)(?!\w)/g, (name) => constants[name] ?? name);
}

/** Returns a text of Python as one of JSON: `'it\'s "on"'` as `"it's \"on\""`. */
function doubleQuoted(text: string): string {
  const inside = text.slice(text.indexOf("'") + 1, -1);
  const written = inside.replace(
    /"|\\(?:x(?<short>[\da-f]{2})|U(?<long>[\da-f]{8})|'|[\s\S])/gi,
    (found: string, short?: string, long?: string) => {
      if (found === '"') return '\\"';
      if (found === "\\'") return "'";
      const code = Number.parseInt(short ?? long ?? '', 16);
      return code <= 0x10ffff ? JSON.stringify(String.fromCodePoint(code)).slice(1, -1) : found;
    },
  );
  return `"${written}"`;
}

function escaped(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
