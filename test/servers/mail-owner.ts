/** Whose files the mail is. Dovecot and Postfix refuse to deliver as root, so root's tests lend the mail to Debian's `mail` user. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

export interface MailOwner {
  /** The tests run as root, so the servers can change to other users. */
  isRoot: boolean;
  user: string;
  group: string;
  uid: number;
  gid: number;
}

export function findMailOwner(): MailOwner {
  const { uid, gid, username } = userInfo();
  const isRoot = uid === 0;
  if (!isRoot) return { isRoot, user: username, group: nameOf('/etc/group', gid) ?? username, uid, gid };
  const mail = lookUpUser('mail');
  if (!mail) throw new Error('There is no user "mail" in /etc/passwd to own the mailboxes.');
  return { isRoot, user: 'mail', group: nameOf('/etc/group', mail.gid) ?? 'mail', ...mail };
}

/** The numbers of a local user, or undefined when there is no such user. */
export function lookUpUser(name: string): { uid: number; gid: number } | undefined {
  const fields = databaseLines('/etc/passwd').find((line) => line[0] === name);
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : undefined;
}

function nameOf(database: string, id: number): string | undefined {
  return databaseLines(database).find((line) => Number(line[2]) === id)?.[0];
}

function databaseLines(path: string): string[][] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
}
