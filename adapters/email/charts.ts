import { escapeHtml } from '../../src/lib/html.ts';
import type { Chart } from '../../src/ports/message.ts';

const BAR_COLOUR = '#2f5fd0';
const WIDEST_PERCENT = 100;

/**
 * A chart as a table of bars. Mail programs show no SVG, and many fetch no picture until their reader allows it; a table is
 * shown by all of them, in dark mode too, and read aloud.
 */
export function chartHtml({ title, bars }: Chart): string {
  const most = Math.max(...bars.map(({ value }) => value), 1);
  const rows = bars.map(({ label, value }) => {
    const width = Math.round((value / most) * WIDEST_PERCENT);
    const bar =
      width > 0
        ? `<div style="width:${width}%;height:14px;border-radius:3px;background-color:${BAR_COLOUR}"></div>`
        : '';
    return `<tr><th scope="row" dir="auto" style="padding:3px 12px 3px 0;text-align:left;font-weight:400;overflow-wrap:anywhere">${escapeHtml(label)}</th><td style="width:55%;padding:3px 0">${bar}</td><td style="padding:3px 0 3px 10px;text-align:right">${value}</td></tr>`;
  });
  return `<table style="width:100%;margin:8px 0 16px;border-collapse:collapse;font-size:15px"><caption style="padding:0 0 4px;text-align:left;font-weight:600">${escapeHtml(title)}</caption>${rows.join('\n')}</table>`;
}
