/**
 * The program is killed while a relay holds its first synchronisation at a chosen byte; then it runs again, and what it holds is compared
 * with what lies in the server's own files.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type ProvisionedAccount, writeAccountsFile } from '../../servers/accounts-file.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type DovecotServer, startDovecot } from '../../servers/dovecot/dovecot.ts';
import { startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { generateMailbox } from '../../support/material/mailbox-generator.ts';
import { isWholeProof, proofDeadline, proofScale } from '../../support/proof-scale.ts';
import { type FaultRelay, startFaultRelay } from '../../support/relay/fault-relay.ts';
import type { Fault } from '../../support/relay/faults.ts';
import { placesOf } from '../faults/moved-mailboxes.ts';
import { expectWholeDatabases, heldPlaces, killAt, startProgram } from './killed-program.ts';

const everyShare = Array.from({ length: 49 }, (_, index) => 2 * (index + 1));
const shares = isWholeProof ? everyShare : [30, 92];
const count = proofScale(240, 400);
const inWork = count / 10;
/** Bodies are stored a hundred at a time: some of the runs die in the instant in which the byte came, the others with a first hundred stored. */
const isToStoreFirst = (share: number) => share >= 50 && share % 4 === 0;
const untilSomethingIsHeld = (data: string) => expect.poll(() => heldPlaces(data).length).toBeGreaterThan(0);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-killed-sync-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describeWithServers(['dovecot'], 'a synchronisation that is killed', () => {
  let server: DovecotServer;

  beforeAll(async () => {
    server = await startDovecot({ users: [{ name: 'ana', password: 'of ana' }], tls: 'no' });
    for (const [index, { raw, date, flags }] of [...generateMailbox({ seed: 7, count, small: true })].entries())
      await server.mail.deliver('ana', raw, { folder: index < inWork ? 'Work' : 'INBOX', date: new Date(date), flags: [...flags] });
  });
  afterAll(() => server?.stop());

  const accountAt = (port: number): ProvisionedAccount => {
    const credentials = { host: '127.0.0.1', security: 'none', username: 'ana', password: 'of ana', mechanism: 'PLAIN' } as const;
    return {
      name: 'ana',
      address: 'ana@example.test',
      incoming: { protocol: 'imap', port, ...credentials },
      outgoing: { port: 1, ...credentials },
    };
  };
  const relayWith = (faults: readonly Fault[]): Promise<FaultRelay> =>
    startFaultRelay({ target: { host: server.host, port: server.ports.imap }, faults });

  /** The whole synchronisation, or what is left of it. */
  const syncHere = async (port: number, data: string) => {
    const engine = await startEngineFixture({ accounts: [accountAt(port)], automatic: false, folder: data });
    try {
      const [report] = unwrap(await engine.engine.syncOnce()).accounts;
      expect(report?.failure).toBeUndefined();
      return report?.folders;
    } finally {
      await engine.close();
    }
  };

  it(
    'goes on where it was, at whichever byte it died, and ends with exactly what the server has',
    async () => {
      const undisturbed = await relayWith([]);
      await syncHere(undisturbed.port, join(folder, 'undisturbed'));
      const total = undisturbed.bytes('server').length;
      await undisturbed.close();
      const truth = await placesOf(server, 'ana');
      expect(truth).toHaveLength(count);
      expect(heldPlaces(join(folder, 'undisturbed'))).toEqual(truth);

      const rows: { share: number; heldWhenKilled: number; databases: number; readAgain: string }[] = [];
      for (const share of shares) {
        const relay = await relayWith([
          { connection: 1, at: { direction: 'server', byte: Math.floor((total * share) / 100) }, effect: { kind: 'stall' } },
        ]);
        const data = join(folder, `killed-at-${share}`);
        try {
          const accounts = await writeAccountsFile({ folder, accounts: [accountAt(relay.port)] });
          const program = startProgram(['sync', '--json', '--data-dir', data, '--accounts', accounts]);
          await killAt(
            relay.struck(0).then(() => (isToStoreFirst(share) ? untilSomethingIsHeld(data) : undefined)),
            program,
          );
          const databases = expectWholeDatabases(data);
          const held = heldPlaces(data);
          expect(held.length, `held when killed at ${share} %`).toBeLessThan(count);
          for (const place of held) expect(truth).toContain(place);
          relay.release();

          const folders = await syncHere(relay.port, data);
          expect(folders).toContainEqual(expect.objectContaining({ path: 'INBOX', held: count - inWork, server: count - inWork }));
          expect(heldPlaces(data), `killed at ${share} %`).toEqual(truth);
          const again = relay.bytes('server', 2).length / total;
          rows.push({ share, heldWhenKilled: held.length, databases, readAgain: again.toFixed(2) });
          // What had been stored before is not fetched again: what was held, and what was read in the second run, are not more than all.
          expect(again, `read again after ${share} %`).toBeLessThan(1.1 - held.length / count);
        } finally {
          await relay.close();
          rmSync(data, { recursive: true, force: true });
        }
      }
      if (isWholeProof) console.info(`killed in a synchronisation of ${count} messages, ${total} bytes: ${rows.length} times`, rows);
    },
    proofDeadline,
  );
});
