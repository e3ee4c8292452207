/**
 * Asks how a session, or a range of its lines, is handed to others, and shows the beginning of what the file will hold: the user who hands it over
 * has seen it.
 */
import { useEffect, useId, useState } from 'react';
import type { Failure } from '../../../electron/contract/failure.ts';
import type {
  ExportFormat,
  ExportOrder,
  LineRange,
  PseudonymCounts,
  PseudonymKind,
  Session,
} from '../../../electron/contract/transcript.ts';
import { useClient } from '../../api/Api.tsx';
import { useEvent } from '../../api/use-action.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { Failed } from '../../state/Failed.tsx';
import { Button } from '../../ui/Button.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { CheckboxField, ChoiceField } from '../../ui/Fields.tsx';
import './export.css';
import type { SaveExport } from './use-session-actions.ts';

interface ExportDialogProps {
  session: Session;
  /** Null: the whole session. */
  lines: LineRange | null;
  /** Answers whether the file was taken; `onBegin` is told its handle. */
  save: SaveExport;
  onClose: () => void;
}

interface Preview {
  readonly text: string;
  readonly lines: number;
  readonly replaced: PseudonymCounts | null;
}

const kinds: readonly PseudonymKind[] = ['host', 'ip', 'address', 'user', 'name', 'messageId', 'queueId', 'fingerprint', 'path'];

export function ExportDialog({ session, lines, save, onClose }: ExportDialogProps) {
  const say = useWords();
  const language = useLanguage();
  const client = useClient();
  const id = useId();
  const [format, setFormat] = useState<ExportFormat>('text');
  const [withMail, setWithMail] = useState(false);
  const [hidesNames, setHidesNames] = useState(true);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [asked, setAsked] = useState(0);
  const previewHandle = `${id} ${asked}`;
  const [saving, setSaving] = useState<string | null>(null);
  const [progress, setProgress] = useState<{ read: number; toRead: number } | null>(null);

  const [order, setOrder] = useState<ExportOrder | null>(null);
  useEffect(() => {
    const next: ExportOrder = {
      sessions: [session.id],
      ...(lines ? { lines } : {}),
      format,
      mail: withMail ? 'included' : 'left-out',
      names: hidesNames ? 'replaced' : 'real',
    };
    let isCurrent = true;
    setOrder(next);
    setFailure(null);
    setProgress(null);
    void client.call('transcript.exportPreview', { ...next, handle: previewHandle }).then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setPreview(answer.value);
      else if (answer.failure.code !== 'cancelled') setFailure(answer.failure);
      setProgress(null);
    });
    return () => {
      isCurrent = false;
      void client.call('transcript.exportCancel', { handle: previewHandle });
    };
  }, [client, previewHandle, session.id, lines, format, withMail, hidesNames]);

  useEvent('transcript.exportChanged', ({ handle, state, read, toRead }) => {
    if (handle !== (saving ?? previewHandle)) return;
    setProgress(state === 'running' ? { read, toRead } : null);
    if (saving === null || state === 'running') return;
    setSaving(null);
    if (state === 'done') onClose();
  });

  const onSave = async () => {
    if (order && !(await save(order, setSaving))) setSaving(null);
  };
  const cancel = () => {
    if (saving !== null) void client.call('transcript.exportCancel', { handle: saving });
  };
  const close = () => {
    cancel();
    onClose();
  };
  const working = say('export.reading', {
    done: formatNumber(progress?.read ?? 0, language),
    total: formatNumber(progress?.toRead ?? 0, language),
  });
  const replaced = preview?.replaced;
  const counted = replaced
    ? kinds.filter((kind) => replaced[kind] > 0).map((kind) => say(`export.count.${kind}`, { count: replaced[kind] }))
    : [];

  return (
    <DialogFrame
      title={lines ? say('export.titleLines', { first: lines.first + 1, last: lines.last + 1 }) : say('export.title')}
      closeLabel={say('action.close')}
      size="large"
      onClose={close}
      footer={
        saving === null ? (
          <>
            <Button onPress={close}>{say('account.cancel')}</Button>
            <Button kind="primary" isDisabled={!order || preview === null} onPress={() => void onSave()}>
              {say('export.save')}
            </Button>
          </>
        ) : (
          <Button onPress={cancel}>{say('account.cancel')}</Button>
        )
      }
    >
      <div className="export-choices">
        <ChoiceField<ExportFormat>
          label={say('export.format')}
          value={format}
          choices={[
            { value: 'text', label: say('export.text') },
            { value: 'jsonl', label: 'JSON Lines' },
            { value: 'html', label: say('export.html') },
          ]}
          onChange={setFormat}
        />
        <div className="export-boxes">
          <CheckboxField value={hidesNames} onChange={setHidesNames} isDisabled={saving !== null}>
            {say('export.replaceNames')}
          </CheckboxField>
          <CheckboxField value={withMail} onChange={setWithMail} isDisabled={saving !== null}>
            {say('export.withMail')}
          </CheckboxField>
        </div>
      </div>
      {failure && <Failed failure={failure} onRetry={() => setAsked(asked + 1)} />}
      <p className="export-facts" role="status">
        {progress
          ? working
          : preview &&
            [
              say('export.lines', { count: preview.lines }),
              counted.length > 0
                ? say('export.replaced', { what: counted.join(', ') })
                : say(hidesNames ? 'export.nothingReplaced' : 'export.realNames'),
            ].join(' · ')}
      </p>
      {progress && <progress className="export-progress" aria-label={working} max={Math.max(1, progress.toRead)} value={progress.read} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach it */}
      <section className="export-preview mono" dir="ltr" tabIndex={0} aria-label={say('export.preview')}>
        {preview?.text ?? ''}
      </section>
      {hidesNames && <p className="export-soft">{say('export.lookThrough')}</p>}
    </DialogFrame>
  );
}
