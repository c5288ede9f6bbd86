/** Ends a process in order on SIGTERM and SIGINT, once; when the process that started it is gone, at once. */
export function stopOnSignals(close: () => Promise<void>): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
  if (process.send) process.on('disconnect', () => process.exit(1));
}
