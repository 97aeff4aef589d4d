/** Bounds that both ends keep. They stand apart from the schemas, so that a screen that needs a number loads no schema. */

/** Most tasks that one person may have. */
export const mostTasks = 10_000;

/** Most tasks that are imported at once: each call is written down before it is answered. */
export const mostImported = 500;

/** Ms that a deletion can be taken back. */
export const undoTime = 5_000;

/** Longest text of a configuration, in UTF-16 units. */
export const longestConfiguration = 100_000;
