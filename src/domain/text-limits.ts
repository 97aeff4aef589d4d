/** Longest texts, in UTF-16 units. A task stays far below DynamoDB's 400 kB an item. */
export const limits = { name: 500, project: 100, description: 5000, url: 2048, title: 500 } as const;
