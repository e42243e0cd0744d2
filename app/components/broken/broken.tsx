/** What stands in the place of a screen that could not be drawn. */
import { Component, type ReactNode } from 'react'
import { appText, courseText } from '../../text/screens.ts'
import { Button } from '../button/button.tsx'
import css from './broken.module.css'

interface OrBrokenProps {
  /** Hands the author what the screen showed. */
  readonly onDownload?: () => void
  /** Whether this browser has it all: asked when the screen has broken. */
  readonly isKept?: () => boolean
  readonly children: ReactNode
}

/** A class: React has no hook for what its children throw. Who makes the root reports it. */
export class OrBroken extends Component<OrBrokenProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override render() {
    const { children, isKept = () => true, onDownload } = this.props
    return this.state.isBroken ? <Broken isKept={isKept()} onDownload={onDownload} /> : children
  }
}

interface BrokenProps {
  readonly isKept: boolean
  readonly onDownload: (() => void) | undefined
}

function Broken({ isKept, onDownload }: BrokenProps) {
  return (
    <main className={css['broken']}>
      <h1>{appText.name}</h1>
      <p role="alert">{isKept ? appText.broken : appText.brokenUnkept}</p>
      <div className={css['actions']}>
        <Button look="primary" onPress={() => location.reload()}>
          {appText.reload}
        </Button>
        {onDownload && <Button onPress={onDownload}>{courseText.downloadCopy}</Button>}
      </div>
    </main>
  )
}
