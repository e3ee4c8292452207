/** Sending, one message after the other, by the engine or by a pooled nodemailer, in a process of its own. One JSON argument, one JSON line. */
import { createTransport } from 'nodemailer';
import { startEngine } from '../../electron/engine/engine.ts';
import { engineSettings } from '../../electron/loopback/engine-options.ts';
import { createNodeHost } from '../../electron/loopback/node-host.ts';
import { createMemoryVault } from '../../electron/loopback/vault.ts';
import { percentile } from './percentile.ts';

export interface SendRun {
  readonly by: 'engine' | 'nodemailer';
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly dataFolder: string;
  readonly accountsFile: string;
  readonly bytes: number;
  readonly count: number;
}

const run = JSON.parse(process.argv[2] ?? '{}') as SendRun; // written by bench.ts
const address = `${run.user}@practice.test`;
const rawOf = (number: number) =>
  Buffer.from(
    `From: ${address}\r\nTo: ${address}\r\nSubject: ${number}\r\nMessage-ID: <${run.by}.${run.bytes}.${number}@bench.test>\r\n\r\n${'0123456789 abcdefghijklmnopqrstuvwxyz, and so on until seventy-two.....\r\n'.repeat(Math.ceil(run.bytes / 72))}`,
  );

async function engineSender(): Promise<(raw: Buffer) => Promise<void>> {
  const started = await startEngine(
    engineSettings({ dataFolder: run.dataFolder, accountsFile: run.accountsFile, practice: false, automatic: false }),
    createNodeHost({ vault: createMemoryVault(), language: 'en' }),
  );
  if (!started.ok) throw new Error(JSON.stringify(started.failure));
  const engine = started.value;
  return async (raw) => {
    const sent = await engine.submitRaw({ account: 'bench', recipients: [address], raw });
    if (!sent.ok || sent.value.state !== 'accepted') throw new Error(JSON.stringify(sent));
  };
}

function nodemailerSender(): (raw: Buffer) => Promise<void> {
  const transport = createTransport({
    pool: true,
    maxConnections: 1,
    maxMessages: Number.POSITIVE_INFINITY,
    host: run.host,
    port: run.port,
    secure: false,
    ignoreTLS: true,
    auth: { user: run.user, pass: run.password },
  });
  return async (raw) => void (await transport.sendMail({ envelope: { from: address, to: address }, raw }));
}

const send = run.by === 'engine' ? await engineSender() : nodemailerSender();
const times: number[] = [];
for (let number = 0; number < run.count + 3; number += 1) {
  const raw = rawOf(number);
  const begun = performance.now();
  await send(raw);
  if (number >= 3) times.push(performance.now() - begun); // the first ones warm up
}
process.stdout.write(`${JSON.stringify({ p50: percentile(times, 0.5), p95: percentile(times, 0.95) })}\n`);
process.exit(0);
