/** Whether a dialog or menu lies over the window and takes the keys. */
export const isModalOpen = (): boolean => document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
