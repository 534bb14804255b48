/** What programs write and people do not: calls, files with a line, `key="value"`, JSON, two versions, stack frames. */
const programOutput =
  /\w\.\w+\(|\.\w+:\d+\)?|(?<!\S)[\w-]+=(?:"|\d)|(?<![\w])0x[\da-f]{3,}|^\s*[[{<]|"\s*:\s*["{[\d]|\d+\.\d+\S*\s*->\s*v?\d|(?:Exception|Error|Traceback)(?::|\s\()|\[(?:prod|staging|FIRING|RESOLVED|ERROR|WARN|INFO)[^\]]*\]/u;
/** A word of a log in place of a person's: `ACK received`, `resolve: could not resolve host`. */
const reports =
  /^\/?\p{L}+:?\s+(?:received|sent|timeout|timed out|packet|failed|could not|cannot|unable|error|available|from (?:node|host|server))(?!\p{L})/iu;

/** `declare -x PATH=…` and `resolve() {` are a shell's. */
const shell = /^\s*(?:declare|export|alias|set|page|note|update)\s+--?[a-z]\w*(?:\s+\w+=|\s+-|\s*$)|^\w+\(\)\s*\{/imu;

/** Returns whether a line is a shell's, and no command at all. */
export function isShell(line: string): boolean {
  return shell.test(line);
}

/** Returns whether a line looks like the output of a program, so that its first word may be no command. */
export function isPasted(line: string): boolean {
  return reports.test(line) || programOutput.test(line);
}
