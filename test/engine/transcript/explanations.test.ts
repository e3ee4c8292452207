import { describe, expect, test } from 'vitest';
import { type Language, languageSchema } from '../../../electron/contract/application.ts';
import { failure } from '../../../electron/contract/failure.ts';
import { failureCodes, type Protocol } from '../../../electron/contract/failures/failure-codes.ts';
import { decodeBase64 } from '../../../electron/engine/transcript/dialogue/decoded-base64.ts';
import { dnsSections } from '../../../electron/engine/transcript/dialogue/dns-sections.ts';
import { imapKeys } from '../../../electron/engine/transcript/dialogue/explain-imap.ts';
import { explainChallenge } from '../../../electron/engine/transcript/dialogue/explain-sasl.ts';
import { sendmailKeys } from '../../../electron/engine/transcript/dialogue/explain-sendmail.ts';
import { managesieveSections } from '../../../electron/engine/transcript/dialogue/managesieve/managesieve-sections.ts';
import { noteSections } from '../../../electron/engine/transcript/dialogue/note-sections.ts';
import { pop3Sections } from '../../../electron/engine/transcript/dialogue/pop3-sections.ts';
import { replyParts } from '../../../electron/engine/transcript/dialogue/reply-parts.ts';
import { saslSections } from '../../../electron/engine/transcript/dialogue/sasl-sections.ts';
import {
  enhancedCodes,
  smtpCommands,
  smtpExtensions,
  smtpParameters,
  smtpReplies,
  temporaryCodes,
} from '../../../electron/engine/transcript/dialogue/smtp-sources.ts';
import { describeEntry, entryActors } from '../../../electron/words/glossary/glossary.ts';
import { describeNote, noteWords } from '../../../electron/words/notes/notes.ts';
import { describeFailure } from '../../../electron/words/words.ts';
import { registeredCodes } from '../../fixtures/transcript/enhanced-status-codes.ts';
import { glossaries } from '../../support/glossaries.ts';
import { client, server, type Turn } from './marked-dialogue.ts';
import { linesOf, startTranscript } from './transcript-fixture.ts';

/** Every sentence of the glossary by entry and part. */
const sentencesOf = (language: Language): Record<string, string> =>
  Object.fromEntries(
    Object.entries(glossaries[language].entries).flatMap(([key, entry]) =>
      typeof entry === 'string' ? [[key, entry]] : Object.entries(entry).map(([part, sentence]) => [`${key} ${part}`, sentence]),
    ),
  );

const under = (prefix: string, names: Iterable<string>) => [...names].map((name) => `${prefix}.${name}`);

test('every explanation the transcript can name has its sentence, and no sentence is without use', () => {
  const named = [
    ...under('smtp.command', [...Object.keys(smtpCommands), 'MAIL FROM.nobody', 'BDAT.last', 'empty', 'other']),
    ...under('smtp.parameter', [...smtpParameters, 'other']),
    ...under('smtp.extension', [...Object.keys(smtpExtensions), 'SIZE.unlimited', 'other']),
    ...under('smtp.reply', [...Object.keys(smtpReplies), '2xx', '3xx', '4xx', '5xx']),
    ...under('smtp.enhanced', [...Object.keys(enhancedCodes), ...[...temporaryCodes].map((code) => `${code}.temporary`)]),
    ...under('smtp', ['payload', 'payload.BDAT', 'dot', 'greeting']),
    ...under('smtp.greeting', ['masked', 'notice', 'refused', '421', '554']),
    ...imapKeys,
    ...sendmailKeys,
    ...under('managesieve', Object.keys(managesieveSections)),
    ...under('pop3', Object.keys(pop3Sections)),
    ...under('sasl', Object.keys(saslSections)),
    ...under('dns', Object.keys(dnsSections)),
    ...Object.keys(noteSections),
  ];
  const sentences = Object.keys(glossaries.en.entries).filter((key) => !key.startsWith('provider.'));
  expect(named.sort()).toEqual(sentences.sort());
});

