/** Menus, also the palette's, hold nothing that was typed or chosen. React Aria draws their popovers as dialogs, too. */
const inHand = ':is([role=dialog], [role=alertdialog]):not(:has([role=menu]))'

/** Whether a dialog is open that a key must not throw away, with what was typed in it. */
export function isDialogOpen(): boolean {
  return document.querySelector(inHand) !== null
}
