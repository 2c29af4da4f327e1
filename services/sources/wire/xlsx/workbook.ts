import { SourceError } from '../../errors.ts';
import { excerptOf } from '../../transport/excerpt.ts';
import { type CellContext, richText } from './cell.ts';
import { shownByStyle } from './formats.ts';
import { openParts, type Parts } from './parts.ts';
import { readSheet, type Sheet } from './sheet.ts';
import { attributeOf, childOf, childrenOf, isSet, parseXml, type XmlElement } from './xml.ts';

export interface Workbook {
  /** In the order of their tabs. Sheets of charts and dialogs are none. */
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean }[];
  /**
   * The cells of a sheet; undefined when there is none of that name.
   * @throws SourceError `format` when it is damaged.
   */
  sheet(name: string): Sheet | undefined;
}

/**
 * Opens a workbook in the format of Office Open XML (ECMA-376), transitional or strict. Nothing in it is run or fetched.
 * @throws SourceError `format` for what is none, or a file that unpacks beyond all measure.
 */
export function openWorkbook(bytes: Uint8Array): Workbook {
  const parts = openParts(bytes);
  const main = targets(parts, '').find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const workbook = partOf(parts, main);
  if (workbook === undefined)
    throw new SourceError('format', 'the file is no XLSX workbook: it has no xl/workbook.xml');
  const related = targets(parts, main);
  const context = contextOf(parts, workbook, related);
  const sheets = childrenOf(childOf(workbook, 'sheets'), 'sheet').flatMap((sheet) => {
    const found = related.find(({ id, type }) => id === attributeOf(sheet, 'id') && type === 'worksheet');
    const isHidden = (attributeOf(sheet, 'state') ?? 'visible') !== 'visible';
    return found ? [{ name: attributeOf(sheet, 'name') ?? '', isHidden, target: found.target }] : [];
  });
  if (new Set(sheets.map(({ name }) => name)).size !== sheets.length) {
    throw new SourceError('format', 'the workbook has two sheets of one name');
  }
  return {
    sheets: sheets.map(({ name, isHidden }) => ({ name, isHidden })),
    sheet(name) {
      const target = sheets.find((sheet) => sheet.name === name)?.target;
      const part = target === undefined ? undefined : partOf(parts, target);
      if (target !== undefined && part === undefined)
        throw new SourceError('format', `the file of sheet ${excerptOf(name)} is not there`);
      return part && readSheet(name, part, context);
    },
  };
}

function partOf(parts: Parts, name: string): XmlElement | undefined {
  const text = parts.text(name);
  return text === undefined ? undefined : parseXml(text, name);
}

function contextOf(parts: Parts, workbook: XmlElement, related: readonly Target[]): CellContext {
  const partOfType = (wanted: string) => {
    const target = related.find(({ type }) => type === wanted)?.target;
    return target === undefined ? undefined : partOf(parts, target);
  };
  const properties = childOf(workbook, 'workbookPr');
  return {
    strings: childrenOf(partOfType('sharedStrings'), 'si').map(richText),
    shown: shownByStyle(partOfType('styles')),
    countsFrom1904: properties !== undefined && isSet(properties, 'date1904'),
  };
}

interface Target {
  readonly id: string | undefined;
  /** The last word of the type, which the transitional and the strict format share. */
  readonly type: string | undefined;
  readonly target: string;
}

/** The parts inside the file that a part refers to; those of the package itself for an empty name. */
function targets(parts: Parts, of: string): Target[] {
  const cut = of.lastIndexOf('/') + 1;
  const folder = of.slice(0, cut);
  const relations = partOf(parts, `${folder}_rels/${of.slice(cut)}.rels`);
  return childrenOf(relations, 'Relationship')
    .filter((relation) => attributeOf(relation, 'TargetMode') !== 'External')
    .map((relation) => {
      const target = attributeOf(relation, 'Target') ?? '';
      return {
        id: attributeOf(relation, 'Id'),
        type: attributeOf(relation, 'Type')?.split('/').at(-1),
        target: pathOf(target, folder),
      };
    });
}

/** The name of a part that is written relative to a folder of the package, or from its root. */
function pathOf(target: string, folder: string): string {
  const path = URL.parse(target, `zip:///${folder}`)?.pathname ?? '';
  try {
    return decodeURIComponent(path).slice(1);
  } catch {
    return path.slice(1);
  }
}