test('an entry says who must act exactly where it says what to do next', () => {
  const withNext = Object.entries(glossaries.en.entries).flatMap(([key, entry]) =>
    typeof entry !== 'string' && 'next' in entry ? [key] : [],
  );
  expect(withNext.sort()).toEqual(Object.keys(entryActors).sort());
});

test('every enhanced status code of the registry is explained', () => {
  expect(registeredCodes.filter((code) => enhancedCodes[code] === undefined)).toEqual([]);
});

describe.each(languageSchema.options)('in %s', (language) => {
  test('every sentence has the parameters of the English one', () => {
    const parameters = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    const compare = (own: Readonly<Record<string, string>>, english: Readonly<Record<string, string>>) => {
      expect(Object.keys(own)).toEqual(Object.keys(english));
      for (const [key, sentence] of Object.entries(english)) expect([key, parameters(own[key] ?? '')]).toEqual([key, parameters(sentence)]);
    };
    compare(sentencesOf(language), sentencesOf('en'));
    compare(noteWords[language], noteWords.en);
  });
});

test('a sentence is filled in, and an unknown key is no sentence', () => {
  expect(describeEntry(glossaries.es, { key: 'imap.data.EXISTS', parameters: { number: '3' } })?.means).toBe(
    'La carpeta tiene 3 mensajes.',
  );
  expect(describeNote('en', { key: 'connected', parameters: { address: '127.0.0.1', port: 25 } })).toBe('Connected to 127.0.0.1, port 25.');
  expect(describeEntry(glossaries.en, { key: 'constructor', parameters: {} })).toBeNull();
});

/** Each line as `what was said | what it decodes to | explanation`. */
async function explained(protocol: Protocol, turns: readonly Turn[]): Promise<string[]> {
  const { open, transcript } = await startTranscript();
  const tap = open(protocol);
  for (const { direction, bytes } of turns) tap[direction](bytes);
  const lines = await linesOf(transcript, tap.session);
  return lines.map(({ direction, bytes, decoded, explanation }) =>
    [
      `${direction === 'client' ? 'C' : 'S'}: ${Buffer.from(bytes, 'base64').toString('latin1').trimEnd()}`,
      decoded ?? '',
      explanation ? (describeEntry(glossaries.en, explanation)?.means ?? explanation.key) : '',
      explanation?.source ?? '',
    ].join(' | '),
  );
}

