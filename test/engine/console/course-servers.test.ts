/** What a course has its students type, typed at the servers that it names: Exim, Postfix, Sendmail, Dovecot and BIND. */
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { describeWithServers } from '../../servers/availability.ts';
import { type BindServer, startAskingBind, startBind } from '../../servers/bind.ts';
import { type MailHost, startMailHost } from '../../servers/mail-host.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import {
  commandTable,
  emptied,
  imapSession,
  inCapitals,
  incoming,
  listed,
  type Names,
  pop3Table,
  signedIn,
  type TypedSession,
  typeSession,
} from './course-sessions.ts';

const password = 'Which?Which?';

let fixture: EngineFixture;
beforeAll(async () => {
  fixture = await startEngineFixture({ automatic: false });
});
afterAll(() => fixture?.done());

for (const kind of ['exim', 'postfix', 'sendmail'] as const)
  describeWithServers(['dovecot', kind], `a session of a course at ${kind} and Dovecot`, () => {
    let host: MailHost;
    const names = (user: string): Names => ({
      user,
      password,
      address: `${user}@${host.domain}`,
      stranger: 'receiver@elsewhere.example',
    });
    const smtp = () => ({ host: host.submission.host, port: host.submission.ports.clear });
    const dovecot = (port: number) => ({ host: host.dovecot.host, port });

    beforeAll(async () => {
      const people = ['hunter', 'johanna', 'craig', 'tabea', 'usuaria'];
      host = await startMailHost({ kind, isOpen: true, users: people.map((name) => ({ name, password })) });
      for (const user of people.slice(0, 4))
        for (const number of [1, 2, 3])
          await host.dovecot.mail.deliver(user, `Subject: message ${number}\n\nThe text of message ${number}.\n`);
    }, 120_000);
    afterAll(() => host?.stop());

    it('mail from anybody to somebody who lives there, and the same in capitals', async () => {
      const lines = await typeSession(fixture, smtp(), incoming(names('usuaria')));
      await typeSession(fixture, smtp(), inCapitals(names('usuaria')));
      if (kind === 'sendmail') expect(lines).toContain('S: 501 5.0.0 helo requires domain address');
      if (kind !== 'exim') return;
      // The very words of Exim, and what its log says of it.
      expect(lines).toContain('S: 501 Syntactically invalid HELO argument(s)');
      expect(lines).toContain('S: 250 Accepted');
      expect(lines).toContain('S: 354 Enter message, ending with "." on a line by itself');
      const [, id] = /^S: 250 OK id=(\S+)$/m.exec(lines.join('\n')) ?? [];
      await expect.poll(() => host.submission.log(), { timeout: 60_000 }).toMatch(new RegExp(`${id} Completed`));
      const log = await host.submission.log();
      expect(log).toContain(`${id} <= receiver@elsewhere.example H=`);
      expect(log).toContain(`${id} => usuaria <usuaria@${host.domain}>`);
      expect(log).toContain('rejected HELO from');
    });

    it('every command, and mail for elsewhere, which is not relayed for strangers', async () => {
      const lines = await typeSession(fixture, smtp(), commandTable(names('usuaria')));
      // There is a list of that name in the aliases; Postfix knows no EXPN.
      if (kind !== 'postfix') expect(lines.join('\n')).toMatch(/^S: 250.*usuaria@/m);
    });

    it('AUTH LOGIN in base64, and a message', async () => {
      const toOneself = { ...names('usuaria'), stranger: `usuaria@${host.domain}` };
      const session = signedIn(toOneself, 'EHLO desk.example');
      await typeSession(fixture, smtp(), kind === 'postfix' ? session : withoutEnhancedCodes(session));
    });

    it('POP3: read and taken away, in small letters, and every command', async () => {
      const pop3 = dovecot(host.dovecot.ports.pop3);
      await typeSession(fixture, pop3, emptied(names('hunter')));
      await typeSession(fixture, pop3, listed(names('johanna')));
      // LAST was taken out of POP3 in 1994; Dovecot does not know it unless it is told to.
      const { typed, ...table } = pop3Table(names('tabea'));
      await typeSession(fixture, pop3, { ...table, typed: typed.filter(([line]) => line !== 'LAST') });
      const again: TypedSession['typed'] = [
        ['USER hunter', /^\+OK/],
        [`PASS ${password}`, /^\+OK/],
        ['STAT', /^\+OK 0 0$/],
      ];
      await typeSession(fixture, pop3, { protocol: 'pop3', greeting: /^\+OK/, typed: again, ends: false });
    });

    it('IMAP: read, marked, and gone after CLOSE', async () => {
      const imap = dovecot(host.dovecot.ports.imap);
      await typeSession(fixture, imap, imapSession(names('craig')));
      const again: TypedSession['typed'] = [
        [`a1 LOGIN craig ${password}`, /^a1 OK /],
        ['a2 STATUS INBOX (MESSAGES)', /^\* STATUS INBOX \(MESSAGES 2\)$/, /^a2 OK /],
      ];
      await typeSession(fixture, imap, { protocol: 'imap', greeting: /^\* OK /, typed: again, ends: false });
    });
  });

