import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';

const resolve = createRequire(import.meta.url).resolve;
const FONTS = ['DejaVuSans', 'DejaVuSans-Bold'].map((name) => resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));

/**
 * The picture of an SVG, as wide as told. It is set in the fonts that the package brings and in no other, so the same
 * SVG gives the same bytes; without these files every text would vanish without a word.
 */
export function png(svg: string, { width }: { readonly width: number }): Uint8Array {
  return new Resvg(svg, {
    fitTo: { mode: 'width', value: width },
    font: { loadSystemFonts: false, fontFiles: FONTS, defaultFontFamily: 'DejaVu Sans' },
  })
    .render()
    .asPng();
}
