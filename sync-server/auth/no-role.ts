/** The cause of an answer that says less than is known: to who has no role, a course is as if it were not there. */
export const noRole = 'no role in the course'
