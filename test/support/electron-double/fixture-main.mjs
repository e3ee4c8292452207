/** A program with nothing of its own, for the contract tests: they run in it what they want to know. */
import { app, protocol } from 'electron';

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);
const folder = process.argv[2];
if (folder) app.setPath('userData', folder);
app.on('window-all-closed', () => {});
