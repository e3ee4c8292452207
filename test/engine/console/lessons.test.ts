/** The lessons that need no practice server, at real ones: what their steps say is typed, and what crosses is judged as the window does it. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { ConsoleTarget } from '../../../electron/contract/console.ts';
import { type Progress, startProgress } from '../../../electron/lessons/judge.ts';
import type { Lesson } from '../../../electron/lessons/lesson.ts';
import { fillLesson } from '../../../electron/lessons/placeholders.ts';
import { readLesson } from '../../../electron/lessons/read-lesson.ts';
import { createLessonRecord } from '../../../renderer/features/lessons/lesson-record.ts';
import { ownServer, placeOf } from '../../../renderer/features/lessons/lesson-servers.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type MailHost, startMailHost } from '../../servers/mail-host.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { type ConsoleDriver, openConsole } from './console-driver.ts';

const password = 'kanarie-Zq7vXw';
const base64 = (text: string) => Buffer.from(text).toString('base64');

async function lessonOf(name: string, account: Account): Promise<{ lesson: Lesson; target: (to: string) => ConsoleTarget }> {
  const read = readLesson(await readFile(new URL(`../../../electron/lessons/en/${name}.md`, import.meta.url), 'utf8'));
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const server = ownServer(account, read.lesson);
  return {
    // The password is what the reader types.
    lesson: fillLesson(read.lesson, { ...server.values, password, 'password-base64': base64(password) }),
    target(to) {
      const place = placeOf(to, server);
      if (!place) throw new Error(`no place ${to}`);
      const { protocol, host, port, security = 'none' } = place;
      return { kind: 'server', protocol, host, port, security };
    },
  };
}

/** Types the lesson from end to end. @param beforeMail what a server for sending wants before MAIL */
async function take(fixture: EngineFixture, name: string, account: Account, beforeMail: readonly string[] = []): Promise<Progress> {
  const { lesson, target } = await lessonOf(name, account);
  let progress = startProgress(lesson);
  const record = createLessonRecord({
    client: fixture.client,
    lesson,
    from: Date.now(),
    onProgress: (next) => {
      progress = next;
    },
  });
  let open: ConsoleDriver | null = null;
  let tag = 0;
  let isSignedIn = false;
  const type = async (line: string) => {
    if (!open) throw new Error('nothing is open');
    tag += 1;
    const isTagged = open.state.protocol === 'imap' && line !== 'DONE';
    await open.type(isTagged ? `a${tag} ${line}` : line);
  };
  for (const [index, step] of lesson.steps.entries()) {
    for (const block of step.blocks) {
      if (block.kind === 'connect') open = await openConsole(fixture, target(block.to));
      if (block.kind !== 'type') continue;
      for (const line of block.lines) {
        if (line.startsWith('MAIL FROM') && !isSignedIn) for (const each of beforeMail) await type(each);
        isSignedIn ||= line.startsWith('MAIL FROM');
        await type(line);
      }
    }
    const stepsDone = async () => {
      if (open) record.changed([(await open.recorded()).session]);
      return progress.done.length;
    };
    await expect.poll(stepsDone, { message: `step ${index + 1} of ${name}`, timeout: 60_000 }).toBeGreaterThan(index);
  }
  record.dispose();
  return progress;
}

for (const kind of ['postfix', 'exim', 'sendmail'] as const)
  describeWithServers(['dovecot', kind], `the lessons at Dovecot and ${kind}`, () => {
    let host: MailHost;
    let fixture: EngineFixture;
    const accountNamed = async (name: string) => {
      const found = unwrap(await fixture.client.call('accounts.list', {})).find(({ settings }) => settings.name === name);
      if (!found) throw new Error(`no account ${name}`);
      return found;
    };
    beforeAll(async () => {
      host = await startMailHost({ kind, users: [{ name: 'ana', password }] });
      for (const number of [1, 2, 3]) await host.dovecot.mail.deliver('ana', `Subject: message ${number}\n\nbody ${number}\n`);
      const as = (name: string, choices: Parameters<MailHost['account']>[1]) => ({ ...host.account('ana', choices), name });
      fixture = await startEngineFixture({
        accounts: [as('clear', { security: 'none' }), as('protected', {}), as('pop3', { protocol: 'pop3' })],
        trustedCertificates: [host.trustedCertificate],
        automatic: false,
      });
    }, 120_000);
    afterAll(async () => {
      await fixture?.done();
      await host?.stop();
    });

    const sending: [string, string, string[]][] = [
      ['smtp-by-hand', 'clear', ['AUTH LOGIN', base64('ana'), base64(password)]],
      ['auth-login', 'protected', []],
    ];
    const reading: typeof sending = [
      ['pop3', 'pop3', []],
      ['imap', 'protected', []],
    ];
    // Beside every one of them the same Dovecot is read from.
    it.each(kind === 'postfix' ? [...sending, ...reading] : sending)(
      'pass %s',
      async (name, account, beforeMail) => {
        const { done, lesson } = await take(fixture, name, await accountNamed(account), beforeMail);
        expect(done).toHaveLength(lesson.steps.length);
      },
      120_000,
    );
  });
