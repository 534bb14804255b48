import { escapeHtml } from '../../src/lib/html.ts';
import type { Scene, Sight } from './sight.ts';
import { styles } from './styles.ts';

/** Returns the page that a scene makes, in the clothes of the platform's client. */
export function pageOf(platform: Sight['platform'], { kind, where, pieces }: Scene, phone: boolean): string {
  const body = kind === 'lock-screen' ? lockScreen(platform, pieces[0] ?? '') : inClient(where, pieces);
  return `<!doctype html><html><head><meta charset="utf-8"><style>${styles.common}${styles[platform]}</style></head>
    <body class="${platform} ${phone ? 'phone' : 'desktop'} ${kind}">${body}</body></html>`;
}

function inClient(where: string, pieces: readonly string[]): string {
  return `<header>${escapeHtml(where)}</header><main>${pieces.join('')}</main>`;
}

/** A locked phone shows four lines of a notification, in plain text. */
function lockScreen(platform: string, text: string): string {
  return `<div class="notification"><div class="app">${platform.toUpperCase()} <span>now</span></div>
    <b>Tocsin</b><div class="lines">${escapeHtml(text)}</div></div>`;
}