describeWithServers(['bind'], 'a question of a course to name servers', () => {
  const begin = async (starting: Promise<BindServer>) => {
    const server = await starting;
    onTestFinished(() => server.stop());
    return server;
  };
  const ask = async (server: BindServer, isRecursive: boolean) =>
    unwrap(await fixture.client.call('dns.ask', { name: 'mail-for-all.test', type: 'MX', server, isRecursive }));

  it('leads from the root to the MX records step by step, and a resolver answers at once', async () => {
    const zone = [
      '@ MX 10 alt1',
      '@ MX 20 alt2',
      '@ MX 5 in',
      'alt1 A 192.0.2.1',
      'alt2 A 192.0.2.2',
      'in A 192.0.2.3',
      'in AAAA 2001:db8::3',
    ];
    const root = await begin(startBind({ zone: '.', records: 'test. NS ns.test.\nns.test. A 127.0.0.1' }));
    const top = await begin(startBind({ zone: 'test.', records: 'mail-for-all NS ns.mail-for-all\nns.mail-for-all A 127.0.0.1' }));
    const own = await begin(startBind({ zone: 'mail-for-all.test.', records: zone.join('\n') }));
    const resolver = await begin(startAskingBind({ zone: 'mail-for-all.test.', server: own }));

    const first = await ask(root, false);
    expect([first.status, first.answers, first.flags.includes('aa')]).toEqual(['NOERROR', [], false]);
    expect(first.authorities).toMatchObject([{ name: 'test.', type: 'NS', data: 'ns.test.' }]);
    const second = await ask(top, false);
    expect(second.authorities).toMatchObject([{ name: 'mail-for-all.test.', type: 'NS', data: 'ns.mail-for-all.test.' }]);
    expect(second.additionals).toMatchObject([{ type: 'A', data: '127.0.0.1' }]);
    const third = await ask(own, false);
    expect(third.flags).toContain('aa');
    const exchanges = ['10 alt1.mail-for-all.test.', '20 alt2.mail-for-all.test.', '5 in.mail-for-all.test.'];
    expect(third.answers.map(({ data }) => data).sort()).toEqual(exchanges);
    expect(
      third.additionals
        .filter(({ name }) => name.startsWith('in.'))
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['A', 'AAAA']);

    const asked = await ask(resolver, true);
    expect(asked.answers.map(({ data }) => data).sort()).toEqual(exchanges);
    // What nslookup calls non-authoritative: from another server, or from memory.
    expect(asked.flags.filter((flag) => ['aa', 'rd', 'ra'].includes(flag))).toEqual(['rd', 'ra']);
  }, 120_000);
});

/** Exim says what it has done in words of its own, without codes of RFC 3463. */
function withoutEnhancedCodes(session: TypedSession): TypedSession {
  const typed = session.typed.map(([line, ...said]): TypedSession['typed'][number] => {
    const last = said.at(-1)?.source.slice(0, 4);
    return last === undefined ? [line] : last === '^334' ? [line, ...said] : [line, new RegExp(last)];
  });
  return { ...session, typed };
}
