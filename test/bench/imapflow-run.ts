/** The library alone, in a process of its own: what a client costs that keeps nothing. One JSON argument, one JSON line. */
import { ImapFlow } from 'imapflow';

export interface ImapFlowRun {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

const { host, port, user, password } = JSON.parse(process.argv[2] ?? '{}') as ImapFlowRun; // written by bench.ts
const seconds = (since: number) => (performance.now() - since) / 1000;
const open = async () => {
  // The same setting as the engine's on loopback, where compressing costs more than it saves.
  const client = new ImapFlow({
    host,
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: password },
    logger: false,
    disableCompression: true,
  });
  await client.connect();
  await client.mailboxOpen('INBOX', { readOnly: true });
  return client;
};

let begun = performance.now();
const client = await open();
const exists = client.mailbox ? client.mailbox.exists : 0;
for await (const message of client.fetch(`${Math.max(1, exists - 49)}:*`, { uid: true, envelope: true, flags: true })) void message;
const page = seconds(begun);

begun = performance.now();
let count = 0;
for await (const message of client.fetch('1:*', {
  uid: true,
  flags: true,
  internalDate: true,
  size: true,
  envelope: true,
  bodyStructure: true,
}))
  count += message.uid > 0 ? 1 : 0;
const headers = seconds(begun);

begun = performance.now();
let bytes = 0;
for await (const message of client.fetch('1:*', { uid: true, source: true })) bytes += message.source?.length ?? 0;
const bodies = seconds(begun);
await client.logout();
process.stdout.write(`${JSON.stringify({ page, headers, bodies, count, bytes })}\n`);
process.exit(0);
