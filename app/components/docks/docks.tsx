/** What stands over the lower edge of the page, one above the other: none covers another, and nothing in the page moves. */
import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import css from './docks.module.css'

/** From above. */
const kinds = ['conflicts', 'uploads', 'selection'] as const
export type DockKind = (typeof kinds)[number]

const DocksContext = createContext<HTMLElement | null>(null)

/** Toasts and notices stand above the docks, and the end of the page is scrolled out from behind them. */
const heightName = '--docks'

export function Docks({ children }: { readonly children: ReactNode }) {
  const [stack, setStack] = useState<HTMLElement | null>(null)
  useEffect(() => {
    const { style } = document.documentElement
    const observer = new ResizeObserver(() => style.setProperty(heightName, `${stack?.offsetHeight ?? 0}px`))
    if (stack) observer.observe(stack)
    return () => {
      observer.disconnect()
      style.removeProperty(heightName)
    }
  }, [stack])
  return (
    <DocksContext value={stack}>
      {children}
      <div className={css['edge']}>
        <div className={css['stack']} ref={setStack}>
          {kinds.map(kind => (
            <div key={kind} className={css[kind]} />
          ))}
        </div>
      </div>
    </DocksContext>
  )
}

interface DockProps {
  readonly kind: DockKind
  readonly children: ReactNode
}

/** Stands in its place among the docks of the page around it. */
export function Dock({ kind, children }: DockProps) {
  const place = use(DocksContext)?.children[kinds.indexOf(kind)]
  return place && createPortal(children, place)
}
