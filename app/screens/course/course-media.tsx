import { type ReactNode, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { Course } from '../../../course/model.ts'
import { MediaContext, mediaUrl } from '../../media/media-context.ts'
import { MediaLooks } from '../../media/media-looks.ts'
import { useCourseUploads } from '../../server-state/use-course-uploads.ts'
import type { CourseSession } from '../../session/session-state.ts'
import { systemClock } from '../../session/system-seams.ts'
import { isCaptions } from '../../uploads/chosen-file.ts'
import { readMediaFacts } from '../../uploads/media-facts.ts'
import { useSeams } from '../seams.ts'
import { type Uploads, useUploads } from './uploads/uploads-context.ts'
import { useCourseSession } from './use-course-session.ts'

interface CourseMediaProps {
  readonly session: CourseSession
  readonly children: ReactNode
}

/** Brings together what this browser and the server know of the course's files. */
export function CourseMedia({ session, children }: CourseMediaProps) {
  const uploads = useUploads()
  const { device } = useSeams().profile
  const { known, isAsking } = useKnownUploads(session, device)
  const { looks, readLocal } = useLooks(uploads)
  const media = useMemo(
    () => ({ looks, known, isAsking, readLocal, urlOf: (uploadId: string) => mediaUrl(uploadId, device) }),
    [looks, known, isAsking, readLocal, device],
  )
  return <MediaContext value={media}>{children}</MediaContext>
}

function useLooks(uploads: Uploads | undefined) {
  const present = useRef(uploads)
  // Another one when the engine is there: whoever was answered without it asks again.
  const readLocal = useMemo(
    () => async (uploadId: string) => uploads?.queue.readBytes(uploadId).catch(() => undefined),
    [uploads],
  )
  const looks = useMemo(
    () =>
      new MediaLooks({
        readLocal: async uploadId => present.current?.queue.readBytes(uploadId),
        readFacts: file => readMediaFacts(file, systemClock),
        urls: URL,
      }),
    [],
  )
  useEffect(() => () => looks.forget(), [looks])
  useEffect(() => {
    present.current = uploads
    return uploads && lookAtChosen(uploads, looks)
  }, [uploads, looks])
  return { looks, readLocal }
}

/** All that is in this browser: chapters say how long they are before anything is sent. @returns how to stop */
function lookAtChosen({ queue }: Uploads, looks: MediaLooks): () => void {
  const wanted = new Map<string, () => void>()
  const look = () => {
    for (const { uploadId, fileName, sizeBytes, type } of queue.getSnapshot().items) {
      if (wanted.has(uploadId) || isCaptions({ path: fileName, sizeBytes, type })) continue
      wanted.set(uploadId, looks.want(uploadId))
    }
  }
  looks.tryAgain()
  look()
  const stop = queue.subscribe(look)
  return () => {
    stop()
    for (const unwant of wanted.values()) unwant()
  }
}

function useKnownUploads(session: CourseSession, device: string) {
  const { course, courseId, lastStoredAt, connection } = useCourseSession(session)
  const referenced = useMemo(() => referencedIn(course), [course])
  const completed = useSyncExternalStore(
    listener => session.uploads.subscribe(listener),
    () => completedIn(session),
  )
  const occasion = [referenced, completed, lastStoredAt, connection.kind].join(' ')
  return useCourseUploads({ courseId, device, isNeeded: referenced !== '', occasion })
}

/** The ids of all uploads, as one text: the same for the same uploads. */
function referencedIn({ videos }: Course): string {
  const ids: string[] = []
  for (const { source } of videos.values()) if (source?.kind === 'upload') ids.push(source.uploadId)
  return ids.join(' ')
}

function completedIn({ uploads }: CourseSession): string {
  return [...uploads.getUploads()].flatMap(([videoId, { status }]) => (status === 'complete' ? videoId : [])).join(' ')
}
