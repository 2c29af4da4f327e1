import type { DkimVariables } from '../../config/delivery-variables.ts';
import { dkimSettings } from '../notices/dkim.ts';
import { type SmtpFinding, verifySmtp } from '../notices/verify-smtp.ts';
import { type Check, configFailures, fail, ok } from './check.ts';

const place = { area: 'mail' } as const;

/** Whether mails can leave: the server is asked, and sent nothing; without one they are files. */
export async function checkMail(
  smtpUrl: string | undefined,
  outboxFolder: string,
  dkim: DkimVariables | undefined,
): Promise<Check[]> {
  if (smtpUrl === undefined) return [ok(place, `no server: mails are written to ${outboxFolder}`)];
  try {
    if (dkim) dkimSettings(dkim);
    return [mailCheck(await verifySmtp(smtpUrl))];
  } catch (error) {
    return configFailures(place, error, 'Correct that variable.');
  }
}

function mailCheck(finding: SmtpFinding): Check {
  switch (finding.outcome) {
    case 'ok':
      return ok(place, `${finding.place} takes mails${finding.loggedIn ? ', logged in' : ', without a login'}`);
    case 'login':
      return fail(
        place,
        'config',
        `${finding.place} refuses the login: ${finding.words}`,
        'Correct user and password in SMTP_URL, or in the file of SMTP_URL_FILE.',
      );
    case 'encryption':
      return fail(
        place,
        'config',
        `${finding.place} cannot be spoken to over TLS: ${finding.words}`,
        'A password is sent over TLS only: name a port with STARTTLS (smtp://host:587) or TLS (smtps://host:465) in SMTP_URL, by the name in its certificate.',
      );
    case 'unreachable':
      return fail(
        place,
        'dependency',
        `${finding.place} does not serve: ${finding.words}`,
        'Start that server, or correct host and port in SMTP_URL.',
      );
  }
}
