import type { SourceNoticeContent } from '../../services/notices/source-content.ts';

/** EIA's figures of a month are late; calendar and series as in the deal, instants and ids made up. */
export const lateLng: SourceNoticeContent = {
  about: 'source',
  deal: {
    id: 'us-malaysia-2025',
    short: 'US-Malaysia',
    title: 'United States and Malaysia: rare earths and trade, October 2025',
    version: 1,
  },
  figuresMode: 'live',
  incident: '12',
  transition: {
    seq: 1,
    kind: 'opened',
    from: null,
    to: 'late',
    reason: 'period_overdue',
    at: '2026-11-24T06:15:42Z',
  },
  source: {
    id: 'eia-lng',
    title: 'EIA, US exports of LNG by vessel',
    publisher: 'US Energy Information Administration',
  },
  calendar: {
    words: 'each month by the last day of the 2nd month after it, with 10 days of grace',
    source: 'EIA, Natural Gas Monthly: July 2026 was in the release of 2026-09-30.',
    note: 'The dates of later releases are unconfirmed.',
  },
  lacking: [
    { series: 'US exports of LNG by vessel to Malaysia', period: '2026-08', by: '2026-10-31', newest: '2026-07' },
    { series: 'US exports of LNG by vessel, all destinations', period: '2026-08', by: '2026-10-31', newest: null },
  ],
  quietSince: null,
  next: { period: '2026-09', by: '2026-11-30' },
  newest: '2026-07',
  lastNews: '2026-10-01T06:34:10Z',
  failing: null,
  lastOkAt: '2026-11-23T18:34:10Z',
  commitments: [
    { id: 'lng-purchases', ref: 'MYUS-06', title: 'LNG', standing: 'on_track', legal: 'not_binding' },
    { id: 'energy', ref: 'MYUS-08', title: 'Energy & coal', standing: 'unknown', legal: 'not_in_force' },
  ],
  fixes: ['See whether it has been released.', 'If it has not, wait.'],
  status: 'npx pactwatch status',
};

/** The same source refuses too: the key is made up, and so are its words. */
export const refusedLng: SourceNoticeContent = {
  ...lateLng,
  transition: {
    ...lateLng.transition,
    seq: 2,
    kind: 'worsened',
    from: 'late',
    to: 'late_and_failing',
    reason: 'pulls_failing',
  },
  failing: {
    fault: 'refused',
    failures: 3,
    since: '2026-11-22T18:34:10Z',
    until: '2026-11-24T06:15:42Z',
    words: 'EIA, US exports of LNG by vessel: api.eia.gov answered 403: "An invalid api_key was supplied."',
  },
};

/** It has come. */
export const lngInOrder: SourceNoticeContent = {
  ...lateLng,
  transition: {
    ...lateLng.transition,
    seq: 3,
    kind: 'closed',
    from: 'late_and_failing',
    to: 'in_order',
    reason: 'figures_came',
  },
  lacking: [],
  newest: '2026-08',
  fixes: [],
};

/** A source without a calendar that nobody has fed for long; made up. */
export const quietStudies: SourceNoticeContent = {
  ...lateLng,
  transition: { ...lateLng.transition, reason: 'quiet_too_long' },
  calendar: {
    words: 'irregular: Studies have no calendar. It is late when nothing new comes for 1 year and 6 months.',
    source: null,
    note: null,
  },
  lacking: [],
  quietSince: '2025-05-01T00:00:00Z',
  lastNews: '2025-05-01T00:00:00Z',
  next: null,
};
