/** What steps with files do to the world. */
import { diskFileOf } from '../../app/uploads/chosen-file.ts'
import { seededRandom } from '../crash/random.ts'
import type { Scene } from './scene.ts'
import { drawFile, type SimFile } from './sim-file.ts'
import type { UploadStepKind } from './steps.ts'

/** So many files are chosen again and again, the others once. */
const favourites = 3
const fortnightMs = 15 * 86_400_000

export const uploadSteps: Record<UploadStepKind, (scene: Scene) => void> = {
  upload: scene => addFile(scene, true),
  'bad-file': scene => {
    scene.world.faults.count('file-refused')
    addFile(scene, false)
  },
  'replace-file': scene => {
    const { tab, random } = scene
    const videos = [...(tab?.session.getState().course.videos.keys() ?? [])]
    const videoId = videos[random.below(Math.max(1, videos.length))]
    if (videoId !== undefined) tab?.uploads?.replaceFile(videoId, diskFileOf(choose(scene, true)))
  },
  'cancel-upload': ({ tab, random, world }) => {
    const items = tab?.uploads?.queue.getSnapshot().items ?? []
    const item = items[random.below(Math.max(1, items.length))]
    if (!item) return
    world.faults.count('upload-cancelled')
    void tab?.uploads?.queue.cancel([item.uploadId])
  },
  'pause-uploads': ({ tab }) => void tab?.uploads?.queue.pause(),
  'resume-uploads': ({ tab }) => void tab?.uploads?.queue.resume(),
  'full-media': ({ world: { media } }) => {
    media.isFull = !media.isFull
  },
  /** What nobody goes on with expires, what nothing refers to is swept. */
  fortnight: ({ world }) => {
    world.faults.count('fortnight')
    world.killServer()
    world.serverAheadMs += fortnightMs
    for (const browser of world.browsers) browser.clockErrorMs += fortnightMs
    world.startServer()
  },
}

function addFile(scene: Scene, isTrue: boolean): void {
  const { tab, random, world } = scene
  const uploads = tab?.uploads
  if (!tab || !uploads) return
  const chapters = [...tab.session.getState().course.chapters.keys()]
  const chapterId = chapters[random.below(Math.max(1, chapters.length))]
  const plan = uploads.plan([diskFileOf(choose(scene, isTrue))])
  const place = { ...(chapterId !== undefined && { chapterId }), newChapterTitle: 'Files' }
  plan
    .then(planned => tab.life.isOver || uploads.add(planned, place))
    .catch((error: unknown) => world.violated('bug', `upload: ${error}`))
}

function choose({ random, gestureId, world }: Scene, isTrue: boolean): SimFile {
  const favourite = isTrue && random.below(3) === 0 ? random.below(favourites) : undefined
  const content = favourite === undefined ? random : seededRandom(favourite)
  const name = favourite === undefined ? gestureId : `favourite-${favourite}`
  const file = drawFile(content, { name, isTrue })
  world.uploads?.chose(file.name, file.content)
  return file
}
