import { writeFile } from 'node:fs/promises';
import { parse, View } from 'vega';
import { describe, expect, it } from 'vitest';
import { chartHtml } from '../../../adapters/email/charts/chart-html.ts';
import { createChartPictures } from '../../../adapters/email/charts/chart-pictures.ts';
import { chartSpec } from '../../../adapters/email/charts/chart-spec.ts';
import { draw } from '../../../adapters/email/drawing.ts';
import type { Chart } from '../../../src/ports/message.ts';
import { KeptLog } from '../../harness/kept-log.ts';

const services: Chart = {
  title: 'Incidents by service',
  axis: 'Incidents',
  bars: [
    { label: 'Checkout and payments of the European shop, with refunds & vouchers', value: 1234 },
    { label: '検索サービス', value: 17 },
    { label: 'Überweisungen', value: 2 },
    // Two services may have one name.
    { label: 'Überweisungen', value: 1.5 },
  ],
};
const one: Chart = { title: 'Pages', axis: 'Pages', bars: [{ label: 'Alice Chen', value: 1 }] };
const days: Chart = {
  title: 'Incidents per day',
  axis: 'Incidents',
  isTimeline: true,
  bars: Array.from({ length: 31 }, (_, index) => ({ label: `${index + 1} Mar`, value: index % 4 })),
};

/** What somebody reads in the picture. */
async function wordsIn(chart: Chart, language: string): Promise<string[]> {
  const format = new Intl.NumberFormat(language);
  const values = chart.bars.map(({ value }) => format.format(value));
  const svg = await new View(parse(chartSpec({ ...chart, values })), { renderer: 'none' }).toSVG();
  return [...svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].flatMap(([, attributes = '', words = '']) =>
    attributes.includes('opacity="0"') ? [] : [words],
  );
}

describe('the charts of a mail', () => {
  it('have names, figures in the language, and what the axis counts', async () => {
    const words = await wordsIn(services, 'de');
    expect(words).toEqual(expect.arrayContaining(['Incidents', '検索サービス', 'Überweisungen', '1.234', '17', '1,5']));
    expect(words.filter((each) => each === 'Überweisungen')).toHaveLength(2);
    expect(words.some((each) => /^Checkout and .*…$/.test(each))).toBe(true);
  });

  it('count in whole steps from 0 when there is one incident', async () => {
    const words = await wordsIn(one, 'en');
    expect(words).toEqual(expect.arrayContaining(['0', '1', 'Alice Chen', 'Pages']));
    expect(words.join(' ')).not.toContain('0.');
  });

  it('name some days of a month, so that none is written over another', async () => {
    const labels = (await wordsIn(days, 'en')).filter((each) => each.endsWith(' Mar'));
    expect(labels[0]).toBe('1 Mar');
    expect(labels.length).toBeGreaterThan(3);
    expect(labels.length).toBeLessThan(31);
  });

  it('are pictures for dense screens, drawn once for everybody who gets the same, and tables for signs without a font', async () => {
    const log = new KeptLog();
    const draw = createChartPictures(log);
    const other: Chart = { ...one, bars: [{ label: 'Search 🔍', value: 3 }] };
    const drawn = await draw([services, one, days, other], 'en');
    expect(log.text()).toBe('');
    expect([...drawn.keys()]).toEqual([services, one, days]);
    for (const { png, width, height } of drawn.values()) {
      const bytes = Buffer.from(png);
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width * 2, height * 2]);
      expect(width).toBeLessThanOrEqual(600);
    }
    if (process.env.PICTURES)
      for (const [index, { png }] of [...drawn.values()].entries())
        await writeFile(`${process.env.PICTURES}/chart-${index}.png`, png);
    const again = await draw([services, one, days], 'en');
    expect(again.get(one)?.png).toBe(drawn.get(one)?.png);
  });

  it('say in the title how many bars of how many are drawn', () => {
    const bars = Array.from({ length: 30 }, (_, index) => ({ label: `Person ${index}`, value: 30 - index }));
    const charts = [{ ...one, bars }, days, services];
    const drawing = draw({ text: 'Report', charts }, () => '', 'en');
    expect(drawing.charts.map(({ title, bars: { length } }) => `${title}: ${length}`)).toEqual([
      'Pages (12/30): 12',
      'Incidents per day: 31',
      'Incidents by service: 4',
    ]);
  });

  it('say their figures to who cannot see them', () => {
    const picture = { png: new Uint8Array(), width: 584, height: 100, cid: 'chart-1@tocsin' };
    const html = chartHtml({ ...services, picture });
    expect(html).toContain(
      'alt="Incidents by service: Checkout and payments of the European shop, with refunds &amp; vouchers: 1234, 検索サービス: 17, Überweisungen: 2, Überweisungen: 1.5"',
    );
    expect(html).toContain('src="cid:chart-1@tocsin"');
    expect(chartHtml(services)).toContain('<caption');
  });
});