describe('what a student sees beside the lines', () => {
  test('of a login and a refused recipient over SMTP', async () => {
    const lines = await explained('smtp', [
      server('220 mx ESMTP\r\n'),
      client('EHLO me\r\n'),
      server('250-mx\r\n250-SIZE 1000\r\n250-X-NEW\r\n250 AUTH LOGIN PLAIN\r\n'),
      client('AUTH LOGIN\r\n'),
      server('334 {{Username:}}\r\n'),
      client('{{ana}}\r\n'),
      server('334 {{Password:}}\r\n'),
      client('{{secret}}\r\n'),
      server('235 2.7.0 Authentication successful\r\n'),
      client('MAIL FROM:<a@x>\r\n'),
      server('250 2.1.0 Ok\r\n'),
      client('RCPT TO:<b@x>\r\n'),
      server('550 5.1.1 <b@x>: User unknown\r\n'),
      client('VRFY b\r\n'),
      server('599 what\r\n'),
    ]);
    expect(lines).toMatchInlineSnapshot(`
      [
        "S: 220 mx ESMTP |  | The server mx is ready; the client must now give its own name with EHLO. | RFC 5321 §3.1",
        "C: EHLO me |  | The client gives its name, me, and asks which extensions the server knows. It has to do so again after STARTTLS. | RFC 5321 §4.1.1.1",
        "S: 250-mx |  | The server returns the greeting; each line that follows names an extension. | RFC 5321 §4.3.2",
        "S: 250-SIZE 1000 |  | The server accepts messages of up to 1,000 octets, attachments counted in base64, which is a third more than the file. | RFC 1870 §4",
        "S: 250-X-NEW |  | The server offers X-NEW, which is not in this glossary; a client that does not know it ignores the line. | RFC 5321 §4.1.1.1",
        "S: 250 AUTH LOGIN PLAIN |  | The client may sign in with these mechanisms: LOGIN PLAIN. | RFC 4954 §3",
        "C: AUTH LOGIN |  | Begins to sign in with LOGIN: name and password one after the other, in base64, which anybody can decode. Only TLS protects them. | ",
        "S: 334 VXNlcm5hbWU6 | Username: | The server asks for the user name, in base64: Username: | ",
        "C: YW5h | ana | The user name, ana, in base64. | ",
        "S: 334 UGFzc3dvcmQ6 | Password: | The server asks for the password, in base64: Password: | ",
        "C: KioqKioq |  | The password, in base64, which is no encryption: only TLS protects it. | ",
        "S: 235 2.7.0 Authentication successful |  | Signed in: from here on the server relays mail for this account. | RFC 4954 §6",
        "C: MAIL FROM:<a@x> |  | Begins a message; bounces will go to a@x. It need not be the address in the From field. | RFC 5321 §4.1.1.2",
        "S: 250 2.1.0 Ok |  | The sender’s address is accepted for now; a later answer can still refuse it. | RFC 5321 §4.3.2",
        "C: RCPT TO:<b@x> |  | Names one recipient, b@x. The server accepts or refuses each one separately; the To field plays no part. | RFC 5321 §4.1.1.3",
        "S: 550 5.1.1 <b@x>: User unknown |  | 5.1.1: there is no such mailbox at this domain. | RFC 3463 §3.2",
        "C: VRFY b |  | Asks whether b exists. Most servers no longer tell, because spammers asked too. | RFC 5321 §4.1.1.6",
        "S: 599 what |  | A permanent failure: the same command will fail again. This code is not in this glossary. | RFC 5321 §4.2.1",
      ]
    `);
  });

  test('of AUTH PLAIN, a challenge and an error over IMAP', async () => {
    const lines = await explained('imap', [
      server('* OK [CAPABILITY IMAP4rev1] ready\r\n'),
      client('A1 AUTHENTICATE PLAIN {{\0ana\0secret-word}}\r\n'),
      server('A1 NO [AUTHENTICATIONFAILED] no\r\n'),
      client('A2 AUTHENTICATE CRAM-MD5\r\n'),
      server('+ {{<1.2@x>}}\r\n'),
      client('{{ana 0123456789abcdef0123456789abcdef}}\r\n'),
      server('A2 OK in\r\n'),
      client('A3 SELECT INBOX\r\n'),
      server('* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [X-Y 1] z\r\nA3 OK [READ-WRITE] done\r\n'),
      client('A4 UID FETCH 1 BODY.PEEK[HEADER]\r\n'),
      server('* 1 FETCH (UID 1 BODY[HEADER] {4}\r\nA:\r\n)\r\nA4 OK done\r\n'),
    ]);
    expect(lines).toMatchInlineSnapshot(`
      [
        "S: * OK [CAPABILITY IMAP4rev1] ready |  | The server is ready and waits for the client to sign in. It says: ready | RFC 9051 §7.1.1",
        "C: A1 AUTHENTICATE PLAIN AGFuYQAqKioqKioqKioqKg== | ana | Begins to sign in with the mechanism PLAIN. The user name ana and the password in one answer, base64 but not encrypted: only TLS protects them. | RFC 9051 §6.2.2",
        "S: A1 NO [AUTHENTICATIONFAILED] no |  | The user name or password was not accepted. | RFC 9051 §7.1",
        "C: A2 AUTHENTICATE CRAM-MD5 |  | Begins to sign in with CRAM-MD5: a digest goes over instead of the password. Whoever listens can try passwords against it, and the server must keep the password readable. | RFC 2195 §2",
        "S: + PDEuMkB4Pg== | <1.2@x> | The server’s challenge, new each time: the client combines it with the password, so the password itself is not sent. | RFC 2195 §2",
        "C: YW5hICoqKioqKioqKioqKioqKioqKioqKioqKioqKioqKioq | ana … | The user name ana and a digest of challenge and password. Without TLS a weak password can be guessed from it. | RFC 2195 §2",
        "S: A2 OK in |  | Signed in: the server accepted the credentials. | RFC 9051 §7.1.1",
        "C: A3 SELECT INBOX |  | Opens the folder INBOX for reading and changing. The folder open before is closed. | RFC 9051 §6.3.2",
        "S: * 3 EXISTS |  | The folder holds 3 messages. | RFC 9051 §7.4.1",
        "S: * OK [UIDVALIDITY 7] x |  | While this number (7) stays the same, unique ids keep their meaning; if it changes, everything known about the folder is void. | RFC 9051 §7.1",
        "S: * OK [X-Y 1] z |  | The response code X-Y, which is not in this glossary. | RFC 9051 §7.1",
        "S: A3 OK [READ-WRITE] done |  | The folder is open. The lines before tell its size and state. | RFC 9051 §7.1.1",
        "C: A4 UID FETCH 1 BODY.PEEK[HEADER] |  | Asks for BODY.PEEK[HEADER] of the messages UID 1. | RFC 9051 §6.4.5",
        "S: * 1 FETCH (UID 1 BODY[HEADER] {4} |  | Data of message 1: UID 1, BODY[HEADER]. | RFC 9051 §7.5.2",
        "S: A: |  | Bytes that the server announced with their length. | RFC 9051 §4.3",
        "S: ) |  | The parenthesis that completes the answer after its literal. | RFC 9051 §4.3",
        "S: A4 OK done |  | All data asked for has been sent. Messages that are gone are left out without a word. | RFC 9051 §7.1.1",
      ]
    `);
  });

  test('of a visit over POP3', async () => {
    const lines = await explained('pop3', [
      server('+OK ready <1.2@x>\r\n'),
      client('USER ana\r\nPASS secret-word\r\nUIDL\r\nRETR 1\r\n'),
      server('+OK\r\n-ERR [IN-USE] busy\r\n+OK\r\n1 abc\r\n.\r\n+OK\r\nA: b\r\n\r\nc\r\n.\r\n'),
    ]);
    expect(lines).toMatchInlineSnapshot(`
      [
        "S: +OK ready <1.2@x> |  | The server is ready. <1.2@x> is its challenge for APOP, which answers it with a digest instead of the password. | RFC 1939 §7",
        "C: USER ana |  | Gives the user name ana; the password follows with PASS. | RFC 1939 §7",
        "C: PASS *********** |  | Gives the password as it is: only TLS protects it. | RFC 1939 §7",
        "C: UIDL |  | Asks for the unique ids of all messages, which stay the same from one session to the next: so a client knows what it has already. | RFC 1939 §7",
        "C: RETR 1 |  | Fetches the whole message 1. It stays on the server until it is deleted. | RFC 1939 §5",
        "S: +OK |  | The server waits for the password. Most say this to every name, so it does not prove that the name exists. | RFC 1939 §7",
        "S: -ERR [IN-USE] busy |  | User name and password are right, but another session has the mailbox: POP3 lets one at a time. | RFC 2449 §8.1.2",
        "S: +OK |  | The unique ids follow, one message a line, up to the dot. | RFC 1939 §7",
        "S: 1 abc |  | Message 1 has the unique id abc. | RFC 1939 §7",
        "S: . |  | A dot alone on its line ends the list. | RFC 1939 §3",
        "S: +OK |  | The message follows, up to the dot. | RFC 1939 §5",
        "S: A: b

      c |  | The message as it lies on the server. A line that begins with a dot has a second one in front of it on the wire. | RFC 1939 §3",
        "S: . |  | A dot alone on its line ends the message; it is not part of it. | RFC 1939 §3",
      ]
    `);
  });
});

