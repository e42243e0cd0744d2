import { describe, expect, it } from 'vitest'
import { type ActionContext, isOffered, isRefused } from '../../../app/screens/course/course-action.ts'
import { courseActions } from '../../../app/screens/course/course-actions.ts'
import { isPressed, shortcutLabel } from '../../../app/screens/course/shortcut.ts'
import { actionOf } from '../../../app/screens/course/use-action-keys.ts'

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

/** The key press that a shortcut describes, on a keyboard with Ctrl. */
function pressOf(shortcut: string) {
  const parts = shortcut.split('+')
  return {
    key: parts.at(-1) ?? '',
    ctrlKey: parts.includes('Mod') || parts.includes('Ctrl'),
    metaKey: false,
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
  }
}

describe('the actions of a course', () => {
  const shortcuts = courseActions.flatMap(({ id, shortcuts: keys = [] }) => keys.map(key => ({ id, key })))

  it.each(shortcuts)('$key runs "$id" and nothing else, as the shortcut sheet says', ({ id, key }) => {
    expect(actionOf(pressOf(key), false)?.id).toBe(id)
  })

  it('have names and places of their own', () => {
    expect(new Set(courseActions.map(({ id }) => id)).size).toBe(courseActions.length)
    expect(new Set(courseActions.map(({ label }) => label)).size).toBe(courseActions.length)
  })

  it('[S2] save from anywhere, but leave undo to a field that is typed in', () => {
    expect(actionOf({ ...plain, ctrlKey: true, key: 's' }, true)?.id).toBe('save')
    expect(actionOf({ ...plain, metaKey: true, key: 's' }, false)?.id).toBe('save')
    expect(actionOf({ ...plain, metaKey: true, shiftKey: true, key: 'Z' }, false)?.id).toBe('redo')
    expect(actionOf({ ...plain, ctrlKey: true, key: 'z' }, true)).toBeUndefined()
    expect(actionOf({ ...plain, key: '?', shiftKey: true }, true)).toBeUndefined()
  })
})

describe('for who only looks at the course', () => {
  const contextOf = (draft: readonly unknown[]) =>
    ({ tellViewOnly: () => undefined, state: { draft }, files: {}, hasMembers: true }) as unknown as ActionContext
  const offeredTo = (context: ActionContext) =>
    courseActions.filter(action => isOffered(action, context)).map(({ id, group }) => [id, group])

  it('[S3] nothing that would change it is offered, and its keys are refused', () => {
    const offered = offeredTo(contextOf([]))
    expect(offered.map(([, group]) => group)).not.toContain('edit')
    expect(offered.map(([id]) => id)).toEqual(expect.arrayContaining(['preview', 'history', 'export', 'shortcuts']))
    const refused = courseActions.filter(action => isRefused(action, contextOf([]))).map(({ id }) => id)
    expect(refused).toEqual(expect.arrayContaining(['save', 'undo', 'redo', 'add-chapter', 'paste-list', 'discard']))
  })

  it('[S3] what was drafted before can be discarded, and not saved', () => {
    const ids = offeredTo(contextOf([{}])).map(([id]) => id)
    expect(ids).toContain('discard')
    expect(ids).not.toContain('save')
  })
})

describe('a shortcut', () => {
  it('is pressed with its modifiers and no others', () => {
    expect(isPressed({ ...plain, ctrlKey: true, key: 'k' }, 'Mod+K')).toBe(true)
    expect(isPressed({ ...plain, ctrlKey: true, shiftKey: true, key: 'K' }, 'Mod+K')).toBe(false)
    expect(isPressed({ ...plain, ctrlKey: true, altKey: true, key: 'k' }, 'Mod+K')).toBe(false)
    expect(isPressed({ ...plain, metaKey: true, key: 'y' }, 'Ctrl+Y')).toBe(false)
  })

  it('is a sign whether or not the keyboard needs Shift for it', () => {
    expect(isPressed({ ...plain, key: '?' }, '?')).toBe(true)
    expect(isPressed({ ...plain, shiftKey: true, key: '?' }, '?')).toBe(true)
    expect(isPressed({ ...plain, ctrlKey: true, key: '?' }, '?')).toBe(false)
  })

  it('is written as the keyboard is labelled', () => {
    expect(shortcutLabel('Mod+Shift+Z', true)).toBe('⌘⇧Z')
    expect(shortcutLabel('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z')
    expect(shortcutLabel('Alt+ArrowUp', false)).toBe('Alt+↑')
  })
})
