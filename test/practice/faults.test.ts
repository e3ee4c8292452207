import { describe, expect, it } from 'vitest';
import type { Fault } from '../../electron/practice/faults.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { dial, dialImap, dialPop3, dialSubmission, put, smtpReply, startPractice, submit } from './practice-fixture.ts';

const line = /^.*\r\n/;

describe('A fault given as data', () => {
  it('answers instead of the server, at the nth time and only for what matches', async () => {
    const fault: Fault = {
      protocol: 'smtp',
      when: { command: 'RCPT', argument: /ben@/, nth: 2 },
      do: { reply: '450 4.7.1 Come back later' },
    };
    const server = await startPractice({ faults: [fault] });
    const client = await dialSubmission(server);
    await client.ask('MAIL FROM:<ana@practice.test>', line);
    expect(await client.ask('RCPT TO:<ben@practice.test>', line)).toMatch(/^250 /);
    expect(await client.ask('RCPT TO:<rui@practice.test>', line)).toMatch(/^250 /);
    expect(await client.ask('RCPT TO:<ben@practice.test>', line)).toBe('450 4.7.1 Come back later\r\n');
    expect(await client.ask('RCPT TO:<ben@practice.test>', line)).toMatch(/^250 /);
    expect(server.faults.count(fault)).toBe(1);
  });

  it('can be written as JSON, added and taken away while the server runs', async () => {
    const server = await startPractice();
    const client = await dialImap(server);
    const fault = JSON.parse('{"protocol":"imap","when":{"command":"NOOP","times":2},"do":{"reply":"{tag} NO [UNAVAILABLE] not now"}}');
    const remove = server.faults.add(fault);
    expect(await client.command('NOOP')).toBe('t2 NO [UNAVAILABLE] not now\r\n');
    expect(await client.command('NOOP')).toMatch(/^t3 NO /);
    expect(await client.command('NOOP')).toMatch(/^t4 OK /);
    remove();
    expect(server.faults.active).toEqual([]);
  });

  it('refuses or cuts the connection before the greeting', async () => {
    const server = await startPractice({
      faults: [
        { protocol: 'smtp', when: { command: 'greeting', connection: 1 }, do: { reply: '554 No service here', close: 'end' } },
        { protocol: 'imap', when: { command: 'greeting' }, do: { close: 'rst' } },
      ],
    });
    const refused = await dial(server, 'smtp');
    await refused.end();
    expect(refused.received().toString()).toBe('554 No service here\r\n');
    await dialSubmission(server);
    await expect(dial(server, 'imap')).rejects.toThrow();
  });

  it('stalls, and delays by the clock that was handed in', async () => {
    const clock = createManualClock();
    const server = await startPractice({
      clock,
      faults: [
        { protocol: 'pop3', when: { command: 'STAT' }, do: { delayMs: 30_000 } },
        { protocol: 'pop3', when: { command: 'LIST' }, do: { stall: true } },
      ],
    });
    const client = await dialPop3(server);
    client.send('STAT\r\n');
    await clock.waiting();
    clock.advance(30_000);
    expect(await client.expect(line)).toBe('+OK 0 0\r\n');
    client.send('LIST\r\nNOOP\r\n');
    server.pop3.disconnectAll();
    await expect(client.expect(line)).rejects.toThrow();
  });

  it('sends garbage', async () => {
    const server = await startPractice({
      faults: [{ protocol: 'pop3', when: { command: 'STAT' }, do: { garbage: Buffer.from([0xff, 0x00, 0x0d, 0x0a]) } }],
    });
    const client = await dialPop3(server);
    expect(await client.ask('STAT', line)).toBe('\u00ff\u0000\r\n');
  });

  it('does a command and loses its answer: the message is accepted and the client cannot know', async () => {
    const server = await startPractice({ faults: [{ protocol: 'smtp', when: { command: '.' }, do: { loseReply: 'rst' } }] });
    const client = await dialSubmission(server);
    await expect(submit(client, 'Subject: x\r\n\r\nx', ['ben@practice.test'])).rejects.toThrow();
    expect(server.mailbox.accepted).toHaveLength(1);
  });

  it('closes before a command is done: the message is not accepted', async () => {
    const server = await startPractice({ faults: [{ protocol: 'smtp', when: { command: '.' }, do: { close: 'rst' } }] });
    const client = await dialSubmission(server);
    await expect(submit(client, 'Subject: x\r\n\r\nx', ['ben@practice.test'])).rejects.toThrow();
    expect(server.mailbox.accepted).toHaveLength(0);
  });

  it('cuts an answer off at the octet it names', async () => {
    const server = await startPractice({ faults: [{ protocol: 'imap', when: { command: 'FETCH' }, do: { cutAfterBytes: 40 } }] });
    put(server, `Subject: x\n\n${'a line of text\n'.repeat(100)}`);
    const client = await dialImap(server);
    await client.command('SELECT INBOX');
    const before = client.received().length;
    await expect(client.command('FETCH 1 BODY.PEEK[]')).rejects.toThrow();
    expect(client.received().length - before).toBe(40);
  });

  it('lets an answer drip', async () => {
    const clock = createManualClock();
    const server = await startPractice({
      clock,
      faults: [{ protocol: 'pop3', when: { command: 'NOOP' }, do: { drip: { octets: 2, everyMs: 1_000 } } }],
    });
    const client = await dialPop3(server);
    client.send('NOOP\r\n');
    expect(await client.expect(/^../)).toBe('+O');
    for (const piece of ['K\r', '\n']) {
      await clock.waiting();
      clock.advance(1_000);
      expect(await client.expect(new RegExp(`^${piece}`))).toBe(piece);
    }
  });

  it('floods', async () => {
    const server = await startPractice({
      faults: [{ protocol: 'imap', when: { command: 'NOOP' }, do: { flood: { text: '* 1 EXISTS\r\n', octets: 3_000_000 } } }],
    });
    const client = await dialImap(server);
    const before = client.received().length;
    client.send('x NOOP\r\n');
    await client.expect(/x OK .*\r\n$/);
    expect(client.received().length - before).toBeGreaterThan(3_000_000);
  });
});

