import Download from 'lucide-react/icons/download'
import type { CSSProperties } from 'react'
import type { Video } from '../../../course/model.ts'
import { type Media, type UploadSource, useLook, useMedia } from '../../media/media-context.ts'
import { mediaText } from '../../text/media.ts'
import { Button } from '../button/button.tsx'
import { type Track, useTracks } from '../captions/use-tracks.ts'
import { kindOf } from './playable.ts'
import css from './player.module.css'
import { type Failure, useFailures } from './use-failures.ts'
import { type Playable, usePlayable } from './use-playable.ts'

interface PlayerProps {
  readonly video: Video
  readonly source: UploadSource
  /** A learner plays it; an author may want the file. */
  readonly hasDownload?: boolean
}

/** Plays an uploaded file, from this browser or from the server. To be given a key: another file is another player. */
export function Player(props: PlayerProps) {
  const media = useMedia()
  return media ? <MediaPlayer {...props} media={media} /> : null
}

function MediaPlayer({ video, source, hasDownload = false, media }: PlayerProps & { readonly media: Media }) {
  const { failureOf, onFail, tryAgain } = useFailures()
  const playable = usePlayable(source, media, url => failureOf(url) !== undefined)
  const url = 'url' in playable ? playable.url : undefined
  const type = media.known?.get(source.uploadId)?.finalData.type ?? source.type
  const failure = url === undefined ? undefined : failureOf(url)
  const isShown = url !== undefined && failure === undefined && kindOf(type) !== 'other'
  return (
    <div className={css['player']}>
      {isShown ? (
        <Screen {...{ video, source, type, url, media }} onFail={() => onFail(url)} />
      ) : (
        <div className={css['note']}>
          <p role="status">{noteOf(playable, type, failure)}</p>
          {failure === 'unreachable' && <Button onPress={tryAgain}>{mediaText.tryAgain}</Button>}
        </div>
      )}
      {hasDownload && url !== undefined && (
        <a className={css['download']} href={url} download={source.fileName}>
          <Download aria-hidden="true" />
          {mediaText.download}
        </a>
      )}
    </div>
  )
}

function noteOf({ kind }: Playable, type: string, failure: Failure | undefined): string {
  if (kind === 'looking' || failure === 'asking') return mediaText.loading
  if (kind === 'nowhere') return mediaText.notHere
  if (kind === 'unknown' || failure === 'unreachable') return mediaText.offline
  return kindOf(type) === 'other' ? mediaText.noPlayer : mediaText.notPlayed
}

interface ScreenProps extends Pick<PlayerProps, 'video' | 'source'> {
  readonly type: string
  readonly url: string
  readonly media: Media
  readonly onFail: () => void
}

function Screen({ video, source, type, url, media, onFail }: ScreenProps) {
  const look = useLook(source.uploadId)
  const facts = media.known?.get(source.uploadId)?.finalData ?? look
  const tracks = useTracks(video.captions, media)
  const shared = {
    ...{ src: url, controls: true, preload: 'metadata', onError: onFail },
    'aria-label': mediaText.player(video.title),
  } as const
  if (kindOf(type) === 'audio') {
    return (
      <audio {...shared} className={css['audio']}>
        <Tracks tracks={tracks} />
      </audio>
    )
  }
  const { width, height } = facts ?? {}
  // Its place is kept before it is there.
  const shape: CSSProperties = { aspectRatio: width && height ? `${width} / ${height}` : '16 / 9' }
  return (
    <video {...shared} className={css['video']} style={shape} poster={look?.pictureUrl} playsInline>
      <Tracks tracks={tracks} />
    </video>
  )
}

/** The first are shown from the beginning. */
function Tracks({ tracks }: { readonly tracks: readonly Track[] }) {
  return tracks.map(({ uploadId, language, label, url }, index) => (
    <track
      key={uploadId}
      kind="captions"
      src={url}
      label={label}
      default={index === 0}
      {...(language !== '' && { srcLang: language })}
    />
  ))
}
