/** Which log is read: its path, as it is typed or chosen from the usual places of this computer. */
import { FolderOpen, Play, Square } from 'lucide-react';
import { useState } from 'react';
import type { OpenLog } from '../../../electron/contract/delivery/mail-log.ts';
import { useAction } from '../../api/use-action.ts';
import { useCall } from '../../api/use-call.ts';
import { useWords } from '../../i18n/words.ts';
import { useCapability, useWorkspace } from '../../state/State.tsx';
import { Button } from '../../ui/Button.tsx';
import { CheckboxField, TextField } from '../../ui/Fields.tsx';

interface LogFormProps {
  /** The log that was open already. */
  opened: OpenLog | null;
  isReading: boolean;
  onOpen: (path: string, withRotated: boolean, follow: boolean) => Promise<void>;
  onStop: () => void;
}

export function LogForm({ opened, isReading, onOpen, onStop }: LogFormProps) {
  const say = useWords();
  const places = useCall('mailLog.places', {}, { fresh: true });
  const [path, setPath] = useState(opened?.path ?? '');
  const [withRotated, setWithRotated] = useState(opened?.withRotated ?? true);
  const [follow, setFollow] = useState(opened?.follow ?? false);
  const hasDialog = useCapability('open-dialog');
  const chosen = useAction('application.chooseFile');
  const workspace = useWorkspace();
  const choose = async () => {
    const answer = await chosen.run({});
    if (!answer.ok) workspace.showFailure(answer.failure);
    else if (answer.value.path !== null) setPath(answer.value.path);
  };
  const offered = (places.value ?? []).filter((place) => place !== path);
  return (
    <form
      className="server-log-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() !== '') void onOpen(path, withRotated, follow);
      }}
    >
      <div className="server-log-path">
        <TextField
          label={say('maillog.path')}
          value={path}
          onChange={setPath}
          {...(opened === null && path === '' ? { hint: say('maillog.pathHint') } : {})}
          autoComplete="off"
          autoFocus
          mono
        />
      </div>
      {hasDialog && (
        <Button className="server-log-read" icon={FolderOpen} onPress={() => void choose()}>
          {say('maillog.chooseFile')}
        </Button>
      )}
      <Button type="submit" kind="primary" className="server-log-read" icon={Play} isDisabled={path.trim() === ''}>
        {say('maillog.open')}
      </Button>
      {isReading && (
        <Button className="server-log-read" icon={Square} onPress={onStop}>
          {say('maillog.stop')}
        </Button>
      )}
      <div className="server-log-options">
        <CheckboxField value={withRotated} onChange={setWithRotated}>
          {say('maillog.rotated')}
        </CheckboxField>
        <CheckboxField value={follow} onChange={setFollow}>
          {say('maillog.follow')}
        </CheckboxField>
        {offered.length > 0 && (
          <span className="server-log-places">
            {say('maillog.places')}
            {offered.map((place) => (
              <Button key={place} kind="quiet" onPress={() => setPath(place)}>
                <span className="mono">{place}</span>
              </Button>
            ))}
          </span>
        )}
      </div>
    </form>
  );
}
