/** Titles of the system menu; its commands have the names of `commands.ts`. */
import type { Language } from '../contract/application.ts';
import type { MenuPlace } from '../contract/commands.ts';

type MenuWords = Readonly<Record<MenuPlace | 'developerTools', string>>;

export const menuWords: Readonly<Record<Language, MenuWords>> = {
  en: { file: 'File', message: 'Message', view: 'View', help: 'Help', developerTools: 'Developer tools' },
  es: { file: 'Archivo', message: 'Mensaje', view: 'Ver', help: 'Ayuda', developerTools: 'Herramientas de desarrollo' },
  pt: { file: 'Ficheiro', message: 'Mensagem', view: 'Ver', help: 'Ajuda', developerTools: 'Ferramentas de desenvolvimento' },
  'pt-BR': { file: 'Arquivo', message: 'Mensagem', view: 'Ver', help: 'Ajuda', developerTools: 'Ferramentas de desenvolvimento' },
};
