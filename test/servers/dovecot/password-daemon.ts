/**
 * What Cyrus and Courier ask whether a password is right: small daemons on a Unix socket, here in the process of the test. Knows the
 * questions of Cyrus SASL's `saslauthd` and of Courier's `authdaemond`, and nothing of mail.
 */
import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import type { MailUser } from './dovecot.ts';

export interface PasswordDaemon {
  close(): Promise<void>;
}

/** Answers as soon as the question is whole; undefined as long as it is not. */
type Answer = (question: Buffer) => Buffer | undefined;

async function listen(path: string, answer: Answer): Promise<PasswordDaemon> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    let question: Buffer = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    socket.on('data', (bytes) => {
      question = Buffer.concat([question, bytes]);
      const said = answer(question);
      if (said) socket.end(said);
    });
  });
  server.listen(path);
  await once(server, 'listening');
  await chmod(path, 0o777); // the servers are users of their own
  return {
    async close() {
      for (const socket of open) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}

const isRight = (users: readonly MailUser[], name: string | undefined, password: string | undefined): boolean =>
  users.some((user) => user.name === name && user.password === password);

/** As `saslauthd`: four strings (user, password, service, realm), each behind its length in two octets; so is the answer. */
export function startSaslPasswordDaemon(path: string, users: readonly MailUser[]): Promise<PasswordDaemon> {
  return listen(path, (question) => {
    const fields: string[] = [];
    for (let at = 0; fields.length < 4; ) {
      if (question.length < at + 2) return undefined;
      const end = at + 2 + question.readUInt16BE(at);
      if (question.length < end) return undefined;
      fields.push(question.toString('utf8', at + 2, end));
      at = end;
    }
    const said = Buffer.from(isRight(users, fields[0], fields[1]) ? 'OK' : 'NO');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(said.length);
    return Buffer.concat([length, said]);
  });
}

export interface CourierPasswordOptions {
  users: readonly MailUser[];
  /** Whose files the mail is. */
  owner: { uid: number; gid: number };
  home(user: string): string;
}

/** As `authdaemond`: `AUTH length`, then so many octets: service, kind, user and password, a line each. */
export function startCourierPasswordDaemon(path: string, { users, owner, home }: CourierPasswordOptions): Promise<PasswordDaemon> {
  return listen(path, (question) => {
    const asked = /(?:^|\n)AUTH (\d+)\n/.exec(question.toString('latin1'));
    if (!asked) return undefined;
    const begin = asked.index + asked[0].length;
    if (question.length < begin + Number(asked[1])) return undefined;
    const [, , name = '', password] = question.toString('utf8', begin).split('\n');
    if (!isRight(users, name, password)) return Buffer.from('FAIL\n');
    return Buffer.from(`UID=${owner.uid}\nGID=${owner.gid}\nHOME=${home(name)}\nADDRESS=${name}\n.\n`);
  });
}
