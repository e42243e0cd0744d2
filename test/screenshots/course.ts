/** What is in the pictures. */
import type { OutlineTitles } from '../journeys/fixtures/stored-course.ts'

export const course: OutlineTitles = [
  ['Before you tie', ['Which rope for what', 'Parts of a rope', 'Whipping an end']],
  ['Loops that hold', ['The bowline', 'Figure eight on a bight', 'Alpine butterfly']],
  ['Joining two ropes', ['Sheet bend', 'Double fisherman’s', 'Zeppelin bend']],
  ['Hitches', ['Clove hitch', 'Rolling hitch']],
]
