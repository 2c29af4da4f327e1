/** The store of the queues cannot be used. */
export class QueueStoreError extends Error {
  override readonly name = 'QueueStoreError';
}
