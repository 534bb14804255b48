/** What is longer was made by a program that writes JSON, and is refused as it is. */
const longest = 1024 * 1024;

/**
 * Reads what templates that people wrote by hand make of JSON: line breaks inside texts, a comma too many, `NaN`, a zero byte at the
 * end, one object a line. It is called only for text that is no JSON.
 *
 * @returns undefined when it is still none
 */
export function readRepaired(text: string): unknown {
  if (text.length > longest) return undefined;
  const whole = parsed(repaired(text));
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

const strings = /"(?:[^"\\]|\\[\s\S])*"/g;

function repaired(text: string): string {
  const plain = text.replace(/[\0\s]+$/, '');
  let result = '';
  let from = 0;
  for (const found of plain.matchAll(strings)) {
    result += repairedBetween(plain.slice(from, found.index)) + found[0].replace(/\p{Cc}/gu, escaped);
    from = found.index + found[0].length;
  }
  // A comma before a bracket stands in one piece with it: no string is between them.
  return result + repairedBetween(plain.slice(from));
}

function repairedBetween(text: string): string {
  return text.replace(/,(?=\s*[}\]])/g, '').replace(/(?<![\w.])-?(?:NaN|Infinity)(?!\w)/g, 'null');
}

function escaped(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
