const { contextBridge, ipcRenderer } = require('electron');

const tryRequire = (name) => {
  try {
    return typeof require(name);
  } catch {
    return 'refused';
  }
};

contextBridge.exposeInMainWorld('api', {
  number: 7,
  nested: { deep: { list: [1, { two: 2 }] } },
  add: (left, right) => left + right,
  later: async (value) => value,
  refuse: async () => {
    throw Object.assign(new Error('refused here'), { code: 'SECRET' });
  },
  call: (callback) => callback(21),
  invoke: (channel, ...parameters) => ipcRenderer.invoke(channel, ...parameters),
  send: (channel, ...parameters) => ipcRenderer.send(channel, ...parameters),
  subscribe: (listener) => {
    const forward = (_event, ...values) => listener(...values);
    ipcRenderer.on('news', forward);
    return () => {
      ipcRenderer.off('news', forward);
    };
  },
  seen: { fs: tryRequire('fs'), path: tryRequire('path'), electron: tryRequire('electron'), globals: typeof window.api },
});
