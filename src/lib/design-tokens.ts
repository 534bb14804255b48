/** Colours and sizes of all web pages. Text has a contrast of at least 4.5:1 to its background everywhere. */
const light = {
  ground: '#f4f5f7',
  surface: '#ffffff',
  raised: '#ffffff',
  sunken: '#eceef2',
  line: '#dfe2e8',
  edge: '#ced3dd',
  'line-strong': '#858c9b',
  text: '#1c2330',
  muted: '#5a6272',
  accent: '#2f5fd0',
  'accent-text': '#ffffff',
  'accent-soft': '#e6edfc',
  danger: '#c92a2a',
  'danger-soft': '#fdecec',
  warning: '#a65500',
  'warning-soft': '#fff3e0',
  success: '#237a3b',
  'success-soft': '#e7f6eb',
  neutral: '#7a8394',
  shadow: '0 1px 2px rgb(20 28 45 / 6%), 0 1px 6px rgb(20 28 45 / 5%)',
  'shadow-high': '0 8px 30px rgb(20 28 45 / 18%)',
} as const;

const dark = {
  ground: '#14161b',
  surface: '#1a1d24',
  raised: '#21252e',
  sunken: '#101216',
  line: '#2c313c',
  edge: '#434b5b',
  'line-strong': '#6a7283',
  text: '#e7eaf0',
  muted: '#9aa3b4',
  accent: '#7aa2ff',
  'accent-text': '#0d1524',
  'accent-soft': '#222e4b',
  danger: '#ff8080',
  'danger-soft': '#3a1f22',
  warning: '#ffb454',
  'warning-soft': '#38290f',
  success: '#6fd08a',
  'success-soft': '#17301f',
  neutral: '#8791a3',
  shadow: '0 1px 2px rgb(0 0 0 / 30%)',
  'shadow-high': '0 10px 40px rgb(0 0 0 / 55%)',
} as const satisfies Record<keyof typeof light, string>;

const measures = {
  radius: '10px',
  font: '"Inter", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, "Noto Sans CJK JP", sans-serif',
  mono: 'ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace',
} as const;

export const designTokens = { light, dark, measures } as const;

/**
 * Returns the tokens as CSS custom properties for light and dark mode, such as `--ground`, which is used as `var(--ground)`.
 * Paper is light.
 */
export function designTokensCss(): string {
  return `:root {
  color-scheme: light dark;
${properties({ ...light, ...measures })}}

@media screen and (prefers-color-scheme: dark) {
  :root {
${properties(dark)}  }
}
`;
}

/** Returns the tokens, and what every page without the web chat's styles begins with. */
export function baseCss(): string {
  return `${designTokensCss()}
*,
*::before,
*::after {
  box-sizing: border-box;
}

body {
  margin: 0;
  background: var(--ground);
  color: var(--text);
  font: 16px / 1.5 var(--font);
  -webkit-text-size-adjust: 100%;
}

a {
  color: var(--accent);
}

:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
}
`;
}

function properties(tokens: Readonly<Record<string, string>>): string {
  return Object.entries(tokens)
    .map(([name, value]) => `  --${name}: ${value};\n`)
    .join('');
}
