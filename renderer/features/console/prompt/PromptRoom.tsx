/** The room of the console while nslookup is typed at: the way back to a connection, and the prompt. */
import type { ConsoleProtocol } from '../../../../electron/contract/console.ts';
import { useWords } from '../../../i18n/words.ts';
import { SelectField } from '../../../ui/Fields.tsx';
import { protocolChoices } from '../protocol-choices.ts';
import { Prompt } from './Prompt.tsx';

/** @param onLeave a protocol is to be typed on a connection again; null: whichever */
export function PromptRoom({ onLeave }: { onLeave: (protocol: ConsoleProtocol | null) => void }) {
  const say = useWords();
  return (
    <>
      <div className="console-target">
        <SelectField<ConsoleProtocol | 'nslookup'>
          label={say('console.protocol')}
          value="nslookup"
          choices={[
            ...protocolChoices(say('console.raw')),
            // The name of a program.
            { value: 'nslookup', label: 'nslookup' },
          ]}
          onChange={(chosen) => chosen !== 'nslookup' && onLeave(chosen)}
        />
      </div>
      <div className="console-body">
        <div className="console-side">
          <Prompt onExit={() => onLeave(null)} />
        </div>
      </div>
    </>
  );
}
