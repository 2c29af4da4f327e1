import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as the sink has it, whole. */
export interface SunkMail {
  readonly to: string;
  readonly messageId: string;
}

/** A real SMTP server that keeps the ids of what it gets. */
export interface Sink extends AsyncDisposable {
  readonly url: string;
  readonly mails: readonly SunkMail[];
  /** Called when a mail has come whole, before it is answered: what takes long holds up the answer. */
  onMail: (() => Promise<void>) | undefined;
  empty(): void;
}

export async function startSink(): Promise<Sink> {
  const mails: SunkMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    disableReverseLookup: true,
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const [to] = session.envelope.rcptTo;
        const [, messageId = ''] = /^Message-ID:\s*(<[^>]+>)/im.exec(Buffer.concat(chunks).toString('latin1')) ?? [];
        mails.push({ to: to?.address ?? '', messageId });
        void (sink.onMail?.() ?? Promise.resolve()).then(() => answer());
      });
    },
  });
  // Of connections whose other end was killed.
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const sink: Sink = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    onMail: undefined,
    empty: () => void mails.splice(0),
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
  return sink;
}
