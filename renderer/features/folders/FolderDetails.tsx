/**
 * A folder's numbers at the server beside those held here, and the proof: a comparison of every message, on request. It
 * says what differs, and offers to read the folder again.
 */

import { useRef, useState } from 'react';
import type { Folder, FolderProof } from '../../../electron/contract/folders.ts';
import { incomingProtocols } from '../../../electron/contract/mail-protocols.ts';
import { useClient } from '../../api/Api.tsx';
import { useAction, useEvent } from '../../api/use-action.ts';
import { formatFullDate, formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useAccounts, useFolders } from '../../state/engine-queries.ts';
import { Failed } from '../../state/Failed.tsx';
import type { DialogProps } from '../../state/feature.ts';
import { folderName } from '../../state/folder-label.ts';
import { useWorkspace } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { ProofVerdict } from './ProofVerdict.tsx';

type Side = FolderProof['server'];

/** Before a proof: what the server said last, as far as it is remembered. */
function remembered({ server, total, unread }: Folder): { readonly server: Partial<Side>; readonly held: Partial<Side> } {
  const { exists, uidValidity, uidNext, highestModseq } = server;
  return {
    server: { uidValidity, uidNext, highestModseq, ...(exists === null ? {} : { exists }) },
    held: { exists: total, unseen: unread },
  };
}

function Numbers({ server, held }: { server: Partial<Side>; held: Partial<Side> }) {
  const say = useWords();
  const language = useLanguage();
  // UIDVALIDITY, UIDNEXT and mod-sequences are names that happen to be digits: they are not grouped.
  const rows = [
    ['UIDVALIDITY', server.uidValidity, held.uidValidity],
    ['UIDNEXT', server.uidNext, held.uidNext],
    ['HIGHESTMODSEQ', server.highestModseq, held.highestModseq],
  ] as const;
  const counts = [
    [say('proof.messages'), server.exists, held.exists],
    [say('proof.unseen'), server.unseen, held.unseen],
  ] as const;
  const count = (value: number | undefined) => (value === undefined ? '–' : formatNumber(value, language));
  return (
    <table className="proof-numbers numeric">
      <thead>
        <tr>
          <td />
          <th scope="col">{say('proof.server')}</th>
          <th scope="col">{say('proof.held')}</th>
        </tr>
      </thead>
      <tbody>
        {counts.map(([name, there, here]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{count(there)}</td>
            <td>{count(here)}</td>
          </tr>
        ))}
        {rows.map(([name, there, here]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{there ?? '–'}</td>
            <td>{here ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Details({ folder, onClose }: { folder: Folder; onClose: () => void }) {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const workspace = useWorkspace();
  /** Of the latest check: another window on the same engine has others. */
  const proofId = useRef('');
  const accounts = useAccounts();
  const prove = useAction('folders.proof');
  const readAgain = useAction('folders.readAgain');
  const [proof, setProof] = useState<FolderProof | null>(null);
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  useEvent('folders.proofProgress', (event) => {
    if (event.proofId === proofId.current) setProgress({ done: event.done, total: event.total });
  });
  const account = accounts.value?.find((one) => one.id === folder.accountId);
  const isComparable = account !== undefined && incomingProtocols[account.settings.incoming.protocol].hasFolders && folder.selectable;
  const known = remembered(folder);

  const check = async () => {
    setProgress(null);
    setProof(null);
    proofId.current = crypto.randomUUID();
    const answer = await prove.run({ proofId: proofId.current, folderId: folder.id });
    if (answer.ok) setProof(answer.value);
    else if (answer.failure.code === 'cancelled') prove.clear();
  };
  const again = async () => {
    const answer = await readAgain.run({ folderId: folder.id });
    if (!answer.ok) return;
    workspace.announce(say('proof.reading', { folder: folderName(folder, say) }));
    onClose();
  };
  const words = progress
    ? say('proof.progress', { done: formatNumber(progress.done, language), total: formatNumber(progress.total, language) })
    : say('proof.asking');

  return (
    <DialogFrame
      title={say('proof.title', { folder: folderName(folder, say) })}
      closeLabel={say('action.close')}
      onClose={() => {
        if (prove.isRunning) void client.call('folders.cancelProof', { proofId: proofId.current });
        onClose();
      }}
      footer={
        isComparable && (
          <>
            {proof && (
              <Button
                kind="quiet"
                onPress={() => {
                  onClose();
                  workspace.showTranscript({ session: proof.session });
                }}
              >
                {say('failure.transcript')}
              </Button>
            )}
            <Button isDisabled={prove.isRunning || readAgain.isRunning} onPress={() => void again()}>
              {say('proof.readAgain')}
            </Button>
            {/* One button, so that the focus stays on it. */}
            <Button
              kind="primary"
              isDisabled={readAgain.isRunning}
              onPress={() => void (prove.isRunning ? client.call('folders.cancelProof', { proofId: proofId.current }) : check())}
            >
              {say(prove.isRunning ? 'status.cancel' : 'proof.check')}
            </Button>
          </>
        )
      }
    >
      <div className="proof">
        <p className="proof-path">
          {account?.settings.name} · <bdi>{folder.path}</bdi>
        </p>
        <Numbers {...(proof ?? known)} />
        <p className="proof-when" role="status">
          {prove.isRunning
            ? words
            : proof
              ? say('proof.checkedAt', { time: formatFullDate(proof.checkedAt, language) })
              : folder.server.checkedAt !== null && say('proof.comparedAt', { time: formatFullDate(folder.server.checkedAt, language) })}
        </p>
        {prove.isRunning && (
          <progress className="proof-progress" aria-label={words} {...(progress ? { max: progress.total, value: progress.done } : {})} />
        )}
        {folder.failure && <Failed failure={folder.failure} />}
        {proof && <ProofVerdict proof={proof} />}
        {prove.failure && <Failed failure={prove.failure} />}
        {readAgain.failure && <Failed failure={readAgain.failure} />}
        <p className="proof-hint">{say(isComparable ? 'proof.hint' : 'proof.local')}</p>
      </div>
    </DialogFrame>
  );
}

export function FolderDetails({ folderId, onClose }: DialogProps<'folder'>) {
  const folders = useFolders();
  const folder = folders.value?.find((one) => one.id === folderId);
  return folder ? <Details folder={folder} onClose={onClose} /> : null;
}
