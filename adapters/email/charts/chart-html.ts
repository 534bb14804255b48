import { escapeHtml } from '../../../src/lib/html.ts';
import type { Chart } from '../../../src/ports/message.ts';
import type { DrawnChart } from './chart-pictures.ts';

const BAR_COLOUR = '#2f5fd0';
const WIDEST_PERCENT = 100;

/** A chart with its picture, which the mail attaches under this content id. */
export interface PicturedChart extends Chart {
  readonly picture?: DrawnChart & { readonly cid: string };
}

/**
 * Returns a chart as its picture with the values as alternative text, or as a table of bars when there is no picture.
 */
export function chartHtml(chart: PicturedChart): string {
  const { picture, title } = chart;
  if (!picture) return tableHtml(chart);
  const { cid, width, height } = picture;
  return `<p dir="auto" style="margin:8px 0 4px;font-size:15px;font-weight:600">${escapeHtml(title)}</p>
<p style="margin:0 0 16px"><img src="cid:${escapeHtml(cid)}" width="${width}" height="${height}" alt="${escapeHtml(altOf(chart))}" style="display:block;max-width:100%;height:auto;border-radius:8px;background-color:#ffffff;color:#1c2330;font-size:13px"></p>`;
}

function altOf({ title, bars }: Chart): string {
  return `${title}: ${bars.map(({ label, value }) => `${label}: ${value}`).join(', ')}`;
}

/** Returns a chart as a table. Every mail program shows a table, also in dark mode, and screen readers read it. */
function tableHtml({ title, bars }: Chart): string {
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
