/** Strokes as the user's keyboard names them. */
import { useCallback } from 'react';
import { useLanguage } from '../i18n/words.ts';
import { isMac } from '../ui/machine.ts';
import { type Stroke, showStroke } from './shortcuts.ts';

export function useShowStroke(): (stroke: Stroke) => string {
  const language = useLanguage();
  return useCallback((stroke: Stroke) => showStroke(stroke, isMac(), language), [language]);
}
