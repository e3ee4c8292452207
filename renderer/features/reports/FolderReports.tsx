/** What the reports in a folder say together, domain by domain: read when this is opened, with progress and a way to end it. */
import { useEffect, useRef, useState } from 'react';
import type { FolderReports as Found } from '../../../electron/contract/delivery/reports.ts';
import type { Folder } from '../../../electron/contract/folders.ts';
import { useClient } from '../../api/Api.tsx';
import { useAction, useEvent } from '../../api/use-action.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { useFolders } from '../../state/engine-queries.ts';
import { Failed } from '../../state/Failed.tsx';
import type { DialogProps } from '../../state/feature.ts';
import { folderName } from '../../state/folder-label.ts';
import { useOpenById } from '../../state/use-open-by-id.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { visibleStart } from '../../ui/text/visible-text.ts';
import { DomainReports } from './DomainReports.tsx';

interface Progress {
  readonly done: number;
  readonly total: number;
  readonly reports: number;
}

function Reading({ folder, onClose }: { folder: Folder; onClose: () => void }) {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const { run, isRunning, failure } = useAction('reports.read');
  const ticket = useRef('');
  const [found, setFound] = useState<Found | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  useEvent('reports.progressed', ({ ticket: whose, ...event }) => {
    if (whose === ticket.current) setProgress(event);
  });
  const cancel = () => void client.call('reports.cancel', { ticket: ticket.current });
  const start = async () => {
    const own = crypto.randomUUID();
    ticket.current = own;
    setProgress(null);
    setFound(null);
    const answer = await run({ ticket: own, folderId: folder.id });
    if (answer.ok && ticket.current === own) setFound(answer.value);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each folder
  useEffect(() => {
    void start();
    return cancel;
  }, [folder.id]);
  const number = (count: number) => formatNumber(count, language);
  const words = progress
    ? say('reports.progress', { done: number(progress.done), total: number(progress.total), reports: number(progress.reports) })
    : say('reports.reading');
  const isStopped = failure?.code === 'cancelled';

  return (
    <DialogFrame
      title={say('reports.title', { folder: folderName(folder, say) })}
      closeLabel={say('action.close')}
      onClose={onClose}
      size="large"
      footer={
        // One button, so that the focus stays on it.
        <Button onPress={() => (isRunning ? cancel() : void start())}>{say(isRunning ? 'status.cancel' : 'reports.again')}</Button>
      }
    >
      <div className="reports">
        <p className="reports-state" role="status">
          {isRunning
            ? words
            : isStopped
              ? say('reports.stopped')
              : found && say('reports.found', { reports: number(found.reports), messages: number(found.messages) })}
        </p>
        {isRunning && (
          <progress
            className="reports-progress"
            aria-label={words}
            {...(progress && progress.total > 0 ? { max: progress.total, value: progress.done } : {})}
          />
        )}
        {failure && !isStopped && <Failed failure={failure} />}
        {found && <Sums found={found} onLeave={onClose} />}
      </div>
    </DialogFrame>
  );
}

/** @param onLeave a message is opened behind the dialog */
function Sums({ found, onLeave }: { found: Found; onLeave: () => void }) {
  const say = useWords();
  const openById = useOpenById();
  const language = useLanguage();
  const { reports, repeated, domains, unreadable, moreUnreadable, missing, notHeld, failure } = found;
  const number = (count: number) => formatNumber(count, language);
  return (
    <>
      {reports === 0 && <p>{say('reports.none')}</p>}
      {repeated > 0 && <p className="reports-soft">{say('reports.repeated', { number: number(repeated) })}</p>}
      {domains.map((sum) => (
        <DomainReports key={sum.domain} sum={sum} />
      ))}
      {unreadable.length > 0 && (
        <section className="reports-domain">
          <h3>{say('reports.unreadable', { number: number(unreadable.length + moreUnreadable) })}</h3>
          <ul className="reports-unreadable">
            {unreadable.map(({ message, fileName, fault }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: one message may have two files of one name
              <li key={`${message} ${fileName} ${at}`}>
                <bdi>{visibleStart(fileName, 120) || say('report.noName')}</bdi>: {say(`report.fault.${fault}`)}{' '}
                <Button
                  kind="quiet"
                  onPress={() => {
                    onLeave();
                    void openById(message);
                  }}
                >
                  {say('reports.open')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {notHeld > 0 && <p className="reports-soft">{say('reports.notHeld', { number: number(notHeld) })}</p>}
      {missing > 0 && <p>{say('reports.missing', { number: number(missing) })}</p>}
      {failure && <Failed failure={failure} />}
    </>
  );
}

export function FolderReports({ folderId, onClose }: DialogProps<'reports'>) {
  const folders = useFolders();
  const folder = folders.value?.find((one) => one.id === folderId);
  return folder ? <Reading folder={folder} onClose={onClose} /> : null;
}
