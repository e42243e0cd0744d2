import { type ReactNode, useEffect } from 'react'
import { Link } from 'wouter'
import { appText } from '../text/screens.ts'
import { AuthorName } from './author-name.tsx'
import css from './page.module.css'

interface PageProps {
  /** The window's title, and the heading where `heading` is not given. */
  readonly title: string
  /** Stands in the header instead of the title as heading. */
  readonly heading?: ReactNode
  /** What stands beside the page: a `SidePanel`. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

export function Page({ title, heading, aside, children }: PageProps) {
  useEffect(() => {
    document.title = title === appText.name ? title : `${title} · ${appText.name}`
  }, [title])
  return (
    <div className={css['page']}>
      <a className={css['skip']} href="#content">
        {appText.skip}
      </a>
      <header className={css['header']}>
        <div className={css['top']}>
          <Link className={css['brand']} href="/" aria-label={`${appText.name}, ${appText.toCourses}`}>
            {appText.name}
          </Link>
          <AuthorName />
        </div>
        {heading ?? <h1 className={css['title']}>{title}</h1>}
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      {aside}
    </div>
  )
}
