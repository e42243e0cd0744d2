import { expect, it } from 'vitest'
import { mediaTypeOf } from '../../../sync-server/uploads/media-type.ts'

it.each([
  ['\0\0\0\u0018ftypisom\0\0\u0002\0', 'video/mp4'],
  ['\0\0\0\u0018ftypM4A \0\0\0\0', 'audio/mp4'],
  ['\0\0\0\u0014ftypqt  \0\0\0\0', 'video/quicktime'],
  ['\0\0\0\u0008wide\0\0\0\0mdat', 'video/quicktime'],
  ['\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm', 'video/webm'],
  ['\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x88matroska', 'video/x-matroska'],
  ['ID3\u0004\0\0', 'audio/mpeg'],
  ['\xff\xfb\x90\x64', 'audio/mpeg'],
  ['RIFF\0\0\0\0WAVEfmt ', 'audio/wav'],
  ['OggS\0\u0002', 'audio/ogg'],
  ['%PDF-1.7\n', 'application/pdf'],
  ['WEBVTT\n\n', 'text/vtt'],
  ['\xef\xbb\xbfWEBVTT - captions\n', 'text/vtt'],
  ['1\r\n00:00:01,000 --> 00:00:02,000\r\nHello', 'application/x-subrip'],
])('knows what begins with %j as %s', (head, type) => {
  expect(mediaTypeOf(Buffer.from(head, 'latin1'))).toBe(type)
})

it.each([
  '',
  '<html>',
  ' <!DOCTYPE html>',
  '<?xml version="1.0"?><svg/>',
  '\x89PNG\r\n',
  'GIF89a',
  '\xff\xd8\xff\xe0',
  'PK\u0003\u0004',
  '\0\0\0\u0018ftypheic',
  '\x1a\x45\xdf\xa3\0\0\0\0else',
  'RIFF\0\0\0\0AVI ',
  '\xff\xf1\x50\x80',
  '\xff\xff\xff\xff',
  'WEBVTTX',
  '1\n<script>',
])('takes nothing that begins with %j', head => {
  expect(mediaTypeOf(Buffer.from(head, 'latin1'))).toBeUndefined()
})
