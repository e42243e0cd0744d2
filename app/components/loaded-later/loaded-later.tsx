import { type ComponentType, createElement, useEffect, useState } from 'react'
import { appText } from '../../text/screens.ts'
import css from './loaded-later.module.css'

type LoadedLater<Props extends object> = ComponentType<Props> & {
  /** Loads it ahead of its need: the network may be gone by then. Never rejects. */
  preload(): Promise<void>
}

/** The first picture and the first sync go before. */
const afterFirstPictureMs = 1500

const parts: (() => Promise<void>)[] = []

/** Loads every part, one after the other, behind what the author is looking at. */
export function usePreloadedParts(): void {
  useEffect(() => {
    const timer = setTimeout(preloadParts, afterFirstPictureMs)
    return () => clearTimeout(timer)
  }, [])
}

async function preloadParts(): Promise<void> {
  for (const preload of parts) await preload()
}

/**
 * A part of the app in a chunk of its own. Drawn at once where it is loaded already; where it cannot be loaded, that is
 * said, and the next time it is tried again. `Placeholder` stands there meanwhile.
 */
export function loadedLater<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Placeholder?: ComponentType,
): LoadedLater<Props> {
  let loaded: ComponentType<Props> | undefined
  const loadOnce = async () => {
    loaded ??= await load()
  }
  function Part(props: Props) {
    const [stage, setStage] = useState<'loading' | 'loaded' | 'failed'>(loaded ? 'loaded' : 'loading')
    useEffect(() => {
      loadOnce().then(
        () => setStage('loaded'),
        () => setStage('failed'),
      )
    }, [])
    if (stage === 'failed') return <NotLoaded />
    if (loaded) return createElement(loaded, props)
    return Placeholder ? <Placeholder /> : null
  }
  const preload = () => loadOnce().catch(() => undefined)
  parts.push(preload)
  return Object.assign(Part, { preload })
}

function NotLoaded() {
  return (
    <p className={css['notLoaded']} role="alert">
      {appText.partNotLoaded}
    </p>
  )
}
