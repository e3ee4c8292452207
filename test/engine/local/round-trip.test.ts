/** The whole program over mail of this computer, with a real Exim: set up by the contract, sent through the sendmail program, read from the spool. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithServers } from '../../servers/availability.ts';
import { type EximDelivery, prepareEximDelivery } from '../../servers/exim/exim-delivery.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';

describeWithServers(['exim', 'dotlockfile', 's-nail'], 'an account of this computer', () => {
  let folder: string;
  let exim: EximDelivery;
  let fixture: EngineFixture;
  const homeBefore = process.env.HOME;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'postglass-here-'));
    // Exim's user goes through it.
    chmodSync(folder, 0o755);
    process.env.HOME = folder;
    exim = prepareEximDelivery(join(folder, 'exim'), { folder: join(folder, 'spool'), name: 'ben' });
  });
  afterAll(async () => {
    process.env.HOME = homeBefore;
    await fixture.done();
    rmSync(folder, { recursive: true, force: true });
  });

  const settings = () =>
    ({
      name: 'Here',
      address: 'ben@example.test',
      displayName: 'Ben',
      incoming: { protocol: 'mbox', path: join(folder, 'spool', 'ben'), allowChanges: true },
      outgoing: { protocol: 'sendmail', program: exim.sendmail },
    }) as const;
  const send = async (accountId: string, to: string, subject: string) => {
    const { client } = fixture;
    const draft = unwrap(await client.call('compose.start', { accountId, mode: 'new' }));
    const { id } = unwrap(await client.call('compose.save', { ...draft, to, subject, text: 'Hello.\n.\nFrom here on.\n' }));
    const { outboxId } = unwrap(await client.call('compose.send', { id }));
    return fixture.until(
      `${subject} ended`,
      async () => {
        const item = unwrap(await client.call('outbox.list', {})).find((entry) => entry.id === outboxId);
        return item && (item.finishedAt !== null || item.state === 'refused' || item.state === 'unknown') ? item : null;
      },
      60_000,
    );
  };

  it('is checked, sends to itself, files the copy, and has what arrives', { timeout: 120_000 }, async () => {
    fixture = await startEngineFixture();
    const { client } = fixture;
    const checked = unwrap(await client.call('accounts.check', { checkId: 'one', settings: settings(), passwords: {} }));
    expect(checked.steps.map(({ side, name, state }) => [side, name, state])).toEqual([
      ['incoming', 'mailbox', 'done'],
      ['incoming', 'lock', 'done'],
      ['outgoing', 'program', 'done'],
    ]);
    const { id, passwordMissing } = unwrap(await client.call('accounts.add', { settings: settings(), passwords: {} }));
    expect(passwordMissing).toBe(false);
    const item = await send(id, 'ben@example.test', 'to myself');
    expect(item).toMatchObject({ state: 'accepted', recipients: [{ address: 'ben@example.test', state: 'accepted' }] });
    const inbox = await fixture.until('the inbox', () => fixture.folderOf('Here', 'inbox').catch(() => null), 60_000);
    const row = await fixture.until(
      'it has arrived',
      async () => (await fixture.rows(inbox.id)).find(({ subject }) => subject === 'to myself'),
      60_000,
    );
    const spool = readFileSync(join(folder, 'spool', 'ben'), 'latin1');
    expect(spool).toContain('Hello.\n.\n>From here on.\n');
    expect(row.from[0]).toEqual({ name: 'Ben', address: 'ben@example.test' });
    // The transcript has what went to the program and what came back.
    const session = unwrap(await client.call('transcript.sessions', {})).find(({ protocol }) => protocol === 'sendmail');
    expect(session).toMatchObject({ accountName: 'Here', host: exim.sendmail, purpose: 'send' });
    const lines = unwrap(await client.call('transcript.lines', { session: session?.id ?? '', from: 0, limit: 50 })).lines;
    // The message is one payload: it is folded, and left out of an export.
    expect(lines.map(({ explanation }) => explanation?.key).filter(Boolean)).toEqual([
      'sendmail.command',
      'sendmail.message',
      'sendmail.exit.0',
    ]);
    expect(lines.flatMap(({ direction, kind }) => (direction === 'note' ? [] : [`${direction} ${kind}`]))).toEqual([
      'client command',
      'client payload',
      'server status',
    ]);
    // How the program ended answers the command, and is among the lines of the message.
    const ended = lines.find(({ kind }) => kind === 'status');
    expect(ended?.answers).toBe(0);
    expect(item.sessionLines).toEqual({ first: 0, last: ended?.index });
    await fixture.until(
      'the copy',
      async () =>
        existsSync(join(folder, 'mail', 'Sent')) && readFileSync(join(folder, 'mail', 'Sent'), 'latin1').includes('Subject: to myself'),
      60_000,
    );
    expect(unwrap(await client.call('outbox.localQueue', { accountId: id }))).toEqual({ text: '', messages: [] });
  });

  it('has the bounce of a message to somebody that is not known', { timeout: 120_000 }, async () => {
    const [account] = unwrap(await fixture.client.call('accounts.list', {}));
    const item = await send(account?.id ?? '', 'nobody@example.test', 'to nobody');
    // Exim takes it and sends it back: a bounce, which arrives.
    expect(item.state).toBe('accepted');
    const inbox = await fixture.folderOf('Here', 'inbox');
    await fixture.until(
      'the bounce',
      async () => (await fixture.rows(inbox.id)).some(({ subject }) => /delivery failed/i.test(subject)),
      60_000,
    );
  });

  it('has what a neighbour sends with mail, and the bounce of what was sent to another host', { timeout: 120_000 }, async () => {
    const { client } = fixture;
    const [account] = unwrap(await client.call('accounts.list', {}));
    const inbox = await fixture.folderOf('Here', 'inbox');
    const arrived = (subject: RegExp) =>
      fixture.until(
        `${subject.source} has arrived`,
        async () => (await fixture.rows(inbox.id)).find((row) => subject.test(row.subject)),
        60_000,
      );
    await typeInMail(exim.sendmail, 'carla@example.test', ['ben@example.test'], 'From next door', 'Just a try.');
    expect((await arrived(/^From next door$/)).from[0]?.address).toBe('carla@example.test');
    expect(readFileSync(join(folder, 'spool', 'ben'), 'latin1')).toMatch(/^From carla@example\.test .*\n(?:.+\n)+\nJust a try\.$/m);

    expect((await send(account?.id ?? '', 'somebody@elsewhere.example', 'far away')).state).toBe('accepted');
    const bounced = () => readFileSync(join(folder, 'spool', 'ben'), 'latin1').includes('Mailing to remote domains not supported');
    await fixture.until('the bounce', async () => bounced(), 60_000);
    // What its log shows: taken, failed, the bounce taken, done; and what is put off.
    await fixture.until('the end', async () => /<= <> R=(\S+) [\s\S]*\n\S+ \S+ \1 Completed/.test(exim.log()), 60_000);
    expect(exim.log()).toMatch(/ \*\* somebody@elsewhere\.example R=nonlocal: Mailing to remote domains not supported/);
    await send(account?.id ?? '', 'later@example.test', 'not yet');
    await fixture.until('it waits', async () => / == later@example\.test /.test(exim.log()), 60_000);
    expect(unwrap(await client.call('outbox.localQueue', { accountId: account?.id ?? '' })).text).toMatch(
      /<ben@example\.test>\s+later@example\.test/,
    );
  });
});

/** Sends a message with the program mail (s-nail), its text typed and ended with a dot. */
async function typeInMail(mta: string, from: string, to: readonly string[], subject: string, text: string): Promise<void> {
  const options = ['-n', '-N', '-S', `mta=file://${mta}`, '-S', 'dot', '-S', 'expandaddr', '-r', from, '-s', subject];
  const child = spawn('s-nail', [...options, ...to], { stdio: ['pipe', 'ignore', 'pipe'], env: { ...process.env, TERM: 'dumb' } });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => {
    said += bytes;
  });
  child.stdin.end(`${text}\n.\n`);
  const status = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (status !== 0) throw new Error(`s-nail ended with ${status}: ${said}`);
}