describe('A server that lies', () => {
  it('about what exists, about UIDs, and with NIL where none may be', async () => {
    const server = await startPractice({
      faults: [
        { protocol: 'imap', when: { command: 'SELECT' }, do: { rewrite: { find: '\\d+ EXISTS', replace: '99999 EXISTS' } } },
        { protocol: 'imap', when: { command: 'UID FETCH' }, do: { rewrite: { find: /UID \d+/, replace: 'UID 7' } } },
        { protocol: 'imap', when: { command: 'LIST' }, do: { rewrite: { find: '"/" INBOX', replace: 'NIL NIL' } } },
      ],
    });
    put(server, 'Subject: 1\n\n');
    put(server, 'Subject: 2\n\n');
    const client = await dialImap(server);
    expect(await client.command('SELECT INBOX')).toContain('* 99999 EXISTS');
    expect(await client.command('UID FETCH 1:2 FLAGS')).toMatch(/^\* 1 FETCH \(UID 7 .*\r\n\* 2 FETCH \(UID 7 /);
    expect(await client.command('LIST "" INBOX')).toContain('NIL NIL');
  });

  it('changes UIDVALIDITY in the middle of a session', async () => {
    const server = await startPractice({
      faults: [{ protocol: 'imap', when: { command: 'NOOP', nth: 1 }, do: { mailbox: { change: 'uidvalidity', folder: 'INBOX' } } }],
    });
    put(server, 'Subject: 1\n\n');
    const client = await dialImap(server);
    const before = /UIDVALIDITY (\d+)/.exec(await client.command('SELECT INBOX'))?.[1];
    const news = await client.command('NOOP');
    expect(news).toMatch(/^\* OK \[UIDVALIDITY \d+\][\s\S]*\* 1 EXPUNGE\r\n\* 1 EXISTS\r\n/);
    expect(/UIDVALIDITY (\d+)/.exec(news)?.[1]).not.toBe(before);
  });

  it('removes or delivers a message behind the session in the middle of a command', async () => {
    const server = await startPractice({
      faults: [
        { protocol: 'imap', when: { command: 'FETCH', nth: 1 }, do: { mailbox: { change: 'expunge', folder: 'INBOX', sequence: 1 } } },
        {
          protocol: 'imap',
          when: { command: 'NOOP', nth: 1 },
          do: { mailbox: { change: 'deliver', folder: 'INBOX', bytes: 'Subject: new\r\n\r\n' } },
        },
      ],
    });
    put(server, 'Subject: 1\n\n');
    const client = await dialImap(server);
    await client.command('SELECT INBOX');
    expect(await client.command('FETCH 1 UID')).toMatch(/^\* 1 FETCH \(UID 1\)\r\nt\d+ OK/);
    expect(await client.command('NOOP')).toMatch(/^\* 1 EXPUNGE\r\n\* 1 EXISTS\r\n/);
  });

  it('puts EXPUNGE into the answer to FETCH', async () => {
    const server = await startPractice({ faults: [{ protocol: 'imap', when: { command: 'FETCH' }, do: { before: '* 1 EXPUNGE\r\n' } }] });
    put(server, 'Subject: 1\n\n');
    const client = await dialImap(server);
    await client.command('SELECT INBOX');
    expect(await client.command('FETCH 1 UID')).toMatch(/^\* 1 EXPUNGE\r\n\* 1 FETCH /);
  });

  it('repeats or leaves out the unique ids of POP3', async () => {
    const server = await startPractice({
      faults: [{ protocol: 'pop3', when: { command: 'UIDL' }, do: { rewrite: { find: /^(\d+) \S+\r$/m, replace: '$1 same\r' } } }],
    });
    put(server, 'Subject: 1\n\n');
    put(server, 'Subject: 2\n\n');
    const client = await dialPop3(server);
    expect(await client.ask('UIDL', /^[\s\S]*\r\n\.\r\n/)).toContain('\r\n1 same\r\n2 same\r\n.\r\n');
  });

  it.each([
    ['is not offered', { smtp: { without: ['STARTTLS'] } }, /^(?![\s\S]*STARTTLS)[\s\S]*/, /^502 /],
    [
      'is offered and refused',
      { faults: [{ protocol: 'smtp', when: { command: 'STARTTLS' }, do: { reply: '454 4.7.0 TLS not available' } }] },
      /STARTTLS/,
      /^454 /,
    ],
    [
      'is followed by text in the clear',
      {
        faults: [
          { protocol: 'smtp', when: { command: 'STARTTLS' }, do: { rewrite: { find: '\\r\\n$', replace: '\r\n250 injected\r\n' } } },
        ],
      },
      /STARTTLS/,
      /^220 .*\r\n250 injected\r\n$/,
    ],
  ] as const)('STARTTLS %s', async (_, options, hello, reply) => {
    const client = await dial(await startPractice(options), 'smtp');
    expect(await client.ask('EHLO me.test', smtpReply)).toMatch(hello);
    expect(await client.ask('STARTTLS', reply.source.includes('injected') ? /^.*\r\n.*\r\n/ : smtpReply)).toMatch(reply);
  });

  it('STARTTLS is neither offered nor known over IMAP and POP3 where it is left out', async () => {
    const server = await startPractice({ imap: { without: ['STARTTLS'] }, pop3: { without: ['STLS'] } });
    const imap = await dial(server, 'imap');
    expect(await imap.ask('a CAPABILITY', /^[\s\S]*a OK.*\r\n/)).not.toContain('STARTTLS');
    expect(await imap.ask('b STARTTLS', line)).toMatch(/^b BAD /);
    const pop3 = await dial(server, 'pop3');
    expect(await pop3.ask('STLS', line)).toMatch(/^-ERR /);
  });
});
