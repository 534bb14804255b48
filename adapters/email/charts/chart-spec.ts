import type { Spec } from 'vega';
import type { Chart } from '../../../src/ports/message.ts';

/** A chart with everything that drawing needs. */
export interface ChartToDraw extends Chart {
  /** The values formatted in the reader's language, in the order of the bars. */
  readonly values: readonly string[];
}

// The picture has a light background, so that it is readable in a mail program of either colour scheme.
const ground = '#ffffff';
const text = '#1c2330';
const muted = '#5a6272';
const line = '#dfe2e8';
const fill = '#2f5fd0';

/** In points. A phone shows the chart at two thirds of this. */
const width = 480;
const rowHeight = 32;
const columnsHeight = 190;
/** In points. Vega overestimates the width of characters. */
const longestLabel = 240;
/** In points: room for the value behind the longest bar. */
const valueRoom = 52;

/** Kosugi has the Japanese characters. */
export const fontFamilies = 'DejaVu Sans, Kosugi';

const axisTexts = {
  labelFont: fontFamilies,
  labelFontSize: 14,
  labelColor: muted,
  titleFont: fontFamilies,
  titleFontSize: 14,
  titleFontWeight: 'normal',
  titleColor: muted,
  titlePadding: 8,
  // Without a thousands separator, which is a point in some languages and a comma in others.
  format: 'd',
} as const;

/** Returns the chart as a Vega specification: horizontal bars, or columns for a timeline. */
export function chartSpec(chart: ChartToDraw): Spec {
  return chart.isTimeline ? columnsSpec(chart) : rowsSpec(chart);
}

/** Returns the data rows. A bar is identified by its position, because two bars may have the same label. */
function barsOf({ bars, values }: ChartToDraw) {
  return bars.map(({ label, value }, index) => ({ index, label, value, words: values[index] ?? String(value) }));
}

function labelled(chart: ChartToDraw) {
  const labels = Object.fromEntries(barsOf(chart).map(({ index, label }) => [index, label]));
  return { encode: { labels: { update: { text: { signal: `${JSON.stringify(labels)}[datum.value]` } } } } };
}

/** Returns the axis of values, for a chart in either direction. It shows whole numbers only. */
function valueAxis({ axis }: ChartToDraw) {
  return {
    scale: 'value',
    grid: true,
    gridColor: line,
    domain: false,
    ticks: false,
    tickMinStep: 1,
    ...axisTexts,
    ...(axis !== undefined && { title: axis }),
  };
}

function frameOf(chart: ChartToDraw): Spec {
  return {
    width,
    padding: 12,
    background: ground,
    autosize: { type: 'fit-x', contains: 'padding' },
    data: [{ name: 'bars', values: barsOf(chart) }],
  };
}

function rowsSpec(chart: ChartToDraw): Spec {
  return {
    ...frameOf(chart),
    height: chart.bars.length * rowHeight,
    scales: [
      { name: 'index', type: 'band', domain: { data: 'bars', field: 'index' }, range: 'height', padding: 0.35 },
      {
        name: 'value',
        type: 'linear',
        domain: { data: 'bars', field: 'value' },
        range: [0, { signal: `width - ${valueRoom}` }],
        zero: true,
      },
    ],
    axes: [
      {
        orient: 'left',
        scale: 'index',
        ticks: false,
        domain: false,
        labelPadding: 8,
        labelLimit: longestLabel,
        ...axisTexts,
        labelColor: text,
        ...labelled(chart),
      },
      {
        orient: 'bottom',
        ...valueAxis(chart),
        tickCount: 5,
      },
    ],
    marks: [
      {
        type: 'rect',
        from: { data: 'bars' },
        encode: {
          enter: {
            y: { scale: 'index', field: 'index' },
            height: { scale: 'index', band: 1 },
            x: { scale: 'value', value: 0 },
            x2: { scale: 'value', field: 'value' },
            fill: { value: fill },
            cornerRadiusTopRight: { value: 3 },
            cornerRadiusBottomRight: { value: 3 },
          },
        },
      },
      {
        type: 'text',
        from: { data: 'bars' },
        encode: {
          enter: {
            y: { scale: 'index', field: 'index', band: 0.5 },
            x: { scale: 'value', field: 'value', offset: 6 },
            text: { field: 'words' },
            baseline: { value: 'middle' },
            font: { value: fontFamilies },
            fontSize: { value: 14 },
            fill: { value: text },
          },
        },
      },
    ],
  };
}

function columnsSpec(chart: ChartToDraw): Spec {
  return {
    ...frameOf(chart),
    height: columnsHeight,
    scales: [
      { name: 'index', type: 'band', domain: { data: 'bars', field: 'index' }, range: 'width', padding: 0.3 },
      {
        name: 'value',
        type: 'linear',
        domain: { data: 'bars', field: 'value' },
        range: 'height',
        zero: true,
        nice: true,
      },
    ],
    axes: [
      {
        orient: 'bottom',
        scale: 'index',
        ticks: false,
        domainColor: line,
        labelPadding: 6,
        labelOverlap: 'parity',
        labelSeparation: 6,
        ...axisTexts,
        ...labelled(chart),
      },
      {
        orient: 'left',
        ...valueAxis(chart),
        tickCount: 4,
        labelPadding: 8,
      },
    ],
    marks: [
      {
        type: 'rect',
        from: { data: 'bars' },
        encode: {
          enter: {
            x: { scale: 'index', field: 'index' },
            width: { scale: 'index', band: 1 },
            y: { scale: 'value', field: 'value' },
            y2: { scale: 'value', value: 0 },
            fill: { value: fill },
            cornerRadiusTopLeft: { value: 3 },
            cornerRadiusTopRight: { value: 3 },
          },
        },
      },
    ],
  };
}
