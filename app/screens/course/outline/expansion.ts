/** Which chapters are open: all or none, but for those that the author opened or closed. Pure. */
export interface Expansion {
  readonly isOpenByDefault: boolean
  /** The author said so, and the size of the course does not matter any more. */
  readonly isChosen: boolean
  readonly exceptions: ReadonlySet<string>
}

/** Above this many videos, a course opens with its chapters closed. */
const openVideoLimit = 200
/** What grows beyond this while it is open, as an import does, is closed too. */
const openWhileGrowingLimit = 2000

export function expansionFor(videoCount: number): Expansion {
  return { isOpenByDefault: videoCount <= openVideoLimit, isChosen: false, exceptions: new Set() }
}

export function allExpanded(isExpanded: boolean): Expansion {
  return { isOpenByDefault: isExpanded, isChosen: true, exceptions: new Set() }
}

/** As it is with so many videos on the screen. */
export function bounded(expansion: Expansion, videoCount: number): Expansion {
  const isTooLarge = !expansion.isChosen && expansion.isOpenByDefault && videoCount > openWhileGrowingLimit
  return isTooLarge ? { ...expansion, isOpenByDefault: false } : expansion
}

export function isOpen({ isOpenByDefault, exceptions }: Expansion, chapterId: string): boolean {
  return isOpenByDefault !== exceptions.has(chapterId)
}

export function toggled(expansion: Expansion, chapterId: string): Expansion {
  const exceptions = new Set(expansion.exceptions)
  if (!exceptions.delete(chapterId)) exceptions.add(chapterId)
  return { ...expansion, exceptions }
}

export function withExpanded(expansion: Expansion, chapterId: string): Expansion {
  return isOpen(expansion, chapterId) ? expansion : toggled(expansion, chapterId)
}
