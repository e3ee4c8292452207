/** Strokes as the user's keyboard names them. */
import { useCallback } from 'react';
import { type CommandId, commands } from '../../electron/contract/commands.ts';
import { useLanguage } from '../i18n/words.ts';
import { isMac } from '../ui/platform.ts';
import { type Stroke, showStroke } from './shortcuts.ts';

export function useShowStroke(): (stroke: Stroke) => string {
  const language = useLanguage();
  return useCallback((stroke: Stroke) => showStroke(stroke, isMac(), language), [language]);
}

/** The first stroke of a command, as the table has it; empty: it has none. */
export function useStrokeOf(id: CommandId): string {
  const show = useShowStroke();
  const [stroke] = commands[id].keys ?? [];
  return stroke === undefined ? '' : show(stroke);
}
