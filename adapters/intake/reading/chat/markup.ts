import { unescaped } from '../../../../src/ports/typed-text.ts';

const htmlTag =
  /<\/?(?:a|at|b|i|u|s|p|em|strong|code|pre|br|hr|span|font|div|small|blockquote|h[1-6]|ul|ol|li|table|thead|tbody|tr|td|th|img)(?:\s[^<>]{0,1900})?\/?>/gi;
const slackLink = /<(?:https?:\/\/|mailto:)[^|>]{1,1900}\|([^>]{1,300})>/g;
const markdownLink = /\[([^\]]{1,300})\]\(https?:\/\/[^\s)]{1,1900}\)/g;
const onward =
  '(?:(?:click )?here|open|view|show|see|link|details?|more|(?:view|open|show|see) (?:it|more|details?|alert|incident))';
/** “: <https://…|open>” behind a line leads on, and tells nothing. */
const onwardLink = new RegExp(
  `(?<=\\S)[\\s:|–—-]{0,5}(?:<https?://[^|>]{1,1900}\\|${onward}>|\\[${onward}\\]\\(https?://[^\\s)]{1,1900}\\))\\s{0,5}$`,
  'i',
);
const bareLink = /<(https?:\/\/[^|>\s]{1,1900})>/g;
const emphasis = /(^|[\s(])(\*{1,3}|_{1,2}|~{1,2}|`)(?=\S)(.{1,300}?\S|\S)\2(?=$|[\s).,:;!?])/g;

/**
 * Returns a line without the marks of the chats: Slack’s mrkdwn, Markdown, and the HTML of Teams, Google Chat and Telegram.
 * `*[critical]* see <https://…|the graph>` and `**[critical]** see [the graph](https://…)` are both `[critical] see the graph`.
 */
export function withoutMarkup(line: string): string {
  const shown = line
    .replace(htmlTag, '')
    .replace(onwardLink, '')
    .replace(slackLink, '$1')
    .replace(markdownLink, '$1')
    .replace(bareLink, '$1')
    .replace(/<!(?:subteam\^\w{1,30}\|?)?(@?[\w-]{1,60})>/g, '@$1')
    .replace(/<[@#][A-Z0-9]{1,30}\|([^>]{1,100})>/g, '$1')
    // One mark may stand inside another: `*_DOWN_*`.
    .replace(emphasis, '$1$3')
    .replace(emphasis, '$1$3')
    .replace(/^#{1,3}\s/, '')
    .replace(/\\([_*[\]])/g, '$1');
  return unescaped(shown.replace(/&#(x[\da-f]{1,6}|\d{1,7});/gi, (_, code: string) => characterOf(code)));
}

/** Returns the http and https URLs in a line with or without such marks. */
export function linksIn(line: string): readonly string[] {
  return [...line.matchAll(/https?:\/\/[^\s<>|"')\]]{1,1900}/g)].map(([url]) => unescaped(url));
}

function characterOf(code: string): string {
  const point = Number(/^x/i.test(code) ? `0${code}` : code);
  return point > 31 && point <= 0x10ffff ? String.fromCodePoint(point) : ' ';
}
