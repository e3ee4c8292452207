/** What submits mail, by the protocol of the account's outgoing settings: message submission over kept connections, or the sendmail program. */
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { AccountSettings } from '../../contract/accounts.ts';
import { removeLeftMessages, submitBySendmail } from '../local/sendmail/sendmail-submitter.ts';
import { createKeptConnections } from '../smtp/kept-connections.ts';
import { submit } from '../smtp/submission.ts';
import type { Credentials } from '../wire/authentication/credentials.ts';
import type { Peer } from '../wire/peer.ts';
import type { Submitter } from '../wire/submitter.ts';

interface Submitters {
  /**
   * @param base what every connection of the account is opened with
   * @param credentials what the submission server is shown; the sendmail program is shown none
   */
  submitterFor(
    outgoing: AccountSettings['outgoing'],
    base: Pick<Peer, 'openTap' | 'opening' | 'clock' | 'trust' | 'signIns'>,
    credentials: Credentials,
  ): Submitter;
  /** Closes the connections that are kept open for an account. */
  forget(accountId: string): Promise<void>;
  close(): Promise<void>;
}

interface SubmittersOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function createSubmitters({ dataFolder, clock, logger }: SubmittersOptions): Submitters {
  const kept = createKeptConnections();
  const ownFolder = join(dataFolder, 'local');
  const cause = { key: 'send' } as const;
  removeLeftMessages(ownFolder, logger);
  return {
    submitterFor(outgoing, base, credentials) {
      switch (outgoing.protocol) {
        case 'smtp': {
          const { host, port, security, mechanism } = outgoing;
          const peer = { ...base, host, port, security, mechanism, credentials, cause };
          return { submit: (submission) => submit({ ...peer, ...submission }, kept) };
        }
        case 'sendmail': {
          const { openTap, opening } = base;
          const local = { program: outgoing.program, ownFolder, openTap, opening, clock, cause };
          return { submit: (submission) => submitBySendmail({ ...local, ...submission }) };
        }
      }
    },
    forget: kept.forget,
    close: kept.close,
  };
}
