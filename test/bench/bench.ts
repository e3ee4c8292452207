/**
 * `npm run bench`: how fast the engine is on a real Dovecot, beside other programs on the same server in the same run. Only the ratios
 * mean anything on another machine. Options: --messages N (10000), --rounds N (1; medians of more), --json FILE, --gate (status 1 where a
 * target is missed). POSTGLASS_PROFILE=FOLDER keeps a CPU profile of every measured process of ours.
 *
 * Durability of each side: the engine's cache survives a killed program (WAL, synchronous=NORMAL), its keep a power cut (FULL); mbsync runs
 * with FSync off, as strong as the cache; ImapFlow alone and nodemailer keep nothing. COMPRESS=DEFLATE is off on every side, as the engine
 * has it on loopback. Start times are those of sources as they lie; `npm run` keeps them compiled. The server's indexes and files are read once, uncounted, before anything is measured.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPracticeServer } from '../../electron/practice/practice-server.ts';
import { writeAccountsFile } from '../servers/accounts-file.ts';
import { startDovecot } from '../servers/dovecot.ts';
import { generateMailbox } from '../support/mailbox-generator.ts';
import type { EngineRun } from './engine-run.ts';
import type { ImapFlowRun } from './imapflow-run.ts';
import { indexWithMu, prepareMbsync, runMeasured } from './peers.ts';
import { percentile } from './percentile.ts';
import type { SendRun } from './send-run.ts';
import { type Measured, type Target, targets } from './targets.ts';

const { values: given } = parseArgs({
  options: {
    messages: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '1' },
    json: { type: 'string' },
    gate: { type: 'boolean', default: false },
  },
});
const messages = Number(given.messages);
const rounds = Number(given.rounds);
if (!Number.isInteger(messages) || messages < 200 || !Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write('bench: --messages takes a number from 200, --rounds one from 1\n');
  process.exit(2);
}
const say = (text: string) => process.stderr.write(`${text}\n`);
const root = mkdtempSync(join(tmpdir(), 'postglass-bench-'));
const user = 'bench';
const password = 'of bench';
const server = await startDovecot({ users: [{ name: user, password }], tls: 'no' });
const smtp = await createPracticeServer({ accounts: [{ username: user, password, displayName: 'Bench', address: 'bench@practice.test' }] });

async function fillMailbox(): Promise<{ bytes: number; words: string[] }> {
  let bytes = 0;
  const words = new Set<string>();
  for (const { raw, date, flags, number } of generateMailbox({ seed: 1, count: messages })) {
    await server.mail.deliver(user, raw, { date: new Date(date), flags: [...flags] });
    bytes += raw.length;
    if (number % Math.ceil(messages / 20) !== 0) continue;
    for (const [word] of raw.toString('latin1').matchAll(/\b[a-z]{5,12}\b/g)) {
      words.add(word);
      if (words.size % 3 === 0) break;
    }
  }
  return { bytes, words: ['re', 'from:silva', 'subject:re', '"co de"', 'ana has:attachment', ...words] };
}

async function measure(round: number, words: readonly string[]): Promise<Measured> {
  const folder = join(root, `round-${round}`);
  await mkdir(folder);
  const imap: ImapFlowRun = { host: server.host, port: server.ports.imap, user, password };
  const accountsFile = await writeAccountsFile({
    folder,
    accounts: [
      {
        name: user,
        address: 'bench@practice.test',
        incoming: { protocol: 'imap', host: imap.host, port: imap.port, security: 'none', username: user, password },
        outgoing: { host: smtp.host, port: smtp.smtp.port, security: 'none', username: user, password, mechanism: 'PLAIN' },
      },
    ],
  });
  const engine = <Answer>(name: string, run: Pick<EngineRun, 'mode'> & Partial<EngineRun>) => {
    say(`  ${name} …`);
    return runMeasured<Answer>('engine-run.ts', { dataFolder: join(folder, name), accountsFile, messages, words, ...run });
  };
  const send = (by: SendRun['by'], bytes: number, count: number) =>
    runMeasured<{ p50: number }>('send-run.ts', {
      by,
      bytes,
      count,
      host: smtp.host,
      port: smtp.smtp.port,
      user,
      password,
      accountsFile,
      dataFolder: join(folder, `send-${bytes}`),
    } satisfies SendRun);

  const recorded = () => engine<{ seconds: number }>('recorded', { mode: 'once', recorder: 'transcript' });
  const dropped = () => engine<{ seconds: number }>('dropped', { mode: 'once', recorder: 'none' });
  // Whoever comes second finds warmer pages: the two change places from round to round.
  const halves = round % 2 === 0 ? [await recorded(), await dropped()] : [await dropped(), await recorded()].reverse();
  const first = await engine<Omit<Measured, 'again' | 'resync'>>('first', { mode: 'first' });
  const again = await engine<{ listed: number; resync: number }>('first', { mode: 'again' });
  say('  ImapFlow alone …');
  const flow = await runMeasured<{ page: number; headers: number; bodies: number }>('imapflow-run.ts', imap);
  say('  mbsync …');
  const mbsync = await prepareMbsync({ folder: join(folder, 'mbsync'), ...imap });
  const pulled = await mbsync.pull();
  const pulledAgain = await mbsync.pull();
  say('  mu …');
  const mu = await indexWithMu(folder, mbsync.maildir);
  say('  sending …');
  const sent = {
    send1k: (await send('engine', 1_000, 200)).p50,
    mailer1k: (await send('nodemailer', 1_000, 200)).p50,
    send1m: (await send('engine', 1_000_000, 20)).p50,
    mailer1m: (await send('nodemailer', 1_000_000, 20)).p50,
  };
  rmSync(folder, { recursive: true, force: true });
  return {
    ...first,
    ...sent,
    onceRecorded: halves[0]?.seconds ?? Number.NaN,
    onceDropped: halves[1]?.seconds ?? Number.NaN,
    again: again.listed,
    resync: again.resync,
    mbsync: pulled.seconds,
    mbsyncAgain: pulledAgain.seconds,
    flowPage: flow.page,
    flowHeaders: flow.headers,
    flowBodies: flow.bodies,
    mu: mu.seconds,
  };
}

interface Line {
  readonly target: Target;
  readonly value: number;
  readonly other: number | null;
  readonly ratio: number | null;
  readonly missed: boolean;
}

function judge(target: Target, all: readonly Measured[]): Line {
  const median = (of: keyof Measured) =>
    percentile(
      all.map((one) => one[of]),
      0.5,
    );
  const value = median(target.measured);
  const other = target.against ? median(target.against.measured) : null;
  const ratio = other === null ? null : value / other;
  const missed =
    (target.ratio !== undefined && !(ratio !== null && ratio <= target.ratio)) || (target.limit !== undefined && !(value <= target.limit));
  return { target, value, other, ratio, missed };
}

function show({ target, value, other, ratio, missed }: Line): string {
  const number = (amount: number) => `${amount.toFixed(amount < 10 ? 2 : amount < 100 ? 1 : 0)} ${target.unit}`;
  const beside =
    target.against && other !== null && ratio !== null ? `${ratio.toFixed(2)} × ${target.against.name} (${number(other)})` : '';
  const wanted = [
    ...(target.ratio === undefined ? [] : [`≤ ${target.ratio} ×`]),
    ...(target.limit === undefined ? [] : [`≤ ${target.limit} ${target.unit}`]),
  ].join(', ');
  const verdict = wanted === '' ? '' : missed ? `MISSED ${wanted}` : `good, ${wanted}`;
  return `${target.title.padEnd(42)} ${number(value).padStart(10)}  ${beside.padEnd(62)} ${verdict}`.trimEnd();
}

let missed = 0;
try {
  say(`A mailbox of ${messages} messages …`);
  const { bytes, words } = await fillMailbox();
  say('The server reads it once, uncounted …');
  await runMeasured('imapflow-run.ts', { host: server.host, port: server.ports.imap, user, password } satisfies ImapFlowRun);
  const all: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    say(`Round ${round + 1} of ${rounds}, load ${(loadavg()[0] ?? 0).toFixed(1)} on ${cpus().length} cores`);
    all.push(await measure(round, words));
  }
  const lines = targets.map((target) => judge(target, all));
  process.stdout.write(
    `${messages} messages, ${(bytes / 1e6).toFixed(0)} MB, ${rounds} round(s), load now ${(loadavg()[0] ?? 0).toFixed(1)}\n\n`,
  );
  for (const line of lines) process.stdout.write(`${show(line)}\n`);
  missed = lines.filter((line) => line.missed).length;
  if (given.json) writeFileSync(given.json, `${JSON.stringify({ messages, bytes, rounds: all, lines }, null, 2)}\n`);
} finally {
  await smtp.close();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
}
process.exit(given.gate && missed > 0 ? 1 : 0);
