/** The plan of an upload as its author has edited it in the preview. Pure. */
import type { Chapter } from '../../../../course/model.ts'
import type { PlannedVideo, UploadPlan } from '../../../uploads/planned-uploads.ts'

/** What stands for "a new chapter" beside the ids of chapters. */
export const newChapter = ''

/** By the plan's own objects: a video's, a chapter's, the plan's for the chapter of those in no sub-folder. */
export type Titles = ReadonlyMap<object, string>

/** What the preview shows under one heading. */
export interface PlanSection<File> {
  /** What its title is kept under. */
  readonly key: object
  readonly title: string
  readonly isNew: boolean
  readonly videos: readonly PlannedVideo<File>[]
}

/** @param chapter where files in no sub-folder go; undefined: into a chapter of their own, `newTitle` */
export function sectionsOf<File>(
  plan: UploadPlan<File>,
  { chapter, newTitle }: { readonly chapter: Chapter | undefined; readonly newTitle: string },
): readonly PlanSection<File>[] {
  const own = chapter
    ? { key: plan, title: chapter.title, isNew: false, videos: plan.videos }
    : { key: plan, title: plan.folderTitle ?? newTitle, isNew: true, videos: plan.videos }
  const others = plan.chapters.map(planned => ({ key: planned, isNew: true, ...planned }))
  return [...(plan.videos.length > 0 ? [own] : []), ...others]
}

/** A title that was emptied is the one that was proposed. */
export function withTitles<File>(plan: UploadPlan<File>, titles: Titles): UploadPlan<File> {
  const titled = <Titled extends { readonly title: string }>(planned: Titled): Titled => {
    return { ...planned, title: titles.get(planned)?.trim() || planned.title }
  }
  const folderTitle = titles.get(plan)?.trim() || plan.folderTitle
  return {
    ...plan,
    ...(folderTitle !== undefined && { folderTitle }),
    videos: plan.videos.map(titled),
    chapters: plan.chapters.map(chapter => ({ ...titled(chapter), videos: chapter.videos.map(titled) })),
  }
}

/** What was typed, for another plan of the same files and more: videos are known by their file, new chapters by their title. */
export function carriedTitles<File extends object>(
  { plan, titles }: { readonly plan: UploadPlan<File>; readonly titles: Titles },
  next: UploadPlan<File>,
): Map<object, string> {
  const typed = new Map<object | string, string>()
  const carried = new Map<object, string>()
  const noteFor = (named: object | string, key: object) => {
    const title = titles.get(key)
    if (title !== undefined) typed.set(named, title)
  }
  const carry = (named: object | string, key: object) => {
    const title = typed.get(named)
    if (title !== undefined) carried.set(key, title)
  }
  eachTitled(plan, noteFor)
  eachTitled(next, carry)
  return carried
}

/** A plan has one title itself, for the files in no sub-folder. */
const ofPlan = {}

/** Calls back with what stays the same of each title's owner, and with the key of the title. */
function eachTitled<File extends object>(
  plan: UploadPlan<File>,
  visit: (named: object | string, key: object) => void,
): void {
  visit(ofPlan, plan)
  for (const chapter of plan.chapters) visit(chapter.title, chapter)
  for (const video of [...plan.videos, ...plan.chapters.flatMap(({ videos }) => videos)]) visit(video.file, video)
}

export function videoCountOf({ videos, chapters }: UploadPlan<unknown>): number {
  return chapters.reduce((sum, chapter) => sum + chapter.videos.length, videos.length)
}
