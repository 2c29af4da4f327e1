/** Whether a promise settles within so many milliseconds; it rejects as the promise does. */
export async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const passed = Promise.withResolvers<false>();
  const timer = setTimeout(() => passed.resolve(false), ms);
  try {
    return await Promise.race([promise.then(() => true), passed.promise]);
  } finally {
    clearTimeout(timer);
  }
}
