/** The labels of what an entry of the glossary says beside what it means. */
import type { Language } from '../../contract/application.ts';

interface AdviceWords {
  readonly cause: string;
  readonly who: string;
  readonly next: string;
}

export const adviceWords: Readonly<Record<Language, AdviceWords>> = {
  en: { cause: 'Likely cause', who: 'Who acts', next: 'Next step' },
  es: { cause: 'Causa probable', who: 'Quién actúa', next: 'Siguiente paso' },
  pt: { cause: 'Causa provável', who: 'Quem age', next: 'Passo seguinte' },
  'pt-BR': { cause: 'Causa provável', who: 'Quem age', next: 'Próximo passo' },
};
