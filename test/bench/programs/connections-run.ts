/** The least that watching inboxes costs: a Node with a connection each, signed in and in IDLE. One JSON argument, one JSON line. */
import { connect } from 'node:tls';
import { ownUsage, type Watching } from './watching.ts';

const run: Watching = JSON.parse(process.argv[2] ?? '');

async function watch(user: string): Promise<void> {
  const socket = connect({ host: run.host, port: run.port, ca: run.trustedCertificate });
  socket.setEncoding('latin1');
  let text = '';
  const said = (end: RegExp) =>
    new Promise<void>((resolve) => {
      const look = (piece: string) => {
        text += piece;
        if (!end.test(text)) return;
        socket.off('data', look);
        text = '';
        resolve();
      };
      socket.on('data', look);
    });
  await said(/^\* OK .*\r\n/);
  for (const [command, answer] of [
    [`1 LOGIN ${user} "${run.password}"`, /^1 OK /m],
    ['2 SELECT INBOX', /^2 OK /m],
    ['3 IDLE', /^\+ /m],
  ] as const) {
    const answered = said(answer);
    socket.write(`${command}\r\n`);
    await answered;
  }
}

await Promise.all(run.users.map(watch));
process.stdout.write(`${JSON.stringify(await ownUsage(run))}\n`);
process.exit(0);
