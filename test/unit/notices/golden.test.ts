import path from 'node:path';
import { expect, test } from 'vitest';
import { compose } from '../../../services/notices/compose.ts';
import type { MessageContent } from '../../../services/notices/message-content.ts';
import { loneMessage } from '../../../services/notices/preview/lone-message.ts';
import { render } from '../../../services/notices/render.ts';
import { shortfall, toldWhole, week } from '../../support/mail-contents.ts';
import { desk, messageOf, noticeOf } from '../../support/notice-mail.ts';
import { lateLng } from '../../support/source-notice-content.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../fixtures/mails');
const at = Temporal.Instant.from('2026-11-24T06:15:42Z');
// One chart among the files is enough to see its bytes change.
const { chart: _, ...uncharted } = toldWhole;
const { transition } = toldWhole;
const corrected = {
  ...uncharted,
  transition: {
    ...transition,
    seq: 2,
    kind: 'corrected' as const,
    from: 'at_risk' as const,
    reason: 'data_revised' as const,
  },
};
const closed = {
  ...uncharted,
  transition: { ...transition, seq: 3, kind: 'closed' as const, to: 'on_track' as const },
};

const MAILS: Readonly<Record<string, MessageContent>> = {
  opened: messageOf([noticeOf(toldWhole, { act: 'https://pactwatch.example/incident/made-up.signature' })]),
  corrected: messageOf([noticeOf(corrected)]),
  closed: messageOf([noticeOf(closed)], { ...desk, language: 'de', timeZone: 'Asia/Kuala_Lumpur' }),
  source: messageOf([noticeOf(lateLng)]),
  several: messageOf([noticeOf(shortfall), noticeOf(uncharted), noticeOf({ ...lateLng, incident: '14' })]),
  digest: { kind: 'digest', recipient: desk, content: week },
};

// A change of a mail shows here byte for byte; `vitest -u` writes the files anew, and a person reads what changed.
test.each(Object.entries(MAILS))('a mail has the bytes of the one on file: %s', async (name, content) => {
  const recipient = { name: 'Compliance desk (example)', address: 'compliance@example.org' };
  const message = loneMessage(render(content), {
    recipient,
    sender: 'pactwatch@example.com',
    deal: 'us-malaysia-2025',
    at,
  });
  const bytes = await compose(message);
  await expect(bytes.toString('latin1')).toMatchFileSnapshot(path.join(FOLDER, `${name}.eml`));
});