describe('a line that must not be explained as another', () => {
  const meanings = async (protocol: Protocol, turns: readonly Turn[]) =>
    (await explained(protocol, turns)).map((line) => line.split(' | ').slice(0, 3).filter(Boolean).join(' | '));

  test('a greeting that refuses is no invitation', async () => {
    expect(await meanings('pop3', [server('-ERR too many connections, try later\r\n')])).toEqual([
      'S: -ERR too many connections, try later | The server takes no more connections of this user or this address.',
    ]);
    expect(await meanings('pop3', [server('-ERR [IN-USE] locked\r\n')])).toEqual([
      expect.stringContaining('another session has the mailbox'),
    ]);
    expect(await meanings('smtp', [server('221 mx going down\r\n')])).toEqual([
      'S: 221 mx going down | The server does not open a session and will close the connection.',
    ]);
    expect(await meanings('smtp', [server('421 mx busy\r\n')])).toEqual([expect.not.stringContaining('ready')]);
  });

  test('POP3 listings say what stands in them, also those of a command nobody knows', async () => {
    const lines = await meanings('pop3', [
      server('+OK hi\r\n'),
      client('CAPA\r\n'),
      server('+OK\r\nSASL PLAIN LOGIN\r\nEXPIRE 30\r\nX-MINE\r\n.\r\n'),
      client('STAT\r\nLIST\r\n'),
      server('+OK 2 320\r\n+OK\r\n1 120\r\n.\r\n'),
    ]);
    expect(lines).toEqual(
      expect.arrayContaining([
        'S: SASL PLAIN LOGIN | Sign-in with AUTH is offered, with these mechanisms: PLAIN LOGIN.',
        expect.stringContaining('at least 30 days'),
        'S: X-MINE | The capability X-MINE is not in the glossary.',
        'S: +OK 2 320 | 2 messages, 320 octets in total.',
        'S: 1 120 | Message 1 has 120 octets.',
      ]),
    );
    const unknown = await meanings('pop3', [server('+OK hi\r\n'), client('XLST From\r\n'), server('+OK\r\n1 From: a\r\n.\r\n')]);
    expect(unknown.join('\n')).not.toContain('failed');
  });

  test('IMAP data is said with its figures', async () => {
    const lines = await meanings('imap', [
      server('* OK hi\r\n'),
      client('A1 GETQUOTAROOT INBOX\r\n'),
      server('* QUOTAROOT INBOX ""\r\n* QUOTA "" (STORAGE 10 512)\r\nA1 OK done\r\n'),
      client('A2 STATUS "Sent (old)" (MESSAGES UNSEEN)\r\n'),
      server('* STATUS "Sent (old)" (MESSAGES 3 UNSEEN 1)\r\nA2 OK done\r\n'),
      client('A3 CAPABILITY\r\n'),
      server('* CAPABILITY IMAP4rev1 IDLE\r\nA3 OK done\r\n'),
      client('A4 FETCH 1 (UID FLAGS ENVELOPE)\r\n'),
      server('* 1 FETCH (UID 7 FLAGS (\\Seen) ENVELOPE ("a (b" NIL NIL))\r\nA4 OK done\r\n'),
      client('A5 MYRIGHTS INBOX\r\n'),
      server('* MYRIGHTS INBOX lrs\r\n* [COPYUID 7 1 2]\r\n* OK [MAILBOXID (F1)] x\r\nA5 OK done\r\n'),
    ]);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringContaining('10 of 512 used (STORAGE;'),
        expect.stringContaining('Counts of the folder Sent (old): messages 3, unseen 1.'),
        'S: * CAPABILITY IMAP4rev1 IDLE | What the server can do: IMAP4rev1, IDLE.',
        expect.stringContaining('Data of message 1: UID 7, FLAGS \\Seen, ENVELOPE.'),
        'S: * MYRIGHTS INBOX lrs | What the user may do in the folder INBOX: lrs.',
        'S: * [COPYUID 7 1 2] | The messages UID 1 got the unique ids 2 in the other folder, whose UIDVALIDITY is 7.',
        expect.stringContaining('The folder’s lasting id'),
      ]),
    );
  });
});

