/**
 * Entry of the window. What it is made of is fetched in three parts at once, and each part is evaluated in a task of its own: the contract
 * with its schemas, React, and the window itself.
 */
import './sheets.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const parts = [import('../electron/contract/contract.ts'), import('react-dom/client')];
const opening = import('./open-window.tsx');
await Promise.all(parts);
const { openWindow } = await opening;
await openWindow(root);
