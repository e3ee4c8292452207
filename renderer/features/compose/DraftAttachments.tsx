/** Files that go with the message: those that are there, and those on their way. */
import { FileText, X } from 'lucide-react';
import type { Draft } from '../../../electron/contract/compose.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { IconButton } from '../../ui/Button.tsx';
import { visible } from '../../ui/text/visible-text.ts';

export interface Going {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  readonly share: number;
  readonly cancel: () => void;
}

interface DraftAttachmentsProps {
  attachments: Draft['attachments'];
  going: readonly Going[];
  onRemove: (id: string) => void;
}

export function DraftAttachments({ attachments, going, onRemove }: DraftAttachmentsProps) {
  const say = useWords();
  const language = useLanguage();
  if (attachments.length + going.length === 0) return null;
  return (
    <ul className="compose-attachments" aria-label={say('compose.attachments')}>
      {attachments.map(({ id, name, size }) => (
        <li key={id} className="compose-attachment">
          <FileText size="0.875rem" aria-hidden />
          <bdi className="compose-attachment-name">{visible(name)}</bdi>
          <span className="compose-faint numeric">{formatBytes(size, language)}</span>
          <IconButton
            className="compose-remove"
            icon={X}
            label={say('compose.removeAttachment', { name: visible(name) })}
            onPress={() => onRemove(id)}
          />
        </li>
      ))}
      {going.map((file) => (
        <li key={file.key} className="compose-attachment">
          <bdi className="compose-attachment-name">{visible(file.name)}</bdi>
          <progress
            className="compose-progress"
            aria-label={say('compose.attaching', { name: visible(file.name) })}
            {...(file.share > 0 ? { value: file.share } : {})}
          />
          <span className="compose-faint numeric">{formatBytes(file.size, language)}</span>
          <IconButton
            className="compose-remove"
            icon={X}
            label={say('compose.removeAttachment', { name: visible(file.name) })}
            onPress={file.cancel}
          />
        </li>
      ))}
    </ul>
  );
}
