import type { NoticeContent, NoticeFigure } from '../../services/notices/content.ts';

/** China's imports of HS 2846 from Malaysia in 2024: UN Comtrade, published 2025-07-04. Its locator is made up. */
export const imports2024: NoticeFigure = {
  series: "China's imports of HS 2846 from Malaysia, net weight",
  period: '2024',
  value: '16344687',
  unit: 'kg',
  status: 'reported',
  publisher: 'UN Comtrade',
  publishedAt: '2025-07-04T18:20:18.8501654Z',
  retrievedAt: '2026-07-10T21:38:29Z',
  document: 'ed6d85192eabbbca713d0e4eef790ffd6288c1ad27c6858e16bc937b7027859a',
  locator: '#/data/21/netWgt',
  url: 'https://comtradeapi.un.org/public/v1/preview/C/A/HS?period=2024&reporterCode=156&cmdCode=2846&flowCode=M&partner2Code=0&customsCode=C00&motCode=0&maxRecords=500&breakdownMode=classic&includeDesc=true&format=JSON',
  citation: 'UN Comtrade, annual imports of HS 2846 reported by China, retrieved 2026-07-10',
  note: 'Re-processed by the publisher to correct net weight',
};

/** The year before: UN Comtrade, published 2024-04-07, net weight estimated by the publisher. Its locator is made up. */
export const imports2023: NoticeFigure = {
  ...imports2024,
  period: '2023',
  value: '19084528.174',
  status: 'estimated',
  publishedAt: '2024-04-07T10:12:46.7544265Z',
  retrievedAt: '2026-07-10T21:38:26Z',
  document: 'fc6f445805ee10091f43da71e737b5daac7a1d7a2c8f6b4f3b54ee073cdf9867',
  locator: '#/data/19/netWgt',
  url: imports2024.url!.replace('period=2024', 'period=2023'),
  note: null,
};

/** The raw-ore ban drifts on a proxy; figures as above, promise and readings from the deal's register, ids made up. */
export const rawOreBan: NoticeContent = {
  deal: {
    id: 'us-malaysia-2025',
    short: 'US-Malaysia',
    title: 'United States and Malaysia: rare earths and trade, October 2025',
    version: 1,
  },
  figuresMode: 'recorded',
  incident: '12',
  transition: {
    seq: 1,
    kind: 'opened',
    from: 'on_track',
    to: 'at_risk',
    reason: 'new_figure',
    at: '2026-11-24T06:15:42Z',
  },
  commitment: {
    id: 'raw-ore-ban',
    ref: 'MYUS-04',
    title: 'Raw rare-earth ore stays in Malaysia',
    clause: 'Letter to the states of 2023-12-20, in effect from 2024-01-01',
    promise: 'No export of unprocessed rare earths to anyone.',
    obligor: 'Malaysia',
    class: 'domestic',
    source: 'New Straits Times, March 2024 (1024679); Malay Mail, 2024-03-12',
  },
  value: { value: '16344687', unit: 'kg' },
  target: { value: '0', unit: 'kg' },
  targetIs: null,
  margin: { value: '-16344687', unit: 'kg' },
  period: '2024',
  evidence: {
    grades: ['mirror', 'proxy'],
    cautions: ['HS 2846 holds processed compounds too: a flow in it does not show that raw ore left the country.'],
  },
  legal: {
    reading: 'disputed',
    words:
      'The moratorium is in force by administrative order; what counts as raw is not defined and two readings differ.',
  },
  reason: 'China reports 16,344,687 kg of rare-earth compounds from Malaysia in 2024, and the promise is none.',
  wayBack: 'A period in which the partners of Malaysia report no import of the lines that may hold raw ore.',
  remarks: ['The 2023 net weight is an estimate of the publisher.'],
  readings: [
    {
      heldBy: 'Malaysian ministers',
      says: 'The pledge to the United States covers processed material, and the raw ban stays.',
      standing: 'at_risk',
      source: 'The Star, 2025-10-29 and 2026-02-05',
    },
    {
      heldBy: 'WorldECR',
      says: 'The agreement waives the raw ban for the United States.',
      standing: 'on_track',
      source: 'worldecr.com, p=2038855',
    },
  ],
  figures: [imports2023, imports2024],
  since: '2026-11-24T06:15:42Z',
  method: 'prohibited-flow/1',
  clock: 'known',
  explain: 'npx pactwatch explain raw-ore-ban',
};
