import { gzipSync } from 'node:zlib';

/** China's imports of HS 2846 from Malaysia in 2022: 7,212,683 kg, US$281,069,324 (UN Comtrade, reporter 156). */
const MALAYSIA_2022 = {
  typeCode: 'C',
  freqCode: 'A',
  refPeriodId: '20220101',
  refYear: '2022',
  refMonth: '52',
  period: '2022',
  reporterCode: '156',
  flowCode: 'M',
  partnerCode: '458',
  partner2Code: '0',
  classificationCode: 'H6',
  cmdCode: '2846',
  customsCode: 'C00',
  mosCode: '0',
  motCode: '0',
  qtyUnitCode: '8',
  netWgt: '7212683.0',
  isNetWgtEstimated: 'False',
  cifvalue: '281069324.0',
  fobvalue: '',
  primaryValue: '281069324.0',
};
export type BulkRow = Partial<Record<keyof typeof MALAYSIA_2022, string>>;

export const BULK_HEADER = Object.keys(MALAYSIA_2022);

/** A row of a file in Comtrade's bulk form; what is not given is as in China's row of Malaysia in 2022. */
export const bulkRow = (row: BulkRow = {}): string => Object.values({ ...MALAYSIA_2022, ...row }).join('\t');

/** The text of such a file. */
export const bulkText = (...rows: readonly BulkRow[]): string =>
  [BULK_HEADER.join('\t'), ...rows.map(bulkRow), ''].join('\n');

/** Such a file as it comes: gzip. */
export const bulkFile = (...rows: readonly BulkRow[]): Uint8Array => gzipSync(bulkText(...rows));

/** Bytes in chunks of a size. */
export async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
