import { useEffect, useMemo, useRef, useState } from 'react'
import { commandsBetween, type DifferenceScope } from '../../../course/difference.ts'
import { afterFocusReturns } from '../../components/after-focus-returns.ts'
import { useAnnounce } from '../../components/announcer/announcer.tsx'
import { Button } from '../../components/button/button.tsx'
import { useIsViewOnly } from '../../components/view-only/view-only.ts'
import { useVersion, useVersionAuthors, type Version } from '../../server-state/use-version.ts'
import type { CourseSession, CourseSessionState } from '../../session/session-state.ts'
import { sinceSentence, versionText } from '../../text/history.ts'
import { CourseFieldsThen } from './course-fields-then.tsx'
import { RestoreDialog } from './restore-dialog.tsx'
import css from './version.module.css'
import { changesSince } from './version-changes.ts'
import { VersionOutline } from './version-outline.tsx'

interface VersionViewProps {
  readonly session: CourseSession
  readonly state: CourseSessionState
  readonly revision: number
  readonly onRestored: (sentence: string) => void
  readonly onClose: () => void
}

/** The course as it was, in the place of the outline. Nothing in it can be changed, all of it can be restored. */
export function VersionView(props: VersionViewProps) {
  const { courseId } = props.state
  const { data: version, isPending, refetch, isFetching } = useVersion(courseId, props.revision)
  if (version) return <OpenVersion key={version.revision} {...props} version={version} />
  const sentence = version === null ? versionText.unknown : versionText.failed
  return (
    <section className={css['version']} aria-label={versionText.label}>
      <p role="status">{isPending ? versionText.loading : sentence}</p>
      <div className={css['actions']}>
        {!isPending && version !== null && (
          <Button onPress={() => void refetch()} isPending={isFetching}>
            {versionText.retry}
          </Button>
        )}
        <Button onPress={props.onClose}>{versionText.back}</Button>
      </div>
    </section>
  )
}

interface OpenVersionProps extends VersionViewProps {
  readonly version: Version
}

function OpenVersion(props: OpenVersionProps) {
  const { state, version, onClose } = props
  const { course: now } = state
  const { course: then } = version
  const [isAsking, setAsking] = useState(false)
  const isViewOnly = useIsViewOnly()
  const restore = useRestore(props)
  const back = useMemo(() => commandsBetween(now, then), [now, then])
  const changes = useMemo(() => changesSince(back, now, then), [back, now, then])
  const restoreAll = () => {
    restore({ kind: 'course' }, versionText.restored)
    onClose()
  }
  return (
    <section className={css['version']} aria-label={versionText.label}>
      <div className={css['banner']}>
        <VersionHeading state={state} version={version} />
        <p>{back.length === 0 ? versionText.same : versionText.since(sinceSentence(changes.counts))}</p>
        {!isViewOnly && <p className={css['hint']}>{versionText.hint}</p>}
        <div className={css['actions']}>
          {back.length > 0 && !isViewOnly && <Button onPress={() => setAsking(true)}>{versionText.restore}</Button>}
          <Button look="quiet" onPress={onClose}>
            {versionText.back}
          </Button>
        </div>
      </div>
      <CourseFieldsThen now={now.info} version={then.info} />
      <VersionOutline version={then} now={now} changes={changes} onRestore={restore} />
      {isAsking && (
        <RestoreDialog
          {...{ commands: back, course: now, draftCount: state.draft.length }}
          onRestore={restoreAll}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  )
}

function VersionHeading({ state, version }: Pick<OpenVersionProps, 'state' | 'version'>) {
  const heading = useRef<HTMLHeadingElement>(null)
  const announce = useAnnounce()
  const authors = useVersionAuthors(state.courseId, version.revision)
  const sentence = versionText.heading(version.storedAt, authors)
  useEffect(() => announce(sentence), [announce, sentence])
  useEffect(() => {
    heading.current?.parentElement?.scrollIntoView({ block: 'nearest' })
    // From the list beside it the author goes on to another version; a small screen has nothing else.
    afterFocusReturns(() => {
      if (!document.activeElement?.closest('[data-side-panel]')) heading.current?.focus({ preventScroll: true })
    })
  }, [])
  return (
    <h2 className={css['heading']} ref={heading} tabIndex={-1}>
      {sentence}
    </h2>
  )
}

/** One gesture in the draft, whatever it restores. */
function useRestore({ session, state, version, onRestored }: OpenVersionProps) {
  const announce = useAnnounce()
  return (scope: DifferenceScope, sentence: string) => {
    const commands = commandsBetween(state.course, version.course, scope)
    if (commands.length === 0) return announce(versionText.nothing)
    session.edit(commands)
    onRestored(sentence)
  }
}
