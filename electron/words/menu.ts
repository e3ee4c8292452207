/** Labels of the system menu. */
import type { Language } from '../contract/application.ts';

export interface MenuWords {
  readonly file: string;
  readonly view: string;
  readonly help: string;
  readonly newMessage: string;
  readonly openFile: string;
  readonly getMail: string;
  readonly addAccount: string;
  readonly settings: string;
  readonly transcript: string;
  readonly developerTools: string;
  readonly keys: string;
}

export const menuWords: Readonly<Record<Language, MenuWords>> = {
  en: {
    file: 'File',
    view: 'View',
    help: 'Help',
    newMessage: 'New message',
    openFile: 'Open a message file…',
    getMail: 'Get mail',
    addAccount: 'Add account…',
    settings: 'Settings…',
    transcript: 'Transcript',
    developerTools: 'Developer tools',
    keys: 'Keyboard shortcuts',
  },
  es: {
    file: 'Archivo',
    view: 'Ver',
    help: 'Ayuda',
    newMessage: 'Mensaje nuevo',
    openFile: 'Abrir un archivo de mensaje…',
    getMail: 'Recibir correo',
    addAccount: 'Añadir cuenta…',
    settings: 'Ajustes…',
    transcript: 'Transcripción',
    developerTools: 'Herramientas de desarrollo',
    keys: 'Atajos de teclado',
  },
  pt: {
    file: 'Ficheiro',
    view: 'Ver',
    help: 'Ajuda',
    newMessage: 'Nova mensagem',
    openFile: 'Abrir um ficheiro de mensagem…',
    getMail: 'Receber correio',
    addAccount: 'Adicionar conta…',
    settings: 'Definições…',
    transcript: 'Transcrição',
    developerTools: 'Ferramentas de desenvolvimento',
    keys: 'Atalhos de teclado',
  },
};
