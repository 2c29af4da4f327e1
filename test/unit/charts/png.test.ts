import { Resvg } from '@resvg/resvg-js';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { commitmentChart } from '../../../services/charts/commitment-chart.ts';
import { png } from '../../../services/charts/png.ts';
import { chart, everyElement, monthly, parseSvg, type SvgElement } from '../../support/charts.ts';

const SVG = commitmentChart(chart({ points: monthly('2026-01', ['3', '2', null, '4']) }), { id: 'tin' });
const WIDTH = 640;

interface Picture {
  readonly width: number;
  /** Four bytes a pixel. */
  readonly pixels: Uint8Array;
}

/** The pixels of a PNG. */
function read(picture: Uint8Array): Picture {
  const href = `data:image/png;base64,${Buffer.from(picture).toString('base64')}`;
  const page = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="800"><image width="${WIDTH}" href="${href}"/></svg>`;
  const { width, pixels } = new Resvg(page, { font: { loadSystemFonts: false } }).render();
  return { width, pixels };
}

/** How many pixels in a box are darker than a line of the grid. */
function darkPixels({ width, pixels }: Picture, { left, right, top, bottom }: Box): number {
  let dark = 0;
  for (let y = Math.floor(top); y < bottom; y += 1) {
    for (let x = Math.floor(left); x < right; x += 1) {
      const start = (y * width + x) * 4;
      const [red, green, blue, alpha] = pixels.subarray(start, start + 4);
      if (alpha! > 0 && red! + green! + blue! < 450) dark += 1;
    }
  }
  return dark;
}

type Box = Readonly<Record<'left' | 'right' | 'top' | 'bottom', number>>;

const boxOf = ({ attributes }: SvgElement) => {
  const [x, y, size] = ['x', 'y', 'font-size'].map((key) => Number(attributes[key]));
  return { left: x! - size!, right: x! + size!, top: y! - size!, bottom: y! };
};

test('a picture has the size that is asked for, twice as many pixels for a sharp screen', () => {
  const picture = png(SVG, { width: 2 * WIDTH });
  const view = new DataView(picture.buffer, picture.byteOffset);
  expect(Buffer.from(picture).subarray(1, 4).toString('latin1')).toBe('PNG');
  expect(view.getUint32(16)).toBe(2 * WIDTH);
  expect(view.getUint32(20)).toBe(2 * Number(parseSvg(SVG).attributes['height']));
});

test('the same chart gives the same bytes', () => {
  const digest = () =>
    createHash('sha256')
      .update(png(SVG, { width: WIDTH }))
      .digest('hex');
  expect(digest()).toBe(digest());
});

test('every text of a chart is in its picture: without the shipped fonts none would be', () => {
  const picture = read(png(SVG, { width: WIDTH }));
  const wordless = new Resvg(SVG, {
    fitTo: { mode: 'width', value: WIDTH },
    font: { loadSystemFonts: false },
  }).render();
  const bare = { width: wordless.width, pixels: wordless.pixels };
  const texts = everyElement(parseSvg(SVG)).filter(({ name, text }) => name === 'text' && text.trim() !== '');
  expect(texts.length).toBeGreaterThan(10);
  for (const line of texts) {
    const box = boxOf(line);
    expect(darkPixels(picture, box), line.text).toBeGreaterThan(darkPixels(bare, box));
  }
});
