import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { gta } from '../../services/sources/gta/connector.ts';
import { locate } from '../../services/sources/wire/locator.ts';
import { documentOf } from '../unit/sources/documents.ts';

const FILE = path.resolve('..', 'shared', 'data', 'gta', 'gta_v2_sample_rare_earth_export_controls_china.json');
const isThere = existsSync(FILE);

interface Sample {
  readonly http_status: number;
  readonly sample_results: readonly Row[];
}

interface Row {
  readonly intervention_id: number;
  readonly affected_jurisdictions: readonly { readonly iso: string }[];
  readonly affected_products: readonly object[];
}

describe.skipIf(!isThere)(
  `Global Trade Alert's own answer in ../shared/data${isThere ? '' : ' (no such file)'}`,
  () => {
    const sample = isThere ? (JSON.parse(readFileSync(FILE, 'utf8')) as Sample) : undefined;
    // The file wraps the rows that GTA sent, a bare list.
    const rows = sample?.sample_results ?? [];
    const document = documentOf(JSON.stringify(rows));
    const query = gta.query.parse({ implementer: 'CHN', kinds: ['export_licensing'], products: ['280530', '284690'] });
    const measures = rows.length === 0 ? [] : gta.parse(document, query).measures!;

    test('every intervention is found again, and its id stands where its place says', () => {
      expect(rows).toHaveLength(3);
      expect(measures.map(({ key }) => key)).toEqual(rows.map(({ intervention_id: id }) => `intervention/${id}`));
      expect(measures.map(({ locator }) => locate(document.bytes, locator))).toEqual(['151266', '151232', '150488']);
    });

    test('its dates are those that GTA states', () => {
      expect(
        measures.map(({ announced, inForceFrom, removed, publishedAt }) => [
          announced,
          inForceFrom,
          removed,
          publishedAt?.toString(),
        ]),
      ).toEqual([
        ['2025-12-10', '2025-12-10', null, '2025-12-11T00:00:00Z'],
        ['2025-12-02', '2025-12-02', null, '2025-12-08T00:00:00Z'],
        ['2025-11-07', '2025-11-07', '2026-11-10', '2025-11-11T00:00:00Z'],
      ]);
    });

    test('its products are counted, each with its own dates', () => {
      expect(measures.map(({ products }) => products.length)).toEqual([1, 4, 5]);
      expect(rows.map(({ affected_products: products }) => products.length)).toEqual([1, 4, 5]);
      expect(measures.flatMap(({ products }) => products.map(({ code }) => code))).toEqual([
        '850511',
        '280530',
        '284690',
        '382499',
        '848690',
        '370400',
        '370500',
        '490110',
        '490199',
        '490600',
      ]);
      expect(measures[1]!.products[0]).toEqual({ code: '280530', inForceFrom: '2025-12-02', removed: null });
      expect(measures[2]!.products[4]).toEqual({ code: '490600', inForceFrom: '2025-11-07', removed: '2026-11-10' });
    });

    test('its partners are those of the answer, by their codes', () => {
      expect(measures.map(({ affected }) => affected)).toEqual(
        rows.map(({ affected_jurisdictions: partners }) => partners.map(({ iso }) => iso)),
      );
    });

    test('all three are licensing that frees trade, by no official source, with a page without a key', () => {
      for (const measure of measures) {
        expect(measure).toMatchObject({
          kind: 'export_licensing',
          kindInRegister: 'Export licensing requirement',
          effect: 'liberalising',
          implementer: 'CHN',
          isOfficial: false,
          page: `https://globaltradealert.org/${measure.key}`,
        });
      }
      expect(JSON.stringify(measures)).not.toMatch(/REDACTED|<p>/);
    });

    test('it is no answer to a question about Malaysia, nor to one about bans', () => {
      const about = (fields: object) => () => gta.parse(document, { ...query, ...fields });
      expect(about({ implementer: 'MYS' })).toThrow('#/0/implementing_jurisdictions is 156 (CHN), asked was 458 (MYS)');
      expect(about({ kinds: ['export_ban'] })).toThrow('#/0/intervention_type is Export licensing requirement');
    });
  },
);
