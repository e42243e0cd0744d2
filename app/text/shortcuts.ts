/** What the shortcut sheet says: the groups of the course's actions, and the keys of the outline's rows. */
export const shortcutText = {
  groups: { save: 'Saving', edit: 'Editing', show: 'Showing', course: 'Course' },
  outline: 'On a row of the outline',
  or: 'or',
} as const

/** Keys as `shortcut.ts` writes them. */
export const outlineKeys: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['ArrowUp', 'ArrowDown'], does: 'Go to the row above or below' },
  { keys: ['ArrowLeft', 'ArrowRight'], does: 'Close or open a chapter' },
  { keys: ['F2', 'Enter'], does: 'Rename' },
  { keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], does: 'Move up or down' },
  { keys: ['Alt+Shift+ArrowUp', 'Alt+Shift+ArrowDown'], does: 'Move a video to the chapter before or after' },
  { keys: ['Delete'], does: 'Delete; undo brings it back' },
  { keys: ['Mod+D'], does: 'Duplicate' },
  { keys: ['Space'], does: 'Select or unselect, for a gesture on several rows' },
  { keys: ['Shift+ArrowUp', 'Shift+ArrowDown'], does: 'Select more rows' },
  { keys: ['Mod+A'], does: 'Select all rows' },
  { keys: ['Escape'], does: 'Select none' },
  { keys: ['/'], does: 'Search titles' },
  { keys: ['Mod+V'], does: 'Paste a list of chapters and videos' },
]
