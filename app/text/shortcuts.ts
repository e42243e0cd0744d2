/** What the shortcut sheet says: the groups of the course's actions, and the keys of the outline's rows. */
export const shortcutText = {
  groups: { save: 'Saving', edit: 'Editing', show: 'Showing', course: 'Course' },
  outline: 'On a row of the outline',
  or: 'or',
} as const

/** Keys as `shortcut.ts` writes them. */
export interface OutlineKey {
  readonly keys: readonly string[]
  readonly does: string
  /** Changes the course, or prepares it: of no use to who only looks at it. */
  readonly isEditing?: true
}

export const outlineKeys: readonly OutlineKey[] = [
  { keys: ['ArrowUp', 'ArrowDown'], does: 'Go to the row above or below' },
  { keys: ['ArrowLeft', 'ArrowRight'], does: 'Close or open a chapter' },
  { keys: ['F2', 'Enter'], does: 'Rename', isEditing: true },
  { keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], does: 'Move up or down', isEditing: true },
  {
    keys: ['Alt+Shift+ArrowUp', 'Alt+Shift+ArrowDown'],
    does: 'Move a video to the chapter before or after',
    isEditing: true,
  },
  { keys: ['Delete'], does: 'Delete; undo brings it back', isEditing: true },
  { keys: ['Mod+D'], does: 'Duplicate', isEditing: true },
  { keys: ['Space'], does: 'Select or unselect, for a gesture on several rows', isEditing: true },
  { keys: ['Shift+ArrowUp', 'Shift+ArrowDown'], does: 'Select more rows', isEditing: true },
  { keys: ['Mod+A'], does: 'Select all rows', isEditing: true },
  { keys: ['Escape'], does: 'Select none', isEditing: true },
  { keys: ['/'], does: 'Search titles' },
  { keys: ['Mod+V'], does: 'Paste a list of chapters and videos', isEditing: true },
]
