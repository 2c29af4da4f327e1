import MailComposer from 'nodemailer/lib/mail-composer';
import type { NoticeMessage } from './message.ts';

/** The bytes of the mail, as the outbox keeps them and as SMTP carries them. */
export function compose(message: NoticeMessage): Promise<Buffer> {
  const { from, to, subject, text, html, images, messageId, thread, date, boundary, headers } = message;
  return new MailComposer({
    from,
    to,
    subject,
    text,
    html,
    attachments: images.map(({ cid, fileName, bytes }) => ({
      cid,
      filename: fileName,
      content: Buffer.from(bytes),
      contentType: 'image/png',
      contentDisposition: 'inline',
    })),
    messageId,
    inReplyTo: thread.inReplyTo,
    references: [...thread.references],
    date: new Date(date.epochMilliseconds),
    baseBoundary: boundary,
    headers,
    // Fixed, since the default is 7bit, quoted-printable or base64 as the text happens to be.
    encoding: 'quoted-printable',
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}
