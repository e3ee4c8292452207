/** The sheet of keys: every command that has one, in groups. */
import type { CommandGroup } from '../../../electron/contract/commands.ts';
import type { WordKey } from '../../i18n/keys.ts';
import { useWords } from '../../i18n/words.ts';
import type { DialogProps } from '../../state/feature.ts';
import { useAllCommands } from '../../state/State.tsx';
import { useShowStroke } from '../../state/use-show-stroke.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';

const groups: readonly (readonly [CommandGroup, WordKey])[] = [
  ['mail', 'shortcuts.mail'],
  ['navigate', 'shortcuts.navigate'],
  ['window', 'shortcuts.window'],
];

export function ShortcutSheet({ onClose }: DialogProps<'shortcuts'>) {
  const say = useWords();
  const show = useShowStroke();
  const commands = useAllCommands();
  return (
    <DialogFrame title={say('shortcuts.title')} closeLabel={say('action.close')} onClose={onClose} isDismissable>
      <div className="shortcut-sheet">
        {groups.map(([group, label]) => (
          <section key={group}>
            <h3>{say(label)}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group && command.strokes.length > 0)
                .map((command) => (
                  <div key={command.id}>
                    <dt>{say(command.label)}</dt>
                    <dd>
                      {command.strokes.map((stroke) => (
                        <kbd key={stroke}>{show(stroke)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              {group === 'navigate' &&
                (
                  [
                    ['shortcuts.arrows', '↑ ↓'],
                    ['shortcuts.ends', `${show('Home')} ${show('End')}`],
                    ['shortcuts.extend', show('Shift+↓')],
                    ['shortcuts.back', 'Esc'],
                  ] as const
                ).map(([key, keys]) => (
                  <div key={key}>
                    <dt>{say(key)}</dt>
                    <dd>
                      <kbd>{keys}</kbd>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </DialogFrame>
  );
}
