/** Entry of the window. What is seen first is imported here and so preloaded by the page, all at once; the rest comes when it is idle. */
import './sheets.ts';
import { openWindow } from './open-window.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
await openWindow(root);
