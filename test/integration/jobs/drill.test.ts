import { describe, expect, inject, test } from 'vitest';
import { holds } from '../../../bench/report.ts';
import { drillAlerts } from '../../../drill/alerts.ts';

const LONG = { timeout: 180_000 };
const BACKENDS = [
  ['postgres', undefined],
  ['redis', inject('redisUrl') === null ? 'no redis-server here' : undefined],
] as const;

describe.each(BACKENDS)('with the queues on %s', (backend, missing) => {
  test.skipIf(missing !== undefined)(
    'killed at any moment, workers lose no notice of 50 incidents and send none twice without a mark',
    LONG,
    async () => {
      const args = ['--runs', '1', '--backend', backend, '--database', inject('postgresUrl')];
      const measured = await drillAlerts(args);
      expect(measured.filter((one) => !holds(one))).toEqual([]);
      expect(measured.map(({ figure }) => figure)).toEqual(
        ['workers killed', 'mails at the sink', 'ambiguous, marked', 'lost', 'doubled, unmarked'].map(
          (figure) => `${backend}: ${figure}`,
        ),
      );
    },
  );
});
