/**
 * The language of what is outside the window: the system menu and boxes. The order is the window's own: the preference, then what the
 * program was started with, then the machine's. It is followed, because the preference may change while the program runs.
 */
import { chooseLanguage, type Language, preferencesSchema } from '../contract/application.ts';
import type { Engine } from '../engine/engine-thread.ts';

const languageOnly = preferencesSchema.pick({ language: true });

interface SpokenLanguage {
  /** As it is now. */
  current(): Language;
  /** Reads the preference, and tells each later language once for as long as the engine runs. */
  follow(engine: Engine, onChange: (language: Language) => void): Promise<void>;
}

/**
 * @param started what the command line asked for
 * @param system the machine's own, asked for when it is needed: it is known once the program is ready
 */
export function createSpokenLanguage(started: Language | null, system: () => string): SpokenLanguage {
  let preferred: Language | null = null;
  const current = () => chooseLanguage([preferred, started, system()]);
  const take = (value: unknown) => {
    const read = languageOnly.safeParse(value);
    if (read.success) preferred = read.data.language;
  };
  return {
    current,
    async follow(engine, onChange) {
      let heard = false;
      engine.subscribe((name, value) => {
        if (name !== 'application.preferencesChanged') return;
        heard = true;
        const before = current();
        take(value);
        if (current() !== before) onChange(current());
      });
      const answer = await engine.dispatch('application.preferences', {});
      // A change during the call is newer than its answer.
      if (answer.ok && !heard) take(answer.value);
    },
  };
}
