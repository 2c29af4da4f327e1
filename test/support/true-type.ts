/** The advance of each of the characters that the font has, in the units of its em, by their code points. */
export function advancesOf(font: Uint8Array, codePoints: readonly number[]): ReadonlyMap<number, number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = tablesOf(view);
  const glyphOf = glyphsOf(view, tables.get('cmap')!);
  const last = view.getUint16(tables.get('hhea')! + 34) - 1;
  const hmtx = tables.get('hmtx')!;
  return new Map(
    codePoints.flatMap((codePoint) => {
      const glyph = glyphOf(codePoint);
      return glyph === 0 ? [] : [[codePoint, view.getUint16(hmtx + 4 * Math.min(glyph, last))] as const];
    }),
  );
}

/** The units of an em. */
export function unitsPerEm(font: Uint8Array): number {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  return view.getUint16(tablesOf(view).get('head')! + 18);
}

/** Where each table of the file begins. */
function tablesOf(view: DataView): ReadonlyMap<string, number> {
  const tables = Array.from({ length: view.getUint16(4) }, (_, index) => {
    const entry = 12 + 16 * index;
    const tag = String.fromCharCode(...Array.from({ length: 4 }, (__, byte) => view.getUint8(entry + byte)));
    return [tag, view.getUint32(entry + 8)] as const;
  });
  return new Map(tables);
}

/** The glyph of a code point of the basic plane, by the font's table of format 4; 0 where the font has none. */
function glyphsOf(view: DataView, cmap: number): (codePoint: number) => number {
  const subtables = Array.from(
    { length: view.getUint16(cmap + 2) },
    (_, index) => cmap + view.getUint32(cmap + 8 + 8 * index),
  );
  const table = subtables.find((start) => view.getUint16(start) === 4);
  if (table === undefined) throw new Error('the font has no character map of format 4');
  const segments = view.getUint16(table + 6) / 2;
  const [ends, starts] = [table + 14, table + 16 + 2 * segments];
  const [deltas, offsets] = [starts + 2 * segments, starts + 4 * segments];
  return (codePoint) => {
    const segment = Array.from({ length: segments }, (_, index) => index).find(
      (index) => view.getUint16(ends + 2 * index) >= codePoint,
    );
    if (segment === undefined || view.getUint16(starts + 2 * segment) > codePoint) return 0;
    const delta = view.getUint16(deltas + 2 * segment);
    const place = offsets + 2 * segment;
    const offset = view.getUint16(place);
    if (offset === 0) return (codePoint + delta) % 0x10000;
    const glyph = view.getUint16(place + offset + 2 * (codePoint - view.getUint16(starts + 2 * segment)));
    return glyph === 0 ? 0 : (glyph + delta) % 0x10000;
  };
}
