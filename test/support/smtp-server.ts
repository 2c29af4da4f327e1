import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** A mail as the server took it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly bytes: Buffer;
}

/**
 * What goes wrong on one connection. `in-body` is once some of the message has come; `after-dot` is after the whole message was received and kept, before any answer.
 * `lose` ends the connection; `hang` never answers.
 */
export type Fault =
  | { readonly at: 'greeting' | 'recipient' | 'in-body' | 'after-dot'; readonly do: 'lose' | 'hang' }
  | { readonly at: 'greeting' | 'sender' | 'recipient' | 'after-dot'; readonly reply: number; readonly words: string };

export interface TestSmtpServer {
  readonly url: string;
  /** In the order of arrival; a mail whose answer was lost is among them. */
  readonly mails: readonly ReceivedMail[];
  /** Scripts the next connection; the ones after it go well again. */
  next(fault: Fault): void;
  stop(): Promise<void>;
}

interface Login {
  readonly user: string;
  readonly password: string;
  /** What the server says of a wrong one. */
  readonly refusal: (password: string) => string;
}

type Answer = (error?: Error | null) => void;

function addresses({ mailFrom, rcptTo }: SMTPServerSession['envelope']): Pick<ReceivedMail, 'from' | 'to'> {
  return { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) };
}

/** A real SMTP server on this machine, without TLS, that keeps what it gets and fails as it is told. */
export async function startSmtpServer(login?: Login): Promise<TestSmtpServer> {
  const mails: ReceivedMail[] = [];
  const faults: Fault[] = [];
  const current = new Map<string, Fault>();
  const sockets = new Set<Socket>();

  const meet = (at: Fault['at'], session: SMTPServerSession, answer: Answer): void => {
    const fault = current.get(session.id);
    if (fault?.at !== at) return answer();
    if ('reply' in fault) return answer(Object.assign(new Error(fault.words), { responseCode: fault.reply }));
    if (fault.do === 'lose')
      sockets
        .values()
        .find(({ remotePort }) => remotePort === session.remotePort)
        ?.destroy();
  };

  const server = new SMTPServer({
    disabledCommands: login ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onConnect(session, answer) {
      const fault = faults.shift();
      if (fault) current.set(session.id, fault);
      meet('greeting', session, answer);
    },
    onAuth({ username, password }, _session, answer) {
      if (login && username === login.user && password === login.password) return answer(null, { user: username });
      answer(Object.assign(new Error(login?.refusal(password ?? '')), { responseCode: 535 }));
    },
    onMailFrom: (_address, session, answer) => meet('sender', session, answer),
    onRcptTo: (_address, session, answer) => meet('recipient', session, answer),
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.once('data', () => meet('in-body', session, () => {}));
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const fault = current.get(session.id);
        const refused = fault?.at === 'after-dot' && 'reply' in fault;
        if (!refused) mails.push({ ...addresses(session.envelope), bytes: Buffer.concat(chunks) });
        meet('after-dot', session, answer);
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;

  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    next: (fault) => faults.push(fault),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
