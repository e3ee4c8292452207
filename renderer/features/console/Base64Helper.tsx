/** Text and its base64 side by side: either is typed, the other follows. */
import { useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Fields.tsx';
import { decodeBase64, encodeBase64 } from './base64.ts';

export function Base64Helper({ onInsert, onClose }: { onInsert: (encoded: string) => void; onClose: () => void }) {
  const say = useWords();
  const [text, setText] = useState('');
  const [encoded, setEncoded] = useState('');
  const decoded = decodeBase64(encoded);
  return (
    <form
      className="console-panel console-base64"
      aria-label={say('console.base64')}
      onSubmit={(event) => {
        event.preventDefault();
        onInsert(encoded);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <TextField
        label={say('console.plainText')}
        value={text}
        onChange={(value) => {
          setText(value);
          setEncoded(encodeBase64(value));
        }}
        mono
        autoFocus
      />
      <TextField
        label="Base64"
        value={encoded}
        onChange={(value) => {
          setEncoded(value);
          setText(decodeBase64(value) ?? '');
        }}
        error={decoded === null ? say('console.noBase64') : undefined}
        mono
      />
      <div className="console-actions">
        <Button type="submit" isDisabled={encoded === '' || decoded === null}>
          {say('console.insert')}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {say('action.close')}
        </Button>
      </div>
    </form>
  );
}