describe.each(languageSchema.options)('a note in %s', (language) => {
  test('holds no code and no time of a machine', () => {
    const notes = [
      ...failureCodes.flatMap((code) => ['lost', 'refused', 'stalled'].map((key) => ({ key, parameters: { code } }))),
      {
        key: 'certificate',
        parameters: { subject: 'mx.example.test', issuer: 'CA', validTo: '2026-10-01T00:00:00.000Z', fingerprint: 'AA:BB' },
      },
    ];
    for (const note of notes) {
      const said = describeNote(language, note) ?? '';
      expect(said).not.toMatch(/: [a-z]+(?:-[a-z]+)+\.|T\d\d:|\{|undefined|–|\(\)/);
      if ('code' in note.parameters) expect(said).not.toContain(`: ${note.parameters.code}`);
      expect(said.length).toBeGreaterThan(8);
    }
    expect(describeNote(language, notes.at(-1) ?? { key: '', parameters: {} })).toMatch(/1.*2026|2026.*1/);
  });

  test('says why a connection ended when it was not lost', () => {
    const said = describeNote(language, { key: 'lost', parameters: { code: 'authentication-refused' } });
    expect(said).toBe(
      `${noteWords[language].ended.replace(' {reason}', '')} ${describeFailure(language, failure('authentication-refused')).happened}`,
    );
    expect(describeNote(language, { key: 'lost', parameters: { code: 'connection-lost' } })).toBe(noteWords[language].lost);
    expect(describeNote(language, { key: 'lost', parameters: { code: 'of-another-version' } })).toBe(noteWords[language].lost);
  });
});

test('what a challenge decodes to is shown, and nothing in it turns the writing around', async () => {
  const challenge = Buffer.from('\u202eabc\u009b1m').toString('base64');
  const [, , line] = await explained('smtp', [server('220 mx\r\n'), client('AUTH LOGIN\r\n'), server(`334 ${challenge}\r\n`)]);
  expect(line?.split(' | ')[1]).toBe('‹U+202E›abc‹U+009B›1m');
});

test('lines that are made to be looked at for long are explained as fast as others', () => {
  const long = 60_000;
  const challenge = (decoded: string) => `334 ${Buffer.from(decoded).toString('base64')}\r\n`;
  const started = performance.now();
  expect(replyParts('imap', 'status', `* OK [${'a'.repeat(long)}`)).toEqual({ code: 'OK', enhanced: null });
  expect(replyParts('imap', 'status', '* OK [UIDNEXT 4] Predicted')).toEqual({ code: 'OK', enhanced: 'UIDNEXT' });
  expect(decodeBase64(challenge(`${'*'.repeat(long)}x`), null, [])).toHaveLength(long + 1);
  const explainDecoded = (decoded: string) =>
    explainChallenge({
      protocol: 'smtp',
      kind: 'status',
      direction: 'server',
      text: challenge(decoded),
      command: null,
      code: '334',
      enhanced: null,
      sasl: null,
      decoded,
    })?.key;
  expect(explainDecoded(`<${'@'.repeat(long)}`)).toBe('sasl.challenge.other');
  expect(explainDecoded(`r=${',s='.repeat(long / 3)}`)).toBe('sasl.challenge.other');
  expect(explainDecoded('<1896.697170952@postoffice.example.net>')).toBe('sasl.CRAM-MD5.challenge');
  expect(explainDecoded('r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096')).toBe('sasl.SCRAM.challenge');
  expect(performance.now() - started).toBeLessThan(1_000);
});
