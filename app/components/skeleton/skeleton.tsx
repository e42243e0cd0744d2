/** Grey lines where a course is about to stand. Silent: what is awaited is said by the page around them. */
import css from './skeleton.module.css'

export function SkeletonHeading() {
  return (
    <div className={css['skeleton']} aria-hidden="true">
      <div className={css['title']}>
        <span className={css['short']} />
      </div>
      <div className={css['state']}>
        <span className={css['short']} />
      </div>
    </div>
  )
}

const chapters = [3, 2]

export function SkeletonOutline() {
  return (
    <div className={css['skeleton']} aria-hidden="true">
      <div className={css['tools']}>
        <span className={css['short']} />
      </div>
      {chapters.map(videos => (
        <SkeletonChapter key={videos} videos={videos} />
      ))}
    </div>
  )
}

function SkeletonChapter({ videos }: { readonly videos: number }) {
  return (
    <div className={css['section']}>
      <div className={css['chapter']}>
        <span className={css['short']} />
      </div>
      {Array.from({ length: videos }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change places
        <div key={row} className={css['row']}>
          <span className={css['long']} />
        </div>
      ))}
    </div>
  )
}
