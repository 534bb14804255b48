import { html } from 'lit-html';

/** Icons of this page. Each is beside a text, or in a button with a label. */
export const icons = {
  menu: () =>
    html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5.5h14M3 10h14M3 14.5h14" /></svg>`,
  dashboard: () =>
    html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 16.5h14M5.5 13.5V10M10 13.5v-9M14.5 13.5V7" /></svg>`,
  integrations: () =>
    html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M7 3v4M13 3v4M5 7h10v3a5 5 0 0 1-10 0zM10 15v2.5" /></svg>`,
  jobs: () =>
    html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M16.5 10a6.5 6.5 0 1 1-2-4.7M16.5 3v3.5H13M10 6.5V10l2.5 1.5" /></svg>`,
  calendar: () =>
    html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M3.5 5h13v12h-13zM3.5 9h13M7 3v4M13 3v4" /></svg>`,
  close: () => html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M5 5l10 10M15 5L5 15" /></svg>`,
  done: () => html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M4 10.5l4 4 8-9" /></svg>`,
  send: () =>
    html`<svg class="icon solid" viewBox="0 0 20 20" aria-hidden="true"><path d="M3.2 3.4a.8.8 0 0 1 1.1-.9l12.6 6.7a.9.9 0 0 1 0 1.6L4.3 17.5a.8.8 0 0 1-1.1-.9L4.7 11l6.8-1-6.8-1z" /></svg>`,
  reply: () =>
    html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M8 5L3.5 9.5 8 14M4 9.5h7.5a5 5 0 0 1 5 5v1" /></svg>`,
  bell: () =>
    html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 3a5 5 0 0 0-5 5c0 4-1.5 5-1.5 6h13c0-1-1.5-2-1.5-6a5 5 0 0 0-5-5zM8.3 16.5a1.8 1.8 0 0 0 3.4 0" /></svg>`,
  sound: () =>
    html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 8v4h3l4 3.5v-11L6 8zM13 7.5a3.5 3.5 0 0 1 0 5M15 5a7 7 0 0 1 0 10" /></svg>`,
  lock: () =>
    html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M5 9h10v7H5zM7 9V6.5a3 3 0 0 1 6 0V9" /></svg>`,
  down: () => html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 4v12M5 11l5 5 5-5" /></svg>`,
  people: () =>
    html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M4 7h11M12 4l3 3-3 3M16 13H5M8 10l-3 3 3 3" /></svg>`,
  devices: () =>
    html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M11 14H3V5h14v2.5M6.5 17H11M13 10h4.5v7H13z" /></svg>`,
  settings: () =>
    html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 6h7M14 6h3M3 14h3M10 14h7M12 4v4M8 12v4" /></svg>`,
  leave: () =>
    html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M12 4H4v12h8M9 10h8M14 7l3 3-3 3" /></svg>`,
};
