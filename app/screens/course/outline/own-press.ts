import type { SyntheticEvent } from 'react'

const stop = (event: SyntheticEvent) => event.stopPropagation()

/** For what is pressed for its own sake: the row would take the press for its own, and be selected. */
export const ownPress = { onPointerDown: stop, onMouseDown: stop, onClick: stop } as const
