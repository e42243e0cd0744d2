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

export function videoCountOf({ videos, chapters }: UploadPlan<unknown>): number {
  return chapters.reduce((sum, chapter) => sum + chapter.videos.length, videos.length)
}
